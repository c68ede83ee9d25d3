# A tokenizer and an evaluator of expressions with precedence climbing and variables.
import sys

OPERATORS = {"+": 1, "-": 1, "*": 2, "/": 2, "%": 2, "^": 3}


def tokens(text):
    at = 0
    while at < len(text):
        c = text[at]
        if c.isspace():
            at += 1
        elif c.isdigit():
            end = at
            while end < len(text) and text[end].isdigit():
                end += 1
            yield "number", int(text[at:end])
            at = end
        elif c.isalpha():
            end = at
            while end < len(text) and text[end].isalnum():
                end += 1
            yield "name", text[at:end]
            at = end
        else:
            yield "sign", c
            at += 1
    yield "end", None


class Evaluator:
    def __init__(self, text, names):
        self.tokens = tokens(text)
        self.names = names
        self.next()

    def next(self):
        self.kind, self.value = next(self.tokens)

    def atom(self):
        kind, value = self.kind, self.value
        self.next()
        if kind == "number":
            return value
        if kind == "name":
            return self.names[value]
        if value == "-":
            return -self.expression(3)
        inner = self.expression(1)
        self.next()
        return inner

    def expression(self, least):
        left = self.atom()
        while self.kind == "sign" and OPERATORS.get(self.value, 0) >= least:
            sign = self.value
            self.next()
            right = self.expression(OPERATORS[sign] + (sign != "^"))
            if sign == "+":
                left += right
            elif sign == "-":
                left -= right
            elif sign == "*":
                left *= right
            elif sign == "/":
                left = left // right if right else 0
            elif sign == "%":
                left = left % right if right else 0
            else:
                left = left ** (right % 4)
        return left


def main(n):
    total = 0
    text = "(a + 12) * b - 7 * (c - a % 5) / 3 + 2 ^ 3 ^ 2 - -b * (a + b * (c + 1))"
    for k in range(n):
        total += Evaluator(text, {"a": k % 13, "b": k % 7 - 3, "c": k}).expression(1)
    print(total)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 43000)
