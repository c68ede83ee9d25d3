namespace PyLite.Fuzz;

/// <summary>
/// What random programs are made of: templates with holes. A lower-case letter in angle brackets is an expression of that kind, an upper-case
/// one a variable that may be assigned; <c>&lt;L:x&gt;</c> remembers the variable, <c>&lt;=x&gt;</c> names it again.
/// </summary>
/// <remarks>
/// Kinds: i int, f float, b bool, s str, l list of ints, j list of anything, t tuple, d dict, e set, o object, x complex, y bytes, a anything. Constants: n a small count, z a number that is
/// not zero, m a modulus or mask, c a class, k an attribute. What could grow without bound is cut.
/// </remarks>
internal static class Grammar
{
    public static readonly Dictionary<char, string[]> Expressions = new()
    {
        ['i'] =
        [
            "(<i> + <i>)", "(<i> + <n>)", "(<i> - <i>)", "(<i> * <n>)", "(<i> * <i>) % <m>", "((<i> * <i>) & <m>)",
            "(<i> // (<i> | 1))", "(<i> % (<i> | 1))",
            "(<i> // <z>)", "(<i> % <z>)", "(<i> << (<i> & 15)) % <m>", "(<i> << <n>) % <m>", "(<i> >> (<i> & 63))",
            "(<i> >> (<i> & 127))", "(<i> << 62) % <m>", "(-<i>)", "(~<i>)", "abs(<i>)", "(<i> & <i>)", "(<i> | <i>)", "(<i> ^ <i>)",
            "(<i> & <n>)",
            "(<i> if <b> else <i>)", "min(<i>, <i>)", "max(<i>, <i>)", "len(<s>)", "len(<l>)", "len(<t>)", "sum(<l>)", "at(<l>, <i>)",
            "<d>.get(<i>, <i>)", "len(<e>)",
            "divmod(<i>, <z>)[<n> & 1]", "int(str(<i>))", "pow(<i>, <n>, <z>)", "(<i> ** <n>) % <m>", "(<i> + <b>)", "<o>.<k>",
            "<o>.m(<i>)", "<o>.p",
            "<c>.k", "ord(at(<s>, <i>) or 'q')", "int(<i> / <z>)", "(lambda q: q + <i>)(<i>)", "(0x7fffffffffffffff - <i>)",
            "(<i> + 0x4000000000000000)", "hash(<b>)", "<o>.m(x=<i>)", "len(<d>)", "(<i> and <i>)", "(<i> or <i>)", "int(<b>)",
            "safe(<i>, <i>)", "leave(<i>, <i>)", "again(<i>, <i>)", "gather(<i>, <i>, step=<i>)", "gather(*<l>)", "gather(<i>, u=<i>, v=<i>)",
            "spread(<l>, <i>)", "compose(lambda q: q - <i>, lambda q: q ^ <i>)(<i>)", "sum([h(<i>) for h in adders(<l>)])",
            "sum(x - <i> for x in <l>)", "sum(x * y for x in range(<n>) for y in <l>)", "sum([sum(y for y in range(x & 7)) for x in <l>])",
            "sum(taking(<l>, <n>))", "sum(chain(<l>, range(<n>)))", "sum(walk(<l>, <n>))", "talk(<n>, <i>)", "sum(Steps(<n>))",
            "product(<l>, <m>)", "powers(<i>, <n>) % <m>", "(powers(<i>, 5) >> 70) % <m>", "max([x ^ <i> for x in <l>] or [<i>])",
            "next((x for x in <l> if x > <i>), <i>)", "drive(soon(<i>, <i>))", "drive(summed(<n>, <i>))", "sum(<y>)", "len(<y>)", "<y>.find(<i> & 255)", "at(<y>, <i>)", "int.from_bytes(<y>, 'big') % <m>",
            "len(tally(<l>))", "(lambda *q, **w: len(q) + len(w))(*<t>, u=<i>)", "(w := <i>)", "sum(w for x in <l> if (w := x & 7))", "<y>.count(<y>)", "<y>.rfind(<y>)",
            "int(<y>.hex() or '0', 16) % <m>", "<s>.count(<s>)", "<s>.rfind(<s>)", "len(<e> ^ <e>)", "len({*<e>, *<l>, <i>})", "Cell(<i>, <n>).moved(<i>).x", "len([*<l>, *<t>, <i>])", "(<i>).bit_count()", "(<i>).bit_length()",
            "hash((<i>, <n>)) % 97", "int.from_bytes((<i> % 65536).to_bytes(<n> + 2, 'little'), 'little')", "len(b''.join([<y>, bytes(<n>)]))", "sum(map(abs, <l>))", "len(list(zip(<l>, <y>)))", "len({**<d>, **<d>})", "next(reversed(<l>), <i>)",
        ],
        ['f'] =
        [
            "(<f> + <f>)", "(<f> - <f>)", "(<f> * <f> * 1.0)", "(<f> / (<f> or 1.5))", "(<f> + <i>)", "(<i> * <f>)", "(-<f>)",
            "abs(<f>)", "float(<i>)", "(<f> if <b> else <f>)", "<x>.real", "<x>.imag", "(<x> * <x>).real",
            "min(<f>, <f>)", "max(<f>, <f>)", "(<f> * 0.0)", "(<f> + 0.0)", "(0.0 - <f>)", "(<f> * 1.0)", "(<f> - 0.0)",
            "(<f> // (<f> or 2.0))", "(<f> % (<f> or 2.0))",
            "math.sqrt(abs(<f>))", "(<i> / <z>)", "round(<f>, <n>)", "float(repr(<f>))", "(<f> * <f>) * 1e-3",
            "<o>.w", "(<f> and <f>)", "(<f> - <f>) * 1e308", "math.copysign(<f>, <f>)", "(<f> * -1.0)", "(<f> / 2.0)", "(<f> / 0.1)",
        ],
        ['b'] =
        [
            "(<i> < <i>)", "(<i> <= <i>)", "(<i> == <i>)", "(<i> != <i>)", "(<i> > <i>)", "(<i> >= <n>)", "(<f> < <f>)", "(<f> <= <f>)",
            "(<f> == <f>)", "(<f> != <f>)",
            "(<f> > <i>)", "(<i> == <f>)", "(<f> >= <f>)", "(not <f> < <f>)", "(not <b>)", "(<b> and <b>)", "(<b> or <b>)",
            "(<i> in <l>)", "(<i> not in <e>)", "(<x> == <x>)", "(<x> == <f>)", "(<y> == <y>)", "(<y> < <y>)", "(<y> in <y>)", "((<i> & 255) in <y>)", "bool(<x>)",
            "(<e> <= <e>)", "(<e> < frozenset(<l>))", "<e>.isdisjoint(<l>)", "(<e> == <e>)", "(Cell(<i>) < Cell(<i>, <n>))", "(Key(<s>) == Key(<s>, <n>))", "<y>.startswith((b'a', <y>))", "<s>.isdigit()", "<s>.endswith(('a', <s>))",
            "is_none(<a>)", "isinstance(<a>, int)", "(<i> < <i> <= <i>)", "(<l> == <l>)", "(<s> in <s>)", "bool(<a>)", "(<s> < <s>)",
            "(<s> == <s>)", "(<a> == <a>)",
            "(<i> % 2 == 0)", "(<i> & 1)", "(<i> in <d>)", "any(<l>)", "all(x for x in <l>)", "(<f> < <f> < <f>)", "(not is_none(<f>))",
            "(<b> ^ <b>)",
            "hasattr(<o>, 'z')", "(<o> < <o>)", "isinstance(<o>, <c>)", "(<i> ^ <i>) < 0",
        ],
        ['s'] =
        [
            "(<s> + <s>)[:12]", "<s>[<n>:]", "<s>[::-1]", "<s>.upper()", "str(<i>)", "repr(<f>)", "('%d' % <i>)", "('%.3f' % <f>)",
            "(<s> * <n>)[:9]", "f'{<I>:>{<n>}}|{<F>:.{<n>}f}'[-14:]", "f'{<I>:,}'[-12:]", "f'{<I>:#x}|{<I>:+d}'[-14:]", "f'{<F>:e}'", "f'{<F>:+010.3g}'", "f'{<S>!r:^9}'[:14]", "f'{<I>:_b}'[-12:]", "f'{<X>:.2f}'", "f'{<B>=}'", "f'{<S>:*<7.3}'",
            "'{0:>5}{1!r}{0}'.format(<s>, <n>)[:16]", "'{:%}'.format(<n>)", "'%5.1f|%-4d|%c' % (<f>, <n>, 65 + <n>)", "<s>.title()", "<s>.swapcase()", "<s>.center(<n> + 5, '-')", "<s>.partition('a')[<n> % 3]", "<s>.rsplit('b', 1)[0]", "<s>.casefold()",
            "<s>.expandtabs(<n>)", "<y>.hex()", "<y>.decode('latin-1')", "<s>.translate({97: 'z', 98: None})", "repr(Cell(<i>, <n>))[-14:]", "'|'.join(sorted(map(repr, <e>)))[:14]", "<s>.removeprefix('a')", "<s>.zfill(<n> + 3)[:14]",
            "<s>.replace(<s>, <s>)[:12]", "chr(<i> % 90 + 33)", "at(<s>, <i>)", "str(<b>)", "<s>.join([<s>, <s>])[:14]",
            "(<s> if <b> else <s>)", "hex(<i>)",
            "<s>.strip('a')", "'{}|{:.2f}'.format(<i>, <f>)", "'{:>5}{:x}'.format(<i>, <i>)", "<s>[-<n>:]",
            "''.join([str(x) for x in <l>])[:10]", "str(<a>)[:15]", "str(<t>)[:20]",
            "type(<a>).__name__", "<s>[<n>:<i>]", "str(<o>)", "built(<l>, <s>)[-12:]", "built(<t>, 'x')[:12]", "''.join(c + c for c in <s>)[:10]",
            "''.join(sorted(<s>))", "repr(<x>)", "repr(<y>)", "<y>.decode('latin-1')", "<y>.hex()[:12]", "'{:.2f}'.format(<x>)", "repr(matched(<a>))[:20]", "str(grouped(<i>, <i>))[:60]", "'{:>4}{}'.format(<i>, <s>)[:14]", "'%s-%s' % (<i>, <s>[:3])",
        ],
        ['l'] =
        [
            "[<i>, <i>, <i>]", "[<i>]", "[]", "[x + <i> for x in <l>]", "[x * 2 for x in range(<n>)]", "[x for x in <l> if x > <i>]",
            "<l>[<n>:]", "<l>[::-1]", "<l>[::2]",
            "(<l> + <l>)[:9]", "list(range(<n>))", "list(range(<i> % 7, <n>))", "sorted(<l>)", "list(reversed(<l>))",
            "list(map(lambda x: x + <n>, <l>))",
            "sorted(<d>.values())", "[at(<l>, x) for x in range(<n>)]", "([<i>] * <n>)", "<l>[:<i> & 7]",
            "[x * y for x, y in zip(<l>, <l>)]", "[(x if x else <i>) for x in <l>]", "sorted(<e>)", "<l>[:]",
            "sorted(<l>, key=lambda x: -x)", "list(taking(<l>, <n>))[:9]", "list(chain(<l>, <l>))[:9]", "list(walk(<l>, 2))[:9]", "list(Steps(<n>))",
            "[h(<i>) for h in adders(<l>)]", "[x for x in (y + <i> for y in <l>)]", "[x + y for x in range(<n>) for y in <l>][:9]",
            "list(map(meter(), <l>))", "list(<y>)[:9]", "drive(guarded(<i> | 1, 1))[:3] if <i> % 4 else []", "list(tally(<l>))", "[*<l>, <i>][:9]", "[safe(x, <i>) for x in <l>]", "[leave(x, <i>) for x in <l>]",
        ],
        ['j'] =
        [
            "[<f>, <f>]", "[<i>, <f>]", "[<s>, <i>]", "[<a>]", "list(<d>)", "list(<t>)", "<j>[::-1]", "(<j> + <j>)[:8]", "list(<l>)",
            "<j>[<n>:]", "[<a> for x in <l>]", "[x for x in <j> if x]",
            "list(<d>.items())", "[<f>] * <n>", "[<o>, <a>]",
        ],
        ['x'] =
        [
            "(<x> + <x>)", "(<x> - <x>)", "(<x> * <x> * 1e-3)", "(<x> / (<x> or 1j))", "(<x> + <f>)", "(<i> * <x>)", "(-<x>)", "<x>.conjugate()", "complex(<f>, <f>)",
            "complex(<i>)", "(<x> if <b> else <x>)", "(<x> ** 2)", "complex(repr(<x>))", "(<f> + <f> * 1j)", "sum([<x>, <i>, <f>])",
        ],
        ['y'] =
        [
            "(<y> + <y>)[:12]", "<y>[<n>:]", "<y>[::-1]", "<y>.upper()", "<s>.encode()[:12]", "bytes(<n>)", "bytes([x & 255 for x in <l>])", "(b'%d' % <i>)", "(b'%b|%x' % (<y>, <i>))[:14]",
            "<y>.hex(':').encode()[:9]", "<y>.partition(<y> or b'q')[2]", "bytes(reversed(<y>))", "<y>.rjust(<n> + 4, b'.')", "<y>.removesuffix(b'b')", "bytes(sorted(<y>))", "(<y> % ())[:0]", "bytes.fromhex(<y>.hex())", "<y>.title()", "b'%5.1f' % <f>",
            "<y>.replace(<y>, <y>)[:12]", "<y>.join([<y>, <y>])[:12]", "(<y> * <n>)[:9]", "bytes(bytearray(<y>))", "<y>.strip(b'a')", "(<i> % 1000 & 0xffff).to_bytes(4, 'big')",
            "bytes(memoryview(<y>)[1:])", "b' '.join(<y>.split())", "<y>.translate(None, b'ab')", "(<y> if <b> else <y>)", "<y>.zfill(<n>)",
        ],
        ['t'] = ["starred(<i>, *<l>, y=<n>, u=<a>)", "scoped(<l>, <i>)", "tuple(conversation(<i>, <n>))", "tuple(relay(<n>))", "(*<t>, *<l>)[:5]", "tuple(nested(<i>, <n>))", "tuple(<e> ^ <e>)[:0]", "tuple(sorted(<e>, key=repr))[:4]", "(*<y>,)[:4]", "tuple(<l>)", "drive(sent(<i>, <i> | 1))", "<y>.partition(b'b')", "(<i>, <f>)", "(<a>, <a>)", "(<i>, <i>, <i>)", "<t>[1:]", "(<t> + <t>)[:5]", "()", "divmod(<i>, <z>)",
            "(<s>, <i>)", "tuple(x + 1 for x in <l>)"],
        ['d'] =
        [
            "{<i>: <i>}", "{<i>: <i>, <i>: <i>}", "{x: <i> for x in <l>}", "dict(<d>)", "{}", "{<s>: <i>, <i>: <i>}",
            "{**<d>, <i>: <i>}", "dict(zip(<l>, <l>))",
            "(<d> | <d>)", "{Key('k', x % 3): x for x in <l>}", "{x: w for x in <l> if (w := x % 5)}", "dict(reversed(<d>.items()))", "dict.fromkeys(<e>, <i>)",
            "{x: y for x, y in <d>.items()}", "tally(<l>)", "tally(<s>)", "{**<d>, **<d>}", "{x: sum(y for y in range(x & 3)) for x in <l>}",
        ],
        ['e'] = ["(<e> ^ <e>)", "<e>.union(<l>, <t>)", "<e>.difference(<l>)", "<e>.symmetric_difference(<l>)", "set(frozenset(<l>) & <e>)", "{*<e>, *<l>}", "set(<l>)", "{<i>, <i>}", "(<e> | <e>)", "(<e> & <e>)", "(<e> - <e>)", "{x % 5 for x in <l>}"],
        ['o'] = ["<c>(<i>, <i>)", "<c>(<i>)", "(<o> + <o>)", "(<o> if <b> else <o>)", "<c>(k=<i>, x=<i>)"],
        ['a'] = ["<i>", "<i>", "<f>", "<f>", "<b>", "<s>", "<x>", "<y>", "matched(<a>)", "matched(Point(<i>, <n>))", "sized(<a>, <i>)", "sized(<l>, <n>)", "sized({'a': <a>, 'b': <i>}, <n>)", "sized(Cell(<i>, weight=<f>), <n>)", "within(<i>, <n>)", "Cell(<i>)", "Key(<s>, <n>)", "frozenset(<l>)", "memoryview(<y>).tolist()", "grouped(<i>, <i>)", "<l>", "<t>", "None", "<d>", "(<a> if <b> else <a>)", "(<a> or <a>)",
            "(<a> and <a>)", "getattr(<o>, 'y', <i>)", "at(<j>, <i>)", "<j>", "[<i>, <a>][<b>]", "(<i> if <b> else <f>)"],
    };

