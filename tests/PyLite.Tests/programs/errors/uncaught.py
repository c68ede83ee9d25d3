def inner(x):
    return 1 / x


def outer(x):
    print("before")
    return inner(x)


outer(0)
print("not reached")
