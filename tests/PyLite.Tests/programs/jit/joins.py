# Many independent branches one after the other, in a loop, in a function that the loop calls, and of types instead of conditions.
def pick(x, y):
    if x & 1:
        y += 3
    else:
        y -= x
    if x & 2:
        y ^= 5
    if x & 4:
        y = -y
    else:
        y += 0.5 if x & 8 else 1
    return y


def run(turns):
    x = 12345
    total = 0
    texts = 0
    seen = []
    for j in range(turns):
        x = (x * 1103515245 + 12345) & 0x7FFFFFFF
        if x & 16:
            total += 1
        else:
            total -= 2
        if x & 32:
            total ^= 3
        else:
            total += x & 7
        if x & 64:
            a = j
        else:
            a = j * 0.25
        if x & 128:
            b = 10 ** 20 if x & 256 else x
        else:
            b = 1.5
        c = a + b
        if x & 512:
            c -= a
        if x & 1024:
            texts += len(str(x & 63))
        else:
            seen.append(x & 3)
        try:
            if x & 2048:
                raise ValueError(x & 15)
            total += pick(x >> 12, j)
        except ValueError as error:
            total += error.args[0]
        if c > 1e10:
            texts += 1
        total = int(total) & 0xFFFFFFF
    return total, texts, len(seen), sum(seen)


print(run(3000))
