"""What a match captures gets its values in the order of the pattern."""
def f(subject):
    match subject:
        case [a, b]: return locals()
        case [c, [d, *e], f]: return locals()
        case {"k": k, **rest}: return locals()
        case (1 as x) | x: return locals()
for s in [1, 2], [1, [2, 3, 4], 5], {"k": 1, "z": 2}, 1, 7: print(list(f(s).items()))
print(f.__code__.co_varnames)
match [1, [2, 3, 4], 5]:
    case [za, [zb, *zc], zd]: print([(k, v) for k, v in globals().items() if k[0] == "z"])
class K:
    match (1, 2, 3, 4, 5):
        case (a, b, c, d, e): pass
print([(k, v) for k, v in vars(K).items() if k[0] != "_"])
