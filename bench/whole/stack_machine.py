# An interpreter for a small stack machine: dispatch over tuples, a program that counts primes.
import sys


def run(code, argument):
    stack = []
    names = {"n": argument}
    pc = 0
    while True:
        op, value = code[pc]
        pc += 1
        if op == "push":
            stack.append(value)
        elif op == "load":
            stack.append(names[value])
        elif op == "store":
            names[value] = stack.pop()
        elif op == "add":
            b = stack.pop()
            stack[-1] += b
        elif op == "mul":
            b = stack.pop()
            stack[-1] *= b
        elif op == "mod":
            b = stack.pop()
            stack[-1] %= b
        elif op == "less":
            b = stack.pop()
            stack[-1] = stack[-1] < b
        elif op == "zero":
            stack[-1] = stack[-1] == 0
        elif op == "jump":
            pc = value
        elif op == "if":
            if stack.pop():
                pc = value
        elif op == "end":
            return names["count"]


PRIMES = [
    ("push", 0), ("store", "count"), ("push", 2), ("store", "i"),
    ("load", "i"), ("load", "n"), ("less", 0), ("if", 9), ("end", 0),
    ("push", 2), ("store", "d"),
    ("load", "i"), ("load", "d"), ("load", "d"), ("mul", 0), ("less", 0), ("if", 26),
    ("load", "i"), ("load", "d"), ("mod", 0), ("zero", 0), ("if", 30),
    ("load", "d"), ("push", 1), ("add", 0), ("jump", 10),
    ("load", "count"), ("push", 1), ("add", 0), ("store", "count"),
    ("load", "i"), ("push", 1), ("add", 0), ("store", "i"), ("jump", 4),
]


def main(n):
    total = 0
    for k in range(n):
        total += run(PRIMES, 150 + k % 7)
    print(total)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1100)
