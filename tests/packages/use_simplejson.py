"""simplejson without its C part."""
import simplejson as json
json._toggle_speedups(False)
from decimal import Decimal
from collections import OrderedDict, namedtuple
P = namedtuple("P", "x y")
print(json.dumps({"a": [1, 2.5, None, True, "é\"\n"], "b": Decimal("1.10"), "c": P(1, 2), 3: "k"}, sort_keys=False), json.dumps([1, {"x": 2}], indent="  "), json.dumps("é", ensure_ascii=False))
print(json.loads('{"a": 1.1, "b": [1e5, -0, "\\u00e9\\ud83d\\ude00"]}', use_decimal=True), json.loads("[1, 2]", object_pairs_hook=OrderedDict), json.loads('{"b":1,"a":2}', object_pairs_hook=OrderedDict))
print(json.dumps({"x": float("nan")}, ignore_nan=True), json.dumps({2: 1, 1: 2}, sort_keys=True, separators=(",", ":")), json.dumps((i for i in range(3)), iterable_as_array=True), json.dumps(2 ** 60, bigint_as_string=True), json.dumps({"a": b"x"}))
class E(json.JSONEncoder):
    def default(self, o):
        return sorted(o) if isinstance(o, set) else super().default(o)
print(json.dumps({"s": {3, 1}}, cls=E), list(E().iterencode([{1, 2}, "x"])), json.dumps(object, default=str), json.dumps("</script>", for_json=True), json.JSONEncoderForHTML().encode("<&>"))
for bad in ("[1,", "{'a'}", "[1 2]", '"\\x"', "nul", '{"a":}', "[1]x", ""):
    try:
        print(json.loads(bad))
    except json.JSONDecodeError as e:
        print(e, e.pos, e.lineno, e.colno)
for value in ({(1, 2): 3}, {1j}, [object()]):
    try:
        json.dumps(value)
    except TypeError as e:
        print(str(e).split(" at ")[0])
data = {"rows": [{"id": i, "name": f"name{i}", "v": [i / 3, None, True]} for i in range(500)]}
text = json.dumps(data)
print(len(text), json.loads(text) == data)
a = []
a.append(a)
try:
    json.dumps(a)
except ValueError as e:
    print(e)
