# A SyntaxError that a program raises with a place is shown with it, cut to the line it gives.
import io
import sys


class Own(SyntaxError):
    pass


places = [
    ("bad.py", 1, 0, "abcdefg", 1, 0), ("bad.py", 1, 1, "abcdefg", 1, 7), ("bad.py", 1, 2, "abcdefg", 1, 7), ("bad.py", 1, 4, "abcdefg", 1, 3),
    ("bad.py", 1, -4, "abcdefg", 1, 3), ("bad.py", 0, 0, "abcdefg", 0, 0), ("bad.py", 1, 4, "abcdefg", 1, 100), ("bad.py", 1, 40, "abcdefg", 1, 100),
    ("bad.py", 1, 4, "abcdefg", None, None), ("bad.py", 1, 4, "  abcdefg", 2, 1), ("bad.py", 1, 4, "  abcdefg\n", 2, 1), ("bad.py", 1, 2, "", 1, 3),
    ("bad.py", 1, None, "abc"), (None, 1, 2, "abc"), ("x", None, 2, "abc"), ("bad.py", 1, 2, "abcdefg", 1, -1), ("bad.py", 1, 2, "abcdefg", 1, 0),
    ("bad.py", 1, 2, None, 1, 0), ["bad.py", 3, 2, "a list"],
]
for kind in SyntaxError, Own:
    for given in places:
        try:
            raise kind("not so", given)
        except SyntaxError as error:
            kept, sys.stderr = sys.stderr, io.StringIO()
            sys.__excepthook__(type(error), error, None)
            shown, sys.stderr = sys.stderr.getvalue(), kept
            print(given, error.offset, error.end_offset)
            print("".join(shown.split(", in <module>\n")[-1].splitlines(True)[1:]), end="")
raise SyntaxError("at the end", ("bad.py", 7, 3, "a b c\n", 7, 4))
