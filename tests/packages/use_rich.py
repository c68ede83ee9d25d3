"""Rich text on a terminal that is a string."""
import io
from rich.console import Console
from rich.table import Table
from rich.text import Text
from rich.panel import Panel
from rich.tree import Tree
from rich.markdown import Markdown
from rich.syntax import Syntax
from rich.columns import Columns
from rich.progress import Progress, BarColumn, track
from rich.pretty import pretty_repr, Pretty
from rich.traceback import Traceback
from rich.markup import escape
from rich.padding import Padding
from rich.rule import Rule
from rich.json import JSON
from rich.style import Style
from rich import box, inspect
from rich.highlighter import ReprHighlighter
from rich.align import Align

out = io.StringIO()
console = Console(file=out, width=70, force_terminal=True, color_system="truecolor", legacy_windows=False, _environ={})
console.print("[bold red]Hello[/] :smile: 123 'str' True", {"a": [1, 2], "b": None})
table = Table(title="Table", box=box.ROUNDED, show_footer=True)
table.add_column("Name", style="cyan", footer="total")
table.add_column("Value", justify="right")
for i in range(4):
    table.add_row(f"row {i}", str(i ** 10), style="on blue" if i == 2 else None)
console.print(table)
tree = Tree("root")
branch = tree.add("[green]branch")
branch.add("leaf 1")
branch.add(Panel("leaf 2", title="t"))
console.print(tree)
console.print(Markdown("# Head\n\nText *em* `code`\n\n1. a\n2. b\n\n> quote\n\n```python\nx = 1\n```\n"))
console.print(Syntax("def f(x):\n    return x + 1  # c\n", "python", line_numbers=True, theme="monokai"))
console.print(Columns([f"item {i}" for i in range(12)], equal=True), Padding("pad", (1, 2)), Rule("rule"), Align.center("middle"))
console.print(JSON('{"a": [1, true, null]}'), Pretty([{"k": list(range(30))}]), Text.assemble(("a", "bold"), " b ", ("c", Style(italic=True))))
print(pretty_repr({"data": [list(range(i)) for i in range(12)], "s": "x" * 50}, max_width=60))
try:
    def inner(n):
        return 1 / n
    inner(0)
except ZeroDivisionError:
    text = io.StringIO()
    Console(file=text, width=80, _environ={}).print_exception(show_locals=False, extra_lines=1)
    print(text.getvalue())
with Console(file=io.StringIO(), _environ={}).capture() if False else console.capture() as capture:
    console.print("captured [b]text[/b]")
print(repr(capture.get()), escape("[x]"), Text.from_markup("[red]x[/red] y").plain, Text("hello world").wrap(console, 6), console.render_str("a[i]b").spans)
console.log("logged", log_locals=False) if False else None
text = Text("Find 192.168.0.1 and /usr/bin and <Obj a=1>")
ReprHighlighter().highlight(text)
print(text.spans)
print(repr(out.getvalue()))
plain = Console(file=io.StringIO(), width=50, record=True, _environ={})
plain.print(table)
print(plain.export_text(clear=False), len(plain.export_html()) > 500, len(plain.export_svg(title="x")) > 500 if False else "")
try:
    console.print("[bad")
    console.print("[/x]")
except Exception as e:
    print(type(e).__name__, e)