    /// <summary>Expressions that may raise, or are of another kind.</summary>
    public static readonly Dictionary<char, string[]> RiskyExpressions = new()
    {
        ['i'] =
        [
            "(<i> // <i>)", "(<i> % <i>)", "int(<f>)", "round(<f>)", "<l>[<i>]", "<d>[<i> % 3]", "<o>[<i>]", "<o>.y", "<o>.z",
            "int(<s>)", "int(<y>)", "<y>[<i>]", "drive(awaited(<i>, <i>))", "drive(guarded(<i>, <i>))", "<y>.index(<i>)", "checked(<i>, <i>)", "shrink(<d>, <i>)", "endless(<i>)", "gather(*<a>)", "[safe(x, <i>) // x for x in <l>][0]", "sum(<o>)",
            "sum(x // <i> for x in <l>)", "spread(<j>, <i>)", "(<i> >> <i>)", "(1 << <i> % 70)",
            "<a>", "(<i> + <a>)", "<l>.index(<i>)", "max(<l>)", "len(<a>)", "<f>", "<b>", "None", "next(iter(<l>))",
        ],
        ['f'] = ["(<f> / <f>)", "(<f> ** 2.0)", "math.floor(<f>) + 0.5", "(<f> % <f>)", "(<f> // <f>)", "float(<s>)", "<a>",
            "(<f> + <a>)", "<i>", "math.sqrt(<f>)", "<i> ** 0.5", "<x>", "(<f> + <x>)"],
        ['x'] = ["(<x> / <x>)", "(<x> ** <x>)", "(<x> ** <i>)", "complex(<s>)", "<a>", "<f>"],
        ['y'] = ["(<y> + <a>)", "bytes(<l>)", "<s>", "(b'%d' % <s>)", "bytes([<i>])", "<y>.fromhex(<s>)", "None"],
        ['b'] = ["(<t> < <t>)", "(<a> < <a>)", "(<i> in <s>)", "<a>", "(<i> < <s>)", "(<o> == <o>)", "(<j> < <j>)"],
        ['s'] = ["(<s> + <a>)", "<s>[<i>]", "('%d' % <s>)", "<i>", "None", "chr(<i>)[:0]", "'{:d}'.format(<f>)"],
        ['l'] = ["list(<o>)", "list(<t>)", "<j>", "sorted(<j>)", "<s>", "[x // <i> for x in <l>]", "[at(<l>, x)[0] for x in <l>]"],
        ['j'] = ["list(<o>)", "<t>", "None"],
    };

