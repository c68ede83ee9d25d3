namespace PyLite.Fuzz;

/// <summary>What every random program begins with: helpers that its templates call, each small enough to be inlined where it is called in a loop.</summary>
internal static class Prelude
{
    public static readonly string Text = """
        import math
        inf = float('inf')
        nan = float('nan')
        G = [0, None, 0.0]
        global_i = 5
        global_f = 0.5

        class E1(Exception):
            pass

        def show(*values):
            print(*[repr(v) for v in values])

        def at(items, index):
            return items[index % len(items)] if items else 0

        def said(error):
            return type(error).__name__, '' if isinstance(error, RecursionError) else str(error)

        def is_none(value):
            return value is None

        class Manager:
            def __init__(self, swallow):
                self.swallow = swallow
            def __enter__(self):
                G[0] += 1
                return self
            def __exit__(self, kind, value, trace):
                G[0] -= 1
                return self.swallow and kind is not None and issubclass(kind, ArithmeticError)

        # exceptions through frames, and what finally does about them

        def checked(x, y):
            if x % 5 == 1: raise ValueError(y)
            return x

        def safe(x, y):
            try:
                return checked(x, y)
            except ValueError as error:
                return error.args[0]
            finally:
                G[0] += 1

        def leave(x, y):
            for k in range(3):
                try:
                    if checked(x + k, y) == y: continue
                    if x % 7 == k: break
                except ValueError:
                    if y & 1: return -k
                finally:
                    if y % 4 == k: return k
            else:
                return 9
            return x

        def again(x, y):
            try:
                with Manager(x & 1):
                    try:
                        return checked(x, y) // (y & 3)
                    except ValueError:
                        raise KeyError(x % 3)
            except LookupError as error:
                return error.args[0] + 1
            except ArithmeticError:
                return -1
            return 0

        def endless(x):
            return endless(x + 1) + 1

        # calls of all shapes

        def gather(first=1, *rest, step=2, **named):
            total = first
            for item in rest: total += item * step
            for name in named: total -= named[name]
            return total

        def spread(items, y):
            return gather(*items[:4], step=y) + gather(y, **{'step': 1, 'u': y})

        def compose(f, g):
            return lambda x: f(g(x))

        def adders(items):
            made = []
            for item in items:
                def add(x, more=1):
                    return x + item + more
                made.append(add)
            return made

        def meter():
            count = 0
            def tick(x):
                nonlocal count
                count += x
                return count
            return tick

        # generators and iterators

        def chain(*parts):
            for part in parts: yield from part

        def taking(items, n):
            try:
                for item in items:
                    if n <= 0: return n
                    n -= 1
                    yield item
            finally:
                G[0] += 1

        def walk(items, depth):
            if depth: yield from walk(items[1:], depth - 1)
            for item in items: yield item + depth

        def echo(n):
            got = 0
            while n > 0:
                got = (yield got) or n
                n -= 1
            return got

        def talk(n, x):
            it = echo(n)
            last = next(it)
            try:
                while True: last = it.send(last ^ x)
            except StopIteration as stop:
                return stop.value + last

        class Steps:
            def __init__(self, n):
                self.n = n
            def __iter__(self):
                return self
            def __next__(self):
                if self.n <= 0: raise StopIteration
                self.n -= 1
                return self.n

        # strings and containers that grow in loops

        def built(items, sep):
            text = ''
            for item in items:
                text += str(item) + sep
                if len(text) > 40: text = text[20:]
            return text

        def product(items, m):
            result = 1
            for item in items: result = result * (item | 1) % m
            return result

        def powers(x, n):
            result = x
            for k in range(n): result = result * x + k
            return result

        def shrink(d, x):
            for key in d:
                if key == x: del d[key]
            return len(d)

        def tally(items):
            seen = {}
            for item in items:
                if item in seen: seen[item] += 1
                else: seen[item] = 1
            return seen


        """.ReplaceLineEndings("\n");
}
