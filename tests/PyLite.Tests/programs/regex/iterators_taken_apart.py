"""What finditer gives is iter(scanner.search, None), and can be taken apart as that."""
import re

matches = re.finditer("a.", "ab ac ad")
print(type(matches).__name__, next(matches).group())
make, (search, end) = matches.__reduce__()
print(make is iter, search.__name__, type(search.__self__).__name__, end)
print([match.group() for match in make(search, end)])
print(list(matches), matches.__reduce__() == (iter, ((),)), matches.__reduce_ex__(2) == (iter, ((),)))
for wrong in ((1,), (None, 2)):
    try:
        matches.__reduce__(*wrong)
    except TypeError:
        print("TypeError")
