"""Many of more_itertools."""
import more_itertools as m
print(list(m.chunked(range(7), 3)), list(m.windowed(range(5), 3)), m.first([], 0), m.last([1, 2]), m.one([5]), list(m.flatten([[1], [2]])), list(m.collapse([1, [2, [3]]])), m.ilen(iter("abc")))
print(list(m.interleave_longest([1, 2], "a")), list(m.divide(2, range(5))[0]), [list(x) for x in m.split_at("a,b", lambda c: c == ",")], m.partition(str.isdigit, "a1b2")[1].__next__(), list(m.unique_everseen("aAb", str.lower)), m.nth(range(9), 4), m.take(2, "abc"), list(m.roundrobin("ab", "c")))
p = m.peekable(iter(range(4)))
print(p.peek(), next(p), p[1], bool(p), list(p), list(m.spy("abc")[0]), m.consume(iter([1])), m.all_equal("aa"), list(m.pairwise("abc")), list(m.powerset([1, 2])), m.seekable, [list(g) for g in m.consecutive_groups([1, 2, 4, 5])])
b = m.bucket(["a1", "b1", "a2"], key=lambda s: s[0])
print(sorted(b), list(b["a"]), m.map_reduce("aab", lambda c: c, lambda c: 1, sum), list(m.sliced("abcdef", 4)), list(m.intersperse("-", "abc")), m.locate([0, 1, 1]).__next__(), list(m.set_partitions([1, 2, 3], 2)), list(m.distinct_permutations("aab"))[:3], list(m.zip_offset("abc", "abc", offsets=(0, 1))), list(m.stagger(range(3))), m.exactly_n([1, 0], 1), list(m.run_length.encode("aab")), list(m.difference([1, 3, 6])), m.sample("abc", 0), list(m.substrings("ab")), list(m.numeric_range(1.0, 2.0, 0.5)), list(m.countable("ab")))
for bad in (lambda: m.one([]), lambda: m.one([1, 2]), lambda: m.first([]), lambda: m.last([]), lambda: list(m.zip_equal([1], [1, 2])), lambda: m.only([1, 2])):
    try:
        bad()
    except Exception as e:
        print(type(e).__name__, e)
print(m.dotproduct([1, 2], [3, 4]), m.quantify([1, 0, 1]), list(m.grouper("abcde", 2, "x")), m.factor(84).__next__() if hasattr(m, "factor") else 2, list(m.rstrip([1, 0], lambda x: x == 0)), sum(m.islice_extended(range(1000), None, None, 3)))
