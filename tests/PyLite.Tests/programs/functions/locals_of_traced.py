# While a trace or profile function is set, the variables of frames whose f_locals somebody has read go on changing.
import sys


def look(depth=1):
    return sorted(name for name in sys._getframe(depth).f_locals if not name.startswith("_"))


def later(n):
    first = n
    print(look())
    for second in range(n):
        third = abs(second)
        first += len(str(third))
    return first, second, third


def cells(n):
    kept = look()
    total = 0

    def add(by):
        nonlocal total
        total += by
        return abs(total)

    for i in range(n):
        add(i)
        len(kept)
    return total, i


def changing(frame, event, arg):
    if frame.f_code is changed.__code__ and event == "line":
        frame.f_locals["x"] = frame.f_locals.get("x", 0) + 10
    return changing


def changed():
    x = 1
    x += 1
    y = x
    x = 5
    return x, y


def quiet(*args):
    return quiet


for install in sys.setprofile, sys.settrace:
    install(quiet)
    results = [later(3), cells(4), later(2)]
    install(None)
    print(results)
sys.settrace(changing)
result = changed()
sys.settrace(None)
print(result)
