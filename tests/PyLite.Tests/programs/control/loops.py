i = 0
while i < 10:
    i += 1
    if i == 3:
        continue
    if i == 7:
        break
    print(i, end=" ")
else:
    print("never")
print("after", i)
while i > 0:
    i -= 2
else:
    print("else", i)
for x in range(3):
    for y in range(3):
        if y == 2:
            break
        if x == 1:
            continue
        print(x, y, end="; ")
    else:
        print("no break")
else:
    print("done")
for x in []:
    print("never")
else:
    print("empty")
total = 0
for a, (b, c) in [(1, (2, 3)), (4, (5, 6))]:
    total += a * b + c
print(total)
for i in range(10, 0, -3):
    print(i, end=" ")
print(list(range(5)), list(range(2, 8, 3)), list(range(5, 0)), len(range(0, 100, 7)), 14 in range(0, 100, 7), range(10)[3], range(10)[-1], range(10)[2:5])
for i, x in enumerate(["a", "b"], 1):
    print(i, x, end=" ")
for a, b in zip([1, 2, 3], "ab"):
    print(a, b, end=" ")
for k in {"x": 1, "y": 2}:
    print(k, end=" ")
for k, v in {"x": 1, "y": 2}.items():
    print(k, v, end=" ")
print()
first, *rest = [1, 2, 3, 4]
print(first, rest)
*init, last = "abc"
print(init, last)
a, *b, c = (1, 2)
print(a, b, c)
(a, b), c = [1, 2], 3
a, b = b, a
print(a, b, c)
x = y = z = 5
x += 1; y -= 1; z *= 2
print(x, y, z)
n = 0
while True:
    n += 1
    if n % 2: continue
    if n > 10: break
print(n)
for i in range(3): pass
print(i)
s = 0
for i in range(5000):
    if i % 3 == 0 and i % 5 == 0:
        s += i
    elif i % 7 == 0 or i % 11 == 0:
        s -= 1
    else:
        s += 0 if i & 1 else 1
print(s)
