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


# The frame that called a generator's is found while the generator is told of.
def counting():
    yield 1
    yield 2


def told(frame, event, argument):
    if frame.f_code.co_name == "counting":
        print(event, frame.f_back.f_code.co_name)
    return told


def counts():
    for x in counting():
        pass


sys.settrace(told)
counts()
sys.settrace(None)


# Lines are counted from the first one.
def fails():
    return 1 / 0


fails.__code__ = fails.__code__.replace(co_firstlineno=500, co_filename="elsewhere")
try:
    fails()
except ZeroDivisionError as e:
    last = e.__traceback__.tb_next
    print(last.tb_lineno, last.tb_frame.f_code.co_filename, fails.__code__.co_firstlineno)
