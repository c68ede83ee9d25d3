"""match and case as ordinary names, next to each other."""
def match(*args, **keys): return args, keys
def case(*args, **keys): return "case", args, keys

match(
)

case(
    1
)
print(match(1, a=2), case(*[1]))
match(1)

case(2)
match (3)
case = 4
match = [5]
print(match [0], case)
match match:
    case [case]: print(case)
match = {"a": 1}
match["a"] += 1
print(match)
