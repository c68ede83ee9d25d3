"""A frame that a program keeps has the variables of its call also when that is over."""
import sys

kept = []


def add(a, b=2):
    x = a + b
    kept.append(sys._getframe())
    y = x * 2
    return y


add(1)
add(a=5)
print([sorted(frame.f_locals.items()) for frame in kept])


def own(i):
    j = i * 10
    return sys._getframe()


def calls():
    return [own(i) for i in range(3)]


frames = calls()
print([frame.f_locals for frame in frames], len({id(frame) for frame in frames}))


def outer():
    v = 5
    frame = (lambda: sys._getframe(1))()
    v = 6
    return frame


print(outer().f_locals["v"])


def deep(n):
    w = n
    return [sys._getframe()] + (deep(n - 1) if n else [])


print([frame.f_locals["w"] for frame in deep(3)])


def fails(k):
    z = k * 2
    kept.append(sys._getframe())
    raise ValueError(z)


try:
    fails(4)
except ValueError:
    pass
print(kept[-1].f_locals)


def asked(a, asks):
    return sys._getframe() if asks else None


frame = asked(1, True)
asked(2, False)
asked(3, True)
print(frame.f_locals)


def changed():
    x = [1]
    return sys._getframe()


frame = changed()
frame.f_locals["x"].append(2)
print(frame.f_locals)
frame.clear()
print(frame.f_locals)


def steps():
    a = 1
    yield sys._getframe()
    a = 2
    yield a


running = steps()
frame = next(running)
print(frame.f_locals)
next(running)
print(frame.f_locals)

first, second = steps(), steps()
frames = [next(first), next(second)]
next(second)
print([frame.f_locals for frame in frames])
