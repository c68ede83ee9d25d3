def attempt(f):
    try:
        result = f()
    except ZeroDivisionError as e:
        return "zero: %s" % e
    except (IndexError, KeyError) as e:
        return "lookup: %r" % e
    except Exception as e:
        return "other: %s: %s" % (type(e).__name__, e)
    else:
        return "fine: %r" % (result,)
    finally:
        print("finally", end=" ")


print(attempt(lambda: 1 / 0))
print(attempt(lambda: 1 // 0))
print(attempt(lambda: 1 % 0))
print(attempt(lambda: 1.0 / 0))
print(attempt(lambda: 1.0 // 0))
print(attempt(lambda: 0 ** -1))
print(attempt(lambda: divmod(1, 0)))
print(attempt(lambda: [1][5]))
print(attempt(lambda: (1,)[5]))
print(attempt(lambda: "a"[5]))
print(attempt(lambda: {}["k"]))
print(attempt(lambda: [].pop()))
print(attempt(lambda: {}.pop("x")))
print(attempt(lambda: int("x")))
print(attempt(lambda: float("x")))
print(attempt(lambda: "a" + 1))
print(attempt(lambda: 1 + "a"))
print(attempt(lambda: undefined_name))
print(attempt(lambda: [].missing))
print(attempt(lambda: [1].index(2)))
print(attempt(lambda: [1].remove(2)))
print(attempt(lambda: "a".index("b")))
print(attempt(lambda: set().pop()))
print(attempt(lambda: {1}.remove(2)))
print(attempt(lambda: next(iter([]))))
print(attempt(lambda: max([])))
print(attempt(lambda: chr(-1)))
print(attempt(lambda: ord("ab")))
print(attempt(lambda: [1, 2] < [1, "a"]))
print(attempt(lambda: {[]: 1}))
print(attempt(lambda: range(1, 2, 0)))
print(attempt(lambda: "%d" % "a"))
print(attempt(lambda: "%d %d" % (1,)))
print(attempt(lambda: "%d" % (1, 2)))
print(attempt(lambda: "{}".format()))
print(attempt(lambda: [1, 2, 3][::0]))
print(attempt(lambda: [1]["a"]))
print(attempt(lambda: math.sqrt(-1)))
print(attempt(lambda: 42))


class Custom(Exception):
    pass


class WithFields(Custom):
    def __init__(self, code, message):
        super().__init__(message)
        self.code = code


def raiser(e):
    raise e


print(attempt(lambda: raiser(Custom("msg"))), attempt(lambda: raiser(Custom)), attempt(lambda: raiser(Custom(1, 2))), attempt(lambda: raiser(5)))
try:
    raise WithFields(7, "seven")
except Custom as e:
    print(e, e.code, e.args, isinstance(e, WithFields), repr(e))
try:
    a, b = [1, 2, 3]
except ValueError as e:
    print(e)
try:
    a, b, c = [1, 2]
except ValueError as e:
    print(e)
try:
    a, *b, c = [1]
except ValueError as e:
    print(e)
try:
    a, b = 5
except TypeError as e:
    print(e)
try:
    assert 1 == 2, "assertion message"
except AssertionError as e:
    print("assert", e)
try:
    assert False
except AssertionError as e:
    print("assert", repr(e))
import math
print(attempt(lambda: math.sqrt(-1)), attempt(lambda: math.log(0)), attempt(lambda: math.factorial(-1)))
print(issubclass(KeyError, LookupError), issubclass(ZeroDivisionError, ArithmeticError), issubclass(Exception, BaseException), [c.__name__ for c in FileNotFoundError.__mro__])
