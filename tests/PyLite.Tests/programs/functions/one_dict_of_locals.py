"""locals() of a function is one dict: what is put into it stays, and the variables in it are brought up to date when it is asked for again."""
def f():
    exec("y = 5")
    print(locals()["y"], sorted(locals()))
    locals()["q"] = 1
    print("q" in locals(), sorted(locals()))
    x = 1
    exec("x = 2; z = x + 1")
    print(x, locals()["z"])
    exec("def g(): return 7")
    print(locals()["g"]())
    print(eval("z"), [k for k in dir() if k in "xyzqg"], sorted(vars()))
f()
f()

def same():
    first = locals()
    second = locals()
    x = 1
    print(first is second, "x" in first, locals() is first, "x" in first)
    del x
    print("x" in first, "x" in locals())
same()

def steps():
    x = 1
    first = locals()
    yield first is locals()
    y = 2
    yield first is locals(), sorted(first)
print(list(steps()))

def outer():
    n = 1
    def inner():
        return n, sorted(locals()), locals() is locals()
    return inner(), sorted(locals())
print(outer())

class A:
    x = 1
    locals()["y"] = 2
    print(locals() is locals(), "y" in locals())
print(A.y, globals() is locals())

def loop(n):
    found = []
    for i in range(n):
        found.append(locals())
    return found[0] is found[-1], found[0]["i"]
print(loop(3000))

def deep(n):
    return locals() if n == 0 else (deep(n - 1), locals())[n % 2]
print(deep(4), deep(3))
