"""The Mandelbrot set as a text picture: a tight loop over unboxed floats with an exit in the middle."""
import sys
import time

LIMIT = 50
SHADES = " .:-=+*#%@"


def escape_time(cr, ci):
    zr = 0.0
    zi = 0.0
    for i in range(LIMIT):
        zr2 = zr * zr
        zi2 = zi * zi
        if zr2 + zi2 > 4.0:
            return i
        zi = 2.0 * zr * zi + ci
        zr = zr2 - zi2 + cr
    return LIMIT


def run(size):
    inside = 0
    total = 0
    rows = []
    for y in range(size):
        ci = 2.0 * y / size - 1.0
        row = []
        for x in range(size):
            time_to_escape = escape_time(3.0 * x / size - 2.0, ci)
            total += time_to_escape
            if time_to_escape == LIMIT:
                inside += 1
            row.append(SHADES[time_to_escape * 9 // LIMIT])
        rows.append("".join(row).rstrip())
    # At most some twenty rows are shown, whatever the size.
    step = max(1, size // 20)
    picture = [row for i, row in enumerate(rows) if i % step == 0]
    return "%s\n%d of %d points inside, %d steps" % ("\n".join(picture), inside, size * size, total)


DEFAULT = 40


def main():
    """SIZE ITERATIONS: with more than one iteration, the seconds that each took are written to standard error."""
    size = int(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT
    iterations = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    for _ in range(iterations):
        start = time.perf_counter()
        result = run(size)
        if iterations > 1:
            sys.stderr.write("%.6f\n" % (time.perf_counter() - start))
    print(result)


main()
