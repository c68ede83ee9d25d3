"""A generator in a hot recursion takes tuples apart that its dict iterator has just made: their items are stored late, not too late."""

def gen(v):
    for k, x in v.items():
        yield dump(x)
def dump(v):
    if v: return sum(gen(v))
    return 1
v = {0: {0: {0: 0}}, 1: 0, 2: {}}
for i in range(5):
    print(dump(v))
