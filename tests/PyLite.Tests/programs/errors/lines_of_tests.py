"""On which lines and columns tests of truth, with statements and conditional expressions raise."""
class C:
    def __bool__(self): raise ValueError
    def __lt__(self, other): return self
    def __enter__(self): pass
    def __exit__(self, *e): raise ValueError

def where(source):
    try: exec(compile(source, "<test>", "exec"), {"C": C})
    except (ValueError, TypeError) as e:
        tb = e.__traceback__.tb_next
        code = tb.tb_frame.f_code
        while tb.tb_next and tb.tb_next.tb_frame.f_code.co_filename == "<test>": tb = tb.tb_next; code = tb.tb_frame.f_code
        print(tb.tb_lineno, list(code.co_positions())[tb.tb_lasti // 2], source.encode())

for source in (
    "if (1 and\n   C()):\n   a=1\n   pass\n",
    "if (1 and\n   C() < 3):\n   a=1\n   pass\n",
    "if (C() < 3 and\n   C()):\n   a=1\n   pass\n",
    "while (1 and\n   C()):\n   a=1\n   pass\n",
    "x = (1 and\n   C() and\n 3)\n",
    "x = (1 if\n   not C() else\n 3)\n",
    "assert (1 and\n   C() and\n 3)\n",
    "x = [i for i in (1, 2) if\n   C()]\n",
    "x = (1 and\n   C() < 3 < 4 and 3)\n",
    "with 1:\n   pass\n",
    "with 1: pass\n",
    "with C() as d:\n   a = 1\n   pass\n",
    "with (C() as d,\n   1):\n   a = 1\n   pass\n",
    "if not (\n  C()): pass\n",
    "if (1 if\n  C() else 2): pass\n",
    "def f():\n  return (1 and\n   C() or 2)\nf()\n",
): where(source)
