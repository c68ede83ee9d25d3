# Calls inlined, recursive, through loops in callees, with exceptions and generators.
def inner_loop(n):
    total = 0
    for i in range(n):
        total += i
    return total


def outer_loop(n):
    total = 0
    for i in range(n):
        total += inner_loop(i % 13)
    return total


def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


def even(n):
    return True if n == 0 else odd(n - 1)


def odd(n):
    return False if n == 0 else even(n - 1)


def tree(depth):
    if depth == 0:
        return None
    return (tree(depth - 1), depth, tree(depth - 1))


def total(node):
    if node is None:
        return 0
    left, value, right = node
    return total(left) + value + total(right)


def sometimes_raises(i):
    if i % 100 == 7:
        raise ValueError(i)
    return i


def guarded(n):
    good = bad = 0
    for i in range(n):
        try:
            good += sometimes_raises(i)
        except ValueError as e:
            bad += e.args[0]
    return good, bad


def squares(n):
    for i in range(n):
        yield i * i


def consume(n):
    result = 0
    for x in squares(n):
        result += x % 11
    return result


def key_calls(n):
    return sum(sorted([(i * 7919) % 1009 for i in range(n)], key=lambda x: -x)[:10])


class Callable:
    def __init__(self, k):
        self.k = k

    def __call__(self, x):
        return x * self.k % 1013


def objects(n):
    f = Callable(7)
    x = 1
    for i in range(n):
        x = f(x) + 1
    return x


def raising_recursion(n):
    if n == 0:
        raise KeyError("bottom")
    try:
        return raising_recursion(n - 1)
    except KeyError:
        if n % 2:
            raise
        raise KeyError("level %d" % n)


def many_raises(n):
    last = None
    for i in range(n):
        try:
            raising_recursion(i % 9)
        except KeyError as e:
            last = e.args[0]
    return last


print(outer_loop(4000), fib(17), even(200), odd(201), total(tree(9)), guarded(5000), consume(5000), key_calls(3000), objects(4000), many_raises(3000))
