# Texts put together and taken apart in loops: short and long, of even and odd lengths, with characters of all sizes.


def joined(parts, n):
    total = 0
    seen = set()
    for i in range(n):
        a = parts[i % len(parts)]
        b = parts[i * 7 % len(parts)]
        c = a + b
        d = c + "-" + a
        total += len(c) + len(d)
        if d.endswith(a) and c.startswith(a) and c == a + b:
            total += 1
        if i % 97 == 0:
            seen.add(d)
    return total, c, d, sorted(seen)[-2:]


def pieces(s, n):
    total = 0
    for i in range(n):
        k = i % (len(s) + 2)
        left, right = s[:k], s[k:]
        if left + right != s:
            print("wrong", i, left, right)
        mid = s[k // 2:k]
        total += len(mid) + (mid < right)
        last = s[k:k + 2]
        if last in s:
            total += 1
        total += hash(left) == hash(s[0:k])
    return total, left, mid, last


def keys(n):
    d = {}
    for i in range(n):
        k = "k" + str(i % 50)
        d[k] = d.get(k, 0) + len(k + "x")
        d[k[1:]] = k[:1] + k[-1:]
    return len(d), d["k7"], d["49"]


def kept(n):
    # Texts that stay: nothing may be written over them.
    L = []
    s = ""
    for i in range(n):
        t = "ab"[i % 2] + "xyz"[:i % 4]
        L.append(t + "!")
        s = s[-40:] + t
        L.append(s)
    return "".join(L[:9]), L[-1], sum(map(len, L)), len(set(L))


def main():
    print(joined(["a", "bc", "def", "ghij", "k" * 23, "l" * 24, "m" * 25, "n" * 60, ""], 2500))
    print(joined(["é", "ab", "日本語", "\u0000z"], 1500))
    print(joined(["\U0001F600", "a", "b\U0001F600c"], 1500))
    print(pieces("abcdefghijklmnopq", 2000))
    print(pieces("0123456789" * 8, 2000))
    print(pieces("日本語テキスト", 1500))
    print(pieces("a\U0001F600b", 800))
    print(keys(3000))
    print(kept(3000))
    try:
        for i in range(2000):
            s = "t" + (str(i) if i < 1990 else i)
    except TypeError as e:
        print(e, s)


main()
