"""toml and its round trips; tomllib beside it."""
import toml, tomllib
from datetime import datetime, timezone
TEXT = '''
title = "TOML \\u00e9"
[owner]
name = 'Tom'
dob = 1979-05-27T07:32:00Z
[database]
ports = [ 8000, 8001, 8002 ]
data = [ ["delta", "phi"], [3.14] ]
enabled = true
big = 1_000_000
exp = 5e+22
multi = """
a \\
   b"""
[servers.alpha]
ip = "10.0.0.1"
inline = { x = 1, y = "z" }
[[products]]
name = "Hammer"
[[products]]
name = "Nail"
color = "gray"
'''
d = toml.loads(TEXT)
print(d, type(d["owner"]["dob"]))
print(toml.dumps(d))
print(toml.loads(toml.dumps(d)) == d, tomllib.loads(TEXT)["servers"])
for bad in ("a = ", "a = 1\na = 2", "[x", "a = [1,", "= 1", 'a = "x', "a = 1 b", "[a]\n[a]"):
    for module in (toml, tomllib):
        try:
            print(module.loads(bad))
        except ValueError as e:
            print(type(e).__name__, e)
print(toml.dumps({"a": {"b": {"c": [1, 2]}}, "t": datetime(2020, 1, 2, tzinfo=timezone.utc), "f": 1.5, "l": [{"x": 1}], "s": 'q"\\'}), toml.dumps({"n": [[1], ["a"]]}, encoder=toml.TomlPreserveInlineDictEncoder()))
