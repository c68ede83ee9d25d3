# A JSON reader written by hand: recursive descent over a text, with escapes, numbers and nesting.
import sys


class Reader:
    def __init__(self, text):
        self.text = text
        self.at = 0

    def skip(self):
        text = self.text
        while self.at < len(text) and text[self.at] in " \n\t":
            self.at += 1

    def value(self):
        self.skip()
        c = self.text[self.at]
        if c == "{":
            return self.members()
        if c == "[":
            return self.items()
        if c == '"':
            return self.string()
        for word, meaning in (("true", True), ("false", False), ("null", None)):
            if self.text.startswith(word, self.at):
                self.at += len(word)
                return meaning
        return self.number()

    def number(self):
        start = self.at
        while self.at < len(self.text) and self.text[self.at] in "+-.0123456789eE":
            self.at += 1
        word = self.text[start:self.at]
        return float(word) if "." in word or "e" in word else int(word)

    def string(self):
        self.at += 1
        parts = []
        while self.text[self.at] != '"':
            c = self.text[self.at]
            if c == "\\":
                self.at += 1
                c = {"n": "\n", "t": "\t"}.get(self.text[self.at], self.text[self.at])
            parts.append(c)
            self.at += 1
        self.at += 1
        return "".join(parts)

    def items(self):
        self.at += 1
        found = []
        self.skip()
        while self.text[self.at] != "]":
            found.append(self.value())
            self.skip()
            if self.text[self.at] == ",":
                self.at += 1
                self.skip()
        self.at += 1
        return found

    def members(self):
        self.at += 1
        found = {}
        self.skip()
        while self.text[self.at] != "}":
            key = self.string()
            self.skip()
            self.at += 1
            found[key] = self.value()
            self.skip()
            if self.text[self.at] == ",":
                self.at += 1
                self.skip()
        self.at += 1
        return found


def record(i):
    return '{"id": %d, "name": "item \\"%d\\"", "price": %d.25, "tags": ["a", "b%d"], "ok": %s, "none": null}' % (
        i, i * 7, i % 90, i % 5, "true" if i % 3 else "false")


def main(n):
    text = "[" + ", ".join(record(i) for i in range(40)) + "]"
    total = 0
    for _ in range(n):
        for item in Reader(text).value():
            total += item["id"] + len(item["name"]) + len(item["tags"][1]) + int(item["price"] * 4) + (1 if item["ok"] else 0)
    print(total)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1300)
