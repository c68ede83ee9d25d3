# Huffman codes: counting, a queue of nested tuples, encoding to a string of bits and back.
import sys


def tree(text):
    counts = {}
    for c in text:
        counts[c] = counts.get(c, 0) + 1
    queue = sorted((count, c, c) for c, count in counts.items())
    while len(queue) > 1:
        a, b = queue[0], queue[1]
        queue = sorted(queue[2:] + [(a[0] + b[0], a[1] + b[1], (a[2], b[2]))])
    return queue[0][2]


def codes(node, prefix, found):
    if isinstance(node, str):
        found[node] = prefix or "0"
    else:
        codes(node[0], prefix + "0", found)
        codes(node[1], prefix + "1", found)
    return found


def decode(node, bits):
    text = []
    at = node
    for bit in bits:
        at = at[bit == "1"]
        if isinstance(at, str):
            text.append(at)
            at = node
    return "".join(text)


def main(n):
    total = 0
    for k in range(n):
        text = "".join("aabbbcdeffghh  ij"[(i * i * 3 + i * k) % 17] for i in range(200))
        root = tree(text)
        table = codes(root, "", {})
        bits = "".join(table[c] for c in text)
        if decode(root, bits) != text:
            print("wrong")
        total += len(bits)
    print(total)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 11000)
