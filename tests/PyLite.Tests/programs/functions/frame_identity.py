# A frame is one object while it runs.
import sys


def outer():
    a = sys._getframe()

    def inner():
        return sys._getframe(1)

    print(a is sys._getframe(), inner() is a, a.f_back is sys._getframe(1))
    return a


first, second = outer(), outer()
print(first is second, first.f_back is sys._getframe())
times = {sys._getframe(): 1}
sys.settrace(lambda *a: None)
print(sys._getframe() in times)
sys.settrace(None)
