namespace PyLite.Fuzz;

/// <summary>What every random program begins with: helpers that its templates call, each small enough to be inlined where it is called in a loop.</summary>
internal static class Prelude
{
    public static readonly string Text = """
        import math
        from contextlib import contextmanager
        from dataclasses import dataclass, field, replace
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


        # coroutines: some stop on their way, so that a switch goes through all of a chain

        class Pause:
            def __init__(self, value): self.value = value
            def __await__(self):
                return (yield self.value)

        class Guard:
            def __init__(self, swallow): self.swallow = swallow
            async def __aenter__(self):
                G[0] += 1
                return await Pause(self)
            async def __aexit__(self, kind, value, trace):
                G[0] -= 1
                return await Pause(self.swallow) and kind is not None and issubclass(kind, ArithmeticError)

        def drive(coroutine):
            sent = None
            try:
                while True: sent = coroutine.send(sent)
            except StopIteration as stop:
                return stop.value

        async def awaited(x, y):
            if x % 3 == 1: return await Pause(y)
            if x % 7 == 5: raise ValueError(y)
            return x

        async def soon(x, y):
            try:
                return await awaited(x, y)
            except ValueError as error:
                return await awaited(x + 1, error.args[0])
            finally:
                G[0] += 1

        async def ticks(n, x):
            try:
                for k in range(n):
                    if k & 1: await Pause(k)
                    got = yield (k * x) % 1000
                    if got: yield got
            finally:
                G[0] += await Pause(1)

        async def summed(n, x):
            total = 0
            async for y in ticks(n, x):
                if y % 11 == 7: continue
                total += await soon(y, x)
            else:
                total += 1
            return total

        async def guarded(x, y):
            async with Guard(y & 1), Guard(False) as guard:
                if x % 4 == 0: return x // (y & 3)
                return [await soon(k, y) async for k in ticks(3, x) if k != await Pause(y)]

        async def sent(x, y):
            steps = ticks(4, x)
            first = await anext(steps)
            second = await steps.asend(y)
            rest = [z async for z in steps]
            await steps.aclose()
            return first, second, rest, await anext(steps, y)

        # groups of exceptions

        def grouped(x, y):
            caught = 0
            try:
                try:
                    if x % 4 == 0: raise ExceptionGroup('g', [ValueError(y), TypeError(x), ExceptionGroup('h', [ValueError(x)])])
                    if x % 4 == 1: raise ValueError(y)
                    if x % 4 == 2: checked(y, x)
                except* ValueError as group:
                    caught += sum([len(str(e)) & 7 if isinstance(e, ExceptionGroup) else e.args[0] for e in group.exceptions]) if x & 8 else 3
                    if y & 1: raise KeyError(y)
                except* TypeError:
                    caught -= 1
                else:
                    caught += 10
                finally:
                    G[0] += 1
            except ExceptionGroup as left:
                return caught, repr(left.split(KeyError))
            except Exception as left:
                return caught, repr(left)
            return caught

        # matching

        class Point:
            __match_args__ = ('x', 'y')
            def __init__(self, x, y): self.x, self.y = x, y

        def matched(value):
            match value:
                case None | True: return 'constant'
                case 0 | 1 | 2: return 'small'
                case int(n) if n < 0: return n
                case int() | float() as number: return number + 1
                case complex(real=r): return r
                case 'a' | b'a': return 'letter'
                case str() | bytes() as text: return len(text)
                case []: return 'empty'
                case [x]: return x
                case [x, (y, *inner), *rest]: return x, y, inner, rest
                case [first, *_, last]: return first, last
                case {1: x, **rest}: return x, len(rest)
                case {}: return 'mapping'
                case Point(0, y=b) | Point(b, y=0): return b
                case Point(x=a, y=b): return a, b
            return type(value).__name__

        def sized(value, y):
            match value, y:
                case [[_, _, *rest] as whole, 0 | 1] if len(rest) < 4: return len(whole), rest
                case ({'a': int(n) | float(n), **other}, _): return n, sorted(map(repr, other))
                case (Cell(x, weight=w), int()) | (Cell(weight=w) as x, _) if w: return x, w
                case (str(t), _) if (u := t.strip()): return u
                case (-1 | 2.5 | 'q' | False) as k, _: return 'literal', k
                case _, (1 | -3 | 1000003) as k: return k
            return None

        # data classes, names that comprehensions keep to themselves, context managers and generators that are spoken to

        @dataclass(order=True)
        class Cell:
            x: int
            y: int = 2
            weight: float = field(default=0.5, compare=False)
            items: list = field(default_factory=list, repr=False)
            def moved(self, by): return replace(self, x=self.x + by, items=[*self.items, by][-3:])

        @dataclass(frozen=True, slots=True)
        class Key:
            name: str
            n: int = 0

        def scoped(items, y):
            x = last = y
            pairs = [(x, z) for x in items if (last := x) for z in range(x & 3)]
            table = {x: [last + z for z in range(2)] for x in items}
            return x, last, pairs[-2:], list(table.items())[:2], sum(x for x in items if x != last)

        @contextmanager
        def opened(x, y):
            G[0] += 1
            try:
                yield x + 1
            except ZeroDivisionError:
                if y & 1: raise ValueError(y)
            except LookupError as error:
                raise KeyError(x) from error
            finally:
                G[0] -= 1

        def within(x, y):
            try:
                with opened(x, y) as a, Manager(y & 2) as m, opened(a, x) as b:
                    if x % 5 == 0: return 1 // (y % 2)
                    if x % 5 == 1: return [0, 1][y % 4]
                    if x % 5 == 2: raise E1(a)
                    return a + b
            except (ValueError, KeyError) as error:
                return repr(error), repr(error.__context__), repr(error.__cause__)
            except E1 as error:
                return error.args

        def spoken(n):
            heard, total = [], 0
            while len(heard) < n:
                try:
                    heard.append((yield total))
                    total += len(heard)
                except ValueError as error:
                    total -= error.args[0] % 7
                except KeyError:
                    return total, heard
            return total

        def conversation(x, y):
            talk = spoken(4)
            said = [next(talk)]
            try:
                for k in range(6):
                    if (x >> k) & 1: said.append(talk.throw(ValueError(y)))
                    elif k == y % 9: said.append(talk.throw(KeyError))
                    elif k == y % 11: talk.close()
                    else: said.append(talk.send(k))
            except StopIteration as stop:
                said.append(stop.value)
            return said[-4:]

        def relay(n):
            got = yield from spoken(n)
            yield got
            return n

        def nested(x, y):
            out = []
            try:
                try:
                    try:
                        if x % 3: raise ExceptionGroup('a', [OSError(x), ExceptionGroup('b', [KeyError(y), ValueError(x)]), KeyError(x)])
                        raise KeyError(y)
                    except* KeyError as e:
                        out.append(len(e.exceptions))
                        if y & 1: raise
                    except* OSError as e:
                        out.append(e.message)
                        if y & 2: raise TypeError(y) from e
                finally:
                    out.append('f')
            except* (TypeError, ValueError) as e:
                out.append(repr(e))
            except* Exception as e:
                out.append(repr(e.subgroup(lambda x: isinstance(x, KeyError))))
            return out

        def starred(x, *items, y=1, **named):
            a, *b = x, *items
            *c, d = *b, a, *named
            return a, b[:3], c[-3:], d, {**named, 'y': y}


        """.ReplaceLineEndings("\n");
}
