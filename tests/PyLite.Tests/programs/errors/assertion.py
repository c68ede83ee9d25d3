def check(n):
    assert n < 3, "n is %d" % n
    return n


print([check(i) for i in range(5)])
