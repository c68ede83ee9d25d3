"""Tables in all formats."""
from tabulate import tabulate, tabulate_formats, simple_separated_format
rows = [["Sun", 696000, 1989100000.5], ["Earth", 6371, 5973.6], ["Moon", 1737, 73.5], [None, "x", -1]]
for style in sorted(tabulate_formats):
    print(style)
    print(tabulate(rows, headers=["Planet", "R (km)", "mass"], tablefmt=style))
print(tabulate({"a": [1, 2], "b": ["x", "yy"]}, headers="keys", showindex="always", floatfmt=".2f", numalign="center", stralign="right"))
print(tabulate([{"x": 1, "y": 2.5}, {"x": 3}], headers="keys", missingval="?"), tabulate([], headers=["a"]), tabulate([["é", "日本"]], tablefmt="grid"))
print(tabulate([["a\nb", 1], ["c", 2]], headers=["m", "n"], tablefmt="fancy_grid"), tabulate(rows, tablefmt=simple_separated_format("||")), tabulate([[1.123456789, "1e5"], [12, "3.0"]], floatfmt=(".1f", ".3f")))
print(tabulate(((i, i * i, "x" * (i % 7)) for i in range(60)), headers=("i", "sq", "x"), colalign=("left", "right", "center")))
