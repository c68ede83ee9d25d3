"""Functions made of text and classes made in a loop: each is compiled, and goes."""
def make(i):
    source = "def f(n):\n    s = %d\n    k = 0\n    while k < n:\n        s += k %% %d\n        k += 1\n    return s\n" % (i, i + 2)
    space = {}
    exec(source, space)
    return space["f"]

total = 0
for i in range(120):
    f = make(i)
    total += f(60)
    class C:
        def m(self, x):
            return x + i
    c = C()
    j = 0
    while j < 30:
        total += c.m(j)
        j += 1
print(total)
