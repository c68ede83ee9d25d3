"""YAML by the loaders and dumpers written in Python."""
import yaml, datetime
TEXT = """
a: 1
b: [x, 2.5, ~, true, 0x1F, 1_000, .inf]
c:
  - {k: v, n: null}
  - |
    literal
    text
  - >-
    folded
    text
d: &anchor {x: 1, y: 2}
e:
  <<: *anchor
  y: 3
f: 2020-01-02
g: 2020-01-02T03:04:05Z
h: !!set {p, q}
i: !!binary aGVsbG8=
j: "esc\\n\\u00e9"
k: 'single ''quoted'''
? complex
: key
"""
d = yaml.safe_load(TEXT)
print(d)
print(yaml.safe_dump(d, sort_keys=True, allow_unicode=True), yaml.dump([1, "a", None, True, "no", "1", "x: y", "multi\nline", "é"]), yaml.dump({"b": 1, "a": {"c": [1, {"d": ()}]}}, default_flow_style=None, indent=4, sort_keys=False), yaml.dump(d["e"], default_flow_style=True))
print(list(yaml.safe_load_all("a: 1\n---\n- b\n...\n---\nc")), yaml.safe_dump_all([1, {"x": 2}]), [type(t).__name__ for t in yaml.scan("a: [b]")], [type(e).__name__ for e in yaml.parse("a: &x b\nc: *x")], yaml.compose("a: [1]").tag)
for bad in ("a: b: c", "[1, 2", "a: *x", "\tx: 1", "a: 'x", "!!python/object:os.system x", "- a\nb", "{a: 1", "a: !foo b", "%BAD"):
    try:
        print(yaml.safe_load(bad))
    except yaml.YAMLError as e:
        print(type(e).__name__, e)
class Point(yaml.YAMLObject):
    yaml_tag, yaml_loader = "!point", yaml.SafeLoader
    def __init__(self, x, y):
        self.x, self.y = x, y
print(yaml.dump(Point(1, 2)), vars(yaml.safe_load("!point {x: 3, y: 4}")))
yaml.add_constructor("!sum", lambda loader, node: sum(loader.construct_sequence(node)), Loader=yaml.SafeLoader)
yaml.add_representer(complex, lambda dumper, c: dumper.represent_scalar("!complex", str(c)))
print(yaml.safe_load("x: !sum [1, 2]"), yaml.dump(1j), yaml.dump({"t": (1, 2), "s": {1}, "d": datetime.date(2020, 1, 2), "o": datetime.timedelta(1)}), yaml.unsafe_load("!!python/tuple [1, 2]"), yaml.load("a", Loader=yaml.FullLoader), yaml.__with_libyaml__ in (True, False))
shared = [1]
print(yaml.dump({"a": shared, "b": shared}), yaml.safe_load(yaml.safe_dump({"rows": [{"id": i, "name": f"n{i}"} for i in range(100)]}))["rows"][99])
