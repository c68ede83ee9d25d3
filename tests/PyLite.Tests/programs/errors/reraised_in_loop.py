def work(i):
    if i == 2500:
        raise ValueError("bad item %d" % i)
    return i


total = 0
for i in range(5000):
    try:
        total += work(i)
    except ValueError:
        print("total", total)
        raise