    public static readonly Dictionary<char, string[]> Constants = new()
    {
        ['i'] =
        [
            "0", "1", "2", "3", "(-1)", "7", "10", "255", "(-5)", "1000003", "(2**31)", "(2**62)", "(2**63 - 1)", "(-2**63)", "(2**63)",
            "(2**64)", "(10**19)", "(-3 * 10**18)", "True", "4611686018427387904",
            "3037000500", "(-2**31)", "65536",
        ],
        ['f'] = ["0.0", "(-0.0)", "1.5", "(-2.5)", "1e308", "(-1e308)", "inf", "nan", "(-inf)", "5e-324", "0.1", "3.0", "1e16",
            "9007199254740993.0", "(-7.25)", "9.3e18", "2.5e-7"],
        ['b'] = ["True", "False"],
        ['s'] = ["''", "'a'", "'abc'", "'xyzzy'", "'\\u00e9t\\u00e9'", "'\\U0001F600!'", "'12'", "'\\u4e2d'", "'a b'"],
        ['l'] = ["[]", "[1, 2, 3]", "[5, 0, -3, 8]", "[2**63, 1]", "[True, 4]"],
        ['j'] = ["[]", "[1, 2]", "[1.5, nan]", "['a', 'b']", "[1, 2.5, None]", "[-0.0, 0.0]"],
        ['t'] = ["()", "(1, 2)", "(0.5, -1, 'q')"],
        ['d'] = ["{}", "{1: 2, 3: 4}", "{'a': 1, 2: -7}"],
        ['e'] = ["set()", "{1, 2, 3}"],
        ['o'] = ["<c>(1, 2)", "<c>(3)"],
        ['a'] = ["None", "0", "1.25", "'z'", "True", "(2**70)"],
        ['x'] = ["0j", "1j", "(1+2j)", "(-0.5-3j)", "(2.5+0j)", "complex(inf, 1)", "complex(-0.0, -0.0)"],
        ['y'] = ["b''", "b'a'", "b'abc'", "b'\\x00\\xff'", "b' 12 '", "b'ab ab'"],
        ['n'] = ["0", "1", "2", "3", "4", "6"],
        ['z'] = ["1", "2", "(-3)", "7", "8", "(-1)", "64", "10", "1000", "(-16)", "(2**40)", "(2**65)"],
        ['m'] = ["97", "1000003", "(2**31 - 1)", "(2**61 - 1)", "0xffff", "0xffffffffffffffff", "0x7fffffffffffffff", "(2**64 + 13)",
            "(2**130 - 5)", "0xff", "(2**62)", "(2**63)"],
        ['k'] = ["u", "v"],
    };

