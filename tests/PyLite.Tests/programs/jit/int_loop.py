# The loop of the quality tests: ints in registers, no allocation.
def run(n):
    s = 0
    i = 0
    j = 0xFF
    while i < n:
        s += i & j
        i += 1
    return s


print(run(20000))
