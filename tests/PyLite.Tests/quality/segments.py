"""Branches that join again, and an object that each part of the loop uses: what a bridge knows of it holds behind the joins."""


class Part:
    def __init__(self, name):
        self.name = name
        self.count = 0


def run(n, parts):
    total = 0
    for i in range(n):
        part = parts[i % 3]
        if i % 2:
            part.count += 1
        if i % 5 == 0:
            part.count += total & 3
            total += len(part.name)
        else:
            part.count = (part.count ^ i) & 0xFFF
            total += part.count & 7
        if i % 7 == 0:
            part.count -= total
            total = (total ^ part.count) & 0xFFFF
        else:
            part.count += 2
            total += part.count % 5
        if i % 11 == 0:
            total += part.count + len(part.name)
        else:
            total -= part.count
    return total


print(run(3000, [Part("left"), Part("right"), Part("middle")]))