    /// <summary>Statements of one line.</summary>
    public static readonly string[] Statements =
    [
        "<I> = <i>", "<I> = <i>", "<I> = <i>", "<I> += <i>", "<I> -= <i>", "<I> ^= <i>", "<I> = (<I> * <z> + <i>) % <m>", "<I> //= <z>",
        "<I> = <I> + 1", "<I> += 1",
        "<F> = <f>", "<F> = <f>", "<F> += <f>", "<F> *= <f> * 1.0", "<F> -= <f>", "<F> /= <z>", "<B> = <b>", "<S> = <s>",
        "<S> = (<S> + <s>)[-10:]", "<L> = <l>", "<T> = <t>",
        "<D> = <d>", "<E> = <e>", "<O> = <o>", "<A> = <a>", "<A> = <a>", "<A> = <a>", "<I>, <F> = <i>, <f>", "<I>, <I> = <i>, <i>",
        "<I:x> = <A:y> = <i>", "<A> = <A>",
        "if len(<L:x>) < 20: <=x>.append(<i>)", "if len(<J:x>) < 20: <=x>.append(<a>)", "if <L:x>: <=x>[<i> % len(<=x>)] = <i>",
        "if <L:x>: <=x>[<i> % len(<=x>)] += <i>",
        "if <J:x>: <=x>[-1] = <f>", "if <L:x>: <I> = <=x>.pop()", "<L> = <L>[<n>:] + [<i>]", "<L:x>[<n>:<n>] = <l>; del <=x>[12:]",
        "<L>.sort()", "<L>.reverse()", "del <L>[<n>:]",
        "if len(<L:x>) < 15: <=x>.insert(<i> % 5, <i>)", "<L:x> += <l>; del <=x>[12:]", "<I> = at(<L>, <i>)", "<A> = at(<J>, <i>)",
        "<J> = <j>", "if <J:x>: <=x>[<i> % len(<=x>)] = <a>", "show(<J>)", "<D>[<i>] = <i>", "<D>[<i> % 5] = <i>", "<D>[<s>] = <i>",
        "<I> = <D>.get(<i> % 3, -1)",
        "<D>[<i> % 4] = <D>.get(<i> % 4, 0) + 1", "<D>.pop(<i> % 5, None)", "<E>.add(<i> % 9)", "<E>.discard(<i> % 9)", "<O>.<k> = <i>",
        "<O>.<k> = <i>", "<O>.<k> += <i>",
        "<O>.y = <a>", "<O>.z = <f>", "<O>.w = <f>", "<O>.w += <f>", "<c>.k = <i>", "<c>.k += 1", "<c>.m = lambda self, x=1: x + <i>",
        "<O:x>.q = <i>; <I> = <=x>.q", "<O>.set(<i>)",
        "<I> = <O>(<i>)", "<O> += <o>", "show(<i>)", "show(<f>)", "show(<a>)", "show(<I>, <A>)", "show(<L>)", "show(<D>)",
        "show(sorted(<E>, key=repr))", "show(<S>)",
        "G[0] += <i> % 7", "G[1] = <a>", "G[2] = <F>", "<I> = <O>.p",
        "<A> = next(iter(<l>), <i>)", "<I:x> = <i>; <L> = [<=x> + j for j in <l>]", "<T:x> = (<i>, <s>); <I>, <S> = <=x>",
        "<X> = <x>", "<X> = <X> * 0.5 + <x> * 0.5", "<Y> = <y>", "show(<x>)", "show(<y>)", "show(<X>)", "show(<Y>)", "for u in <y>: <I> = (<I> + u) % <m>",
        "<Y:x> = bytearray(<y>); <=x>.extend(<y>); <=x>[:1] = b'zz'; del <=x>[8:]; <Y> = bytes(<=x>); <=x> = <Y>", "for u in <l>: <I> = drive(soon(u, <I>)) % <m>", "<A> = matched(<a>)",
        "show(grouped(<i>, <i>))", "for u in range(<n>): show(matched((u, <l>, u)))", "<I>, *<L> = [<i>] + <l>", "<S> = f'{<I>}{<F>!r}'", "<I> = <I> * <I> % <m>",
        "if (w := <i>) > <i>: <I> = w", "show([w for x in <l> if (w := x % <z>)])", "<A> = [last := x for x in <l>]; show(last)" , "show(sized(<a>, <i>), sized(<L>, <n>))", "show(within(<i>, <i>))", "show(nested(<i>, <n>))", "show(conversation(<i>, <n>))",
        "show(f'{<I>:>{<n>}d}', f'{<F>:.{<n>}e}', f'{<S>!a:>6}')", "<E:x> ^= <e>; <=x> &= set(range(9))", "<E:x> |= <e>; <=x> -= {<i>}; <=x> = set(sorted(<=x>, key=repr)[:6])", "<E>.update(<l>)", "<D:x> |= <d>; <=x> = dict(list(<=x>.items())[-8:])",
        "show(Cell(<i>) == Cell(<i>), sorted([Cell(<i>), Cell(<n>)]))", "for u in relay(<n>): show(u)", "<A> = Cell(<i>); <A:x> = Cell(<i>, items=[<n>]); show(<=x>)", "<T> = starred(*<l>, <i>, **{'u': <i>})", "show(scoped(<l>, <i>))",
        "<Y:x> = bytearray(<y>); <=x> += <y>; <=x>[1:2] = <y>; show(<=x>[::-1], <=x>.find(b'a')); <Y> = bytes(<=x>[:6]); <=x> = <Y>", "for u, (v, *w) in zip(<l>, [[1, 2], 'ab']): show(u, v, w)",
        "global_i = <i>", "if <b>: global_f = <f>", "show(global_i, global_f)", "<I> = global_i", "global_i += 1", "<F> = global_f",
        "for u in <l>: <I> = (<I> + u) % <m>", "for u in <l>: <I> = safe(u, <I>) % <m>", "for u in range(<n>): <S> = (<S> + str(u))[-9:]",
        "for u, v in <D>.items(): <I> = (<I> ^ hash(v)) % <m>", "for u in list(<D:x>): <=x>[u] = <i>", "for u in <E>: <I> = <i>",
        "for u in [1, 2, 3]: <O:x>.<k> = u; <I> = <=x>.<k>", "<c>.n = <i>; <I> = C0.k", "<c>.__call__ = lambda self, x: x - <i>",
        "<O:x>.m = lambda x=1: x + <i>; <I> = <=x>.m(<i>); del <=x>.m", "<c>.w = <f>", "<I> = adders([<i>, <i>])[<n> & 1](<i>)",
        "<I>, *<L>, <A> = [<i>, <a>] + <l>; <L> = <l>", "<I:x> = <i>; <L> = [(lambda: <=x> + x)() for x in <l>]; <=x> = <i>",
        "<D:x> = <d>; <=x>.update({<i>: <i>}); <I> = len(<=x>)", "<D:x>.setdefault(<i>, <i>); <=x> = dict(list(<=x>.items())[-8:])",
        "<J:x> = list(<t>); <=x>.extend(<l>); del <=x>[9:]", "<S> = built(<l>, <s>)[:15]", "show([<i> for x in <l>])", "<I> = [<i> for x in <l>][-1:] == []",
    ];

