# The return at the end of a function is of the line that was run last, and no line of its own.
import sys


def condition(x):
    if x:
        a = 1


def loop(n):
    for i in range(n):
        b = 2


def nested(x):
    for i in range(1):
        if x:
            y = 2


def either(x):
    if x:
        a = 1
    else:
        a = 2


def tried(x):
    try:
        x / 1
    except TypeError:
        pass
    else:
        z = 1


def matched(x):
    match x:
        case 1:
            a = 3


def told(frame, event, argument):
    if frame.f_code.co_filename == __file__:
        events.append((event, frame.f_lineno - frame.f_code.co_firstlineno))
    return told


for function, x in ((condition, 0), (condition, 1), (loop, 0), (loop, 2), (nested, 0), (nested, 1), (either, 0), (either, 1), (tried, 1), (tried, ""), (matched, 1), (matched, 2)):
    events = []
    sys.settrace(told)
    function(x)
    sys.settrace(None)
    print(function.__name__, x, events)

for make in (lambda: b"%f" % "s", lambda: "%f" % "s", lambda: b"%i" % None, lambda: "%i" % None, lambda: b"\\N{}".decode("unicode_escape")):
    try:
        print(make())
    except (TypeError, ValueError) as e:
        print(e)
