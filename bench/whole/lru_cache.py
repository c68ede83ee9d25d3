# A cache with an order of use: a doubly linked list and a dict, against a bounded store.
import sys


class Entry:
    __slots__ = ("key", "value", "before", "after")

    def __init__(self, key, value):
        self.key = key
        self.value = value
        self.before = self.after = None


class Cache:
    def __init__(self, capacity):
        self.capacity = capacity
        self.entries = {}
        self.head = Entry(None, None)
        self.head.before = self.head.after = self.head
        self.hits = self.misses = 0

    def unlink(self, entry):
        entry.before.after = entry.after
        entry.after.before = entry.before

    def link(self, entry):
        entry.after = self.head.after
        entry.before = self.head
        self.head.after.before = entry
        self.head.after = entry

    def get(self, key, make):
        entry = self.entries.get(key)
        if entry is not None:
            self.hits += 1
            self.unlink(entry)
            self.link(entry)
            return entry.value
        self.misses += 1
        if len(self.entries) >= self.capacity:
            oldest = self.head.before
            self.unlink(oldest)
            del self.entries[oldest.key]
        entry = self.entries[key] = Entry(key, make(key))
        self.link(entry)
        return entry.value


def main(n):
    cache = Cache(150)
    seed = 7
    total = 0
    for _ in range(n):
        for _ in range(1000):
            seed = (seed * 69069 + 1) & 0xFFFFFFFF
            key = (seed >> 16) % 40 * ((seed >> 8) % 7)
            total += cache.get(key, lambda k: k * k + 1)
    print(total, cache.hits, cache.misses)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1900)
