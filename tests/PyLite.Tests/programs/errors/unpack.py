# What CPython prints when this is not caught.
for a, b in [(1, 2), (3,)]:
    print(a, b)
