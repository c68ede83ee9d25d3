def count(n):
    i = 0
    while i < n:
        yield i
        i += 1


print(list(count(5)), sum(count(1000)), [x * 2 for x in count(4)], max(count(7)))
g = count(2)
print(next(g), next(g), next(g, "end"))
try:
    next(g)
except StopIteration as e:
    print("stop", e.value)


def with_return():
    yield 1
    return "result"


def delegating():
    result = yield from with_return()
    yield result
    yield from [10, 20]


print(list(delegating()))


def echo():
    received = []
    try:
        while True:
            received.append((yield len(received)))
    except GeneratorExit:
        print("closed", received)
        raise
    finally:
        print("finally")


g = echo()
print(next(g), g.send("a"), g.send("b"))
g.close()


def catching():
    while True:
        try:
            yield "ready"
        except ValueError as e:
            yield "caught %s" % e


g = catching()
print(next(g), g.throw(ValueError("x")), next(g))
try:
    g.throw(KeyError("k"))
except KeyError as e:
    print("out", e)


def fib():
    a, b = 0, 1
    while True:
        yield a
        a, b = b, a + b


for x in fib():
    if x > 1000:
        break
    print(x, end=" ")
print()
print(list(x * y for x in range(3) for y in range(3) if x != y), any(x > 5 for x in range(10)), all(x < 5 for x in range(10)))
print(dict((k, v) for k, v in zip("ab", count(2))), tuple(x for x in "xy"), set(x % 3 for x in range(10)))


def tree(n):
    if n:
        yield from tree(n - 1)
        yield n
        yield from tree(n - 1)


print(list(tree(4)), sum(tree(10)))
def primes():
    found = []
    n = 2
    while True:
        if all(n % p for p in found if p * p <= n):
            found.append(n)
            yield n
        n += 1
for i, p in enumerate(primes()):
    if i == 300:
        print(p)
        break
print([list(zip(count(3), fib(), "abcdef"))], list(map(lambda x: x + 1, count(3))), list(filter(None, count(4))), list(enumerate(count(2))))
def no_yield_reached(flag):
    if flag:
        yield 1
print(list(no_yield_reached(False)), list(no_yield_reached(True)))
gen = (i for i in range(3))
print(iter(gen) is gen, next(gen), list(gen), list(gen))
