def make_counter():
    count = 0

    def increment(by=1):
        nonlocal count
        count += by
        return count

    def peek():
        return count

    return increment, peek


inc, peek = make_counter()
inc2, peek2 = make_counter()
print(inc(), inc(5), peek(), inc2(), peek2(), peek())

functions = [lambda: i for i in range(3)]
print([f() for f in functions])
functions = [lambda i=i: i for i in range(3)]
print([f() for f in functions])

x = "global"


def scopes():
    x = "enclosing"

    def read():
        return x

    def write():
        nonlocal x
        x = "changed"

    def use_global():
        global x
        before = x
        x = "new global"
        return before

    before = read()
    write()
    return before, read(), use_global()


print(scopes(), x)


def deep(a):
    def b(c):
        def d(e):
            return a + c + e
        return d
    return b


print(deep(1)(2)(3))


def unbound():
    try:
        print(later)
    except UnboundLocalError as e:
        print(e)
    later = 1


unbound()


def free_unbound():
    def inner():
        return value
    try:
        inner()
    except NameError as e:
        print(e)
    value = 1
    return inner()


print(free_unbound())


def decorator(tag):
    def wrap(function):
        def wrapped(*args, **kwargs):
            return tag + str(function(*args, **kwargs))
        wrapped.__name__ = function.__name__
        return wrapped
    return wrap


@decorator("<a>")
@decorator("<b>")
def decorated(x, y=1):
    return x + y


print(decorated(1), decorated(1, y=5), decorated.__name__)


def accumulate(n):
    total = 0

    def add(i):
        nonlocal total
        total += i

    for i in range(n):
        add(i)
    return total


print(accumulate(5000))
adders = [(lambda n: lambda x: x + n)(n) for n in range(4)]
value = 0
for i in range(4000):
    value = adders[i % 4](value)
print(value)
