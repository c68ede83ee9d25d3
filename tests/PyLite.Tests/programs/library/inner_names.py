# Needs CPython's library.
# Names that the library's modules have and do not document, which packages use.
import copy
import dataclasses
import re
import typing


@dataclasses.dataclass
class A:
    x: int
    y: typing.ClassVar[int] = 2
    z: dataclasses.InitVar[int] = 3


print(dataclasses._FIELDS, dataclasses._PARAMS, dataclasses._POST_INIT_NAME, dataclasses._FIELD_BASE.__name__, type(dataclasses._FIELD) is dataclasses._FIELD_BASE)
print({n: f._field_type for n, f in getattr(A, dataclasses._FIELDS).items()}, [f.name for f in A.__dataclass_fields__.values() if f._field_type is dataclasses._FIELD_INITVAR])
print(dataclasses._is_dataclass_instance(A(1)), dataclasses._is_dataclass_instance(A), dataclasses._is_classvar(typing.ClassVar[int], typing))
print(dataclasses._is_initvar(dataclasses.InitVar[int], dataclasses), dict(dataclasses._EMPTY_METADATA))
f = dataclasses._create_fn("f", ["a", "b=2"], ["return a + b"])
print(f(1), f.__name__)
print(dataclasses._hash_action[(False, True, False, False)].__name__, hasattr(dataclasses, "inspect"), hasattr(dataclasses, "nothing_of_this_name"))
print(copy._deepcopy_list([1, [2]], {}), copy._copy_immutable(3), copy._reconstruct is not None)
print(re._special_chars_map[ord("+")], re._MAXCACHE, re._compiler.__name__, re._parser.parse("a|b").getwidth(), re._pattern_type if hasattr(re, "_pattern_type") else None)
for module in copy, dataclasses, re:
    try:
        module.no_such_name
    except AttributeError as e:
        print(e)
