# id() tells objects apart as long as they live, and may be used as a key.
def run(n):
    kept = []
    seen = {}
    for i in range(n):
        o = [i] if i & 1 else {i: i}
        if i % 3 == 0:
            kept.append((id(o), o))
            seen[id(o)] = i
        elif id(o) in seen:
            return 'two objects have one number'
    return all([id(o) == k for k, o in kept]), len({k for k, o in kept}) == len(kept), len(seen)


class Node:
    pass


print(run(6000))
nodes = [Node() for _ in range(500)]
by_id = {id(n): k for k, n in enumerate(nodes)}
print(len(by_id), all([by_id[id(n)] == k for k, n in enumerate(nodes)]), id(nodes[0]) == id(nodes[0]), id(None) == id(None), id('a') == id('a'))
