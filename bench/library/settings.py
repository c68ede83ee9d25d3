"""Settings read and written: configparser, shlex, string.Template and csv."""
import configparser
import csv
import io
import shlex
import string
import sys

DEFAULT = 3000


def main(n):
    text = "".join(f"[section {i}]\na = {i}\nb = %(a)s times\nc: one\n  two {i}\n; no\n" for i in range(n))
    config = configparser.ConfigParser()
    config.read_string(text)
    total = sum(len(config[s]["b"]) + len(config[s]["c"]) + config.getint(s, "a") for s in config.sections())
    out = io.StringIO()
    config.write(out)
    words = sum(len(shlex.split(f'run "part {i}" two\\ words --n={i} \'end\'')) for i in range(n))
    filled = sum(len(string.Template("$a and ${b} cost $$").substitute(a=i, b="x" * (i % 7))) for i in range(4 * n))
    rows = io.StringIO()
    writer = csv.DictWriter(rows, ["name", "value"])
    writer.writeheader()
    for i in range(2 * n):
        writer.writerow({"name": f"n,{i}", "value": i / 8})
    rows.seek(0)
    back = sum(float(row["value"]) for row in csv.DictReader(rows))
    print(total, len(out.getvalue()), words, filled, back)


main(int(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT)