    /// <summary>Statements of one line that may raise.</summary>
    public static readonly string[] RiskyStatements =
    [
        "Key(<s>).n = <i>", "<A> = Cell(<a>) < Cell(<i>)", "show(f'{<S>:d}')", "show(f'{<I>:{<S>}}')", "<L> = [*<a>]", "show(*<a>)", "<D> = {**<a>}", "<A> = memoryview(<y>)[<i>]", "<E> = <e> | <l>", "next(spoken(<n>)).send(1)", "assert <b>, <i>", "if <b>: raise ValueError(<i>)", "if <b>: raise E1(<i>)", "raise KeyError(<s>)", "del <O>.y", "del <O>.z",
        "<O>.p = <i>", "<O>[<i>] = <i>", "<I> = <O>[<i>]",
        "<I>, <I> = <l>", "<I>, *<L> = <l>", "<L:x>[<i>] = <i>", "<I> = <L>.pop()", "<I> = <D>[<i>]", "del <D>[<i> % 3]",
        "<L>.remove(<i>)", "<A>.append(<i>)", "<A> += <a>", "<E>.remove(<i>)",
        "<I:x> = <i>; del <=x>; <=x> = <=x>", "<S> += <a>", "<J>.sort()", "<I> = 1 // (<i> % 3)", "<I> = [7, 8][<i> % 3]",
        "<I> = {0: 1, 1: 2}[<i> % 3]", "<I> = int('12x'[:<i> % 4])",
        "<I> = checked(<i>, <i>)", "for u in <l>: <I> = checked(u, <I>)", "for u in <D:x>: <=x>[<i>] = 1", "for u in <E:x>: <=x>.add(<i>)",
        "for u in <L:x>: <=x>.remove(u)", "for u in <d>: <I> = shrink(<D>, u)", "<A> = endless(<i>)", "del <c>.n", "<I> = gather(<i>, step=<a>)",
        "raise E1(<i>) from ValueError(<i>)", "<I> = sum(checked(x, <i>) for x in <l>)", "<L> = [checked(x, <i>) for x in <l>]",
    ];
}
