# Arrays in hot loops: items that traces read and write as they are, items that need converting, growth, and views of the memory.
from array import array


def fill(code, values, n):
    a = array(code, values)
    for i in range(n):
        k = i % len(a)
        a[k] = a[k] + 1 if a[k] < 100 else 0
        if i % 97 == 0:
            a.append(i % 50)
    return len(a), sum(a), list(a[:4]), a.itemsize, len(a.tobytes())


for code in 'bBhHiIlLqQ':
    print(code, fill(code, [1, 2, 3], 2000))
for code in 'fd':
    print(code, fill(code, [1.5, 2, 3], 2000))


def store(a, value, n):
    for i in range(n):
        a[i % 3] = value if i == n - 1 else i % 100
    return a


for code, value in ('B', 256), ('B', -1), ('i', 2 ** 31), ('l', 2 ** 63), ('q', -2 ** 63 - 1), ('d', 'x'), ('i', 1.5), ('d', 7), ('d', True):
    try:
        print(code, store(array(code, [0, 0, 0]), value, 600))
    except (OverflowError, TypeError) as e:
        print(code, type(e).__name__)
for code in 'dliB':
    a = array(code, range(6))
    view = memoryview(a)
    view[1] = 42 if code != 'd' else 42.5
    print(a, view.tolist(), view[::2].tolist(), bytes(view[2:3].cast('B'))[:2])
    view.release()
    a.extend(a)
    del a[1::2]
    a[1:2] = array(code, [9, 8])
    print(a, a * 2 == a + a, a.pop(0), a.index(9))
