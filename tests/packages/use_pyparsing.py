"""Grammars: arithmetic, configuration, JSON, and their errors."""
import pyparsing as pp
from pyparsing import (Combine, Dict, Forward, Group, Literal, OneOrMore, Optional, ParseException, ParserElement, QuotedString, Regex, SkipTo, Suppress,
                       Word, ZeroOrMore, alphanums, alphas, delimited_list, infix_notation, nums, one_of, opAssoc, pyparsing_common as ppc, srange)

ParserElement.enable_packrat()
number = ppc.number()
expr = infix_notation(number | Word(alphas), [("!", 1, opAssoc.LEFT), (one_of("+ -"), 1, opAssoc.RIGHT), ("**", 2, opAssoc.RIGHT),
                                             (one_of("* /"), 2, opAssoc.LEFT), (one_of("+ -"), 2, opAssoc.LEFT)])
for text in ("1 + 2 * 3", "-(a + 4.5) ** 2 / b", "((1))", "2 ** 3 ** 2", "5! + 1"):
    print(expr.parse_string(text, parse_all=True).as_list())
LBRACE, RBRACE, LBRACK, RBRACK, COLON, COMMA = map(Suppress, "{}[]:,")
value = Forward()
string = QuotedString('"', esc_char="\\")
member = Group(string + COLON + value)
obj = LBRACE + Dict(Optional(delimited_list(member))) + RBRACE
array = Group(LBRACK + Optional(delimited_list(value)) + RBRACK)
value <<= string | number | obj | array | Literal("true").set_parse_action(lambda: True) | Literal("null").set_parse_action(pp.replace_with(None))
print(value.parse_string('{"a": [1, 2.5, {"b": "c\\"d"}], "e": true, "f": null}').dump())
key = Word(alphas, alphanums + "_")("key")
line = Group(key + Suppress("=") + Regex(r"[^\n]*")("value"))
section = Group("[" + Word(alphas)("name") + "]" + Group(ZeroOrMore(line))("lines"))
config = OneOrMore(section)
for s in config.parse_string("[one]\na = 1\nb_2 = x y\n[two]\n"):
    print(s.name, [(item.key, item.value) for item in s.lines])
integer = Word(nums).set_parse_action(lambda t: int(t[0]))
date = Combine(Word(nums, exact=4) + "-" + Word(nums, exact=2) + "-" + Word(nums, exact=2))
print([t[0] for t, start, end in date.scan_string("on 2020-01-02 and 2021-03-04, not 20-1")])
print(date.transform_string("x 2020-01-02 y"), integer.search_string("a1b22c333").as_list())
for grammar, text in ((expr, "1 +"), (config, "[a\n"), (date, "20"), (integer + "x", "1 y")):
    try:
        grammar.parse_string(text, parse_all=True)
    except ParseException as e:
        print(e, e.loc, e.lineno, e.column, repr(e.line))
print((SkipTo("end")("body") + "end").parse_string("some text end").as_dict(), srange("[a-eA-C]"))
print(pp.nested_expr().parse_string("(a (b c) (d (e)))").as_list(), ppc.comma_separated_list.parse_string("a,,b,'c,d'").as_list())
print(pp.OnlyOnce, str(expr)[:40], pp.unicode.Greek.alphas[:5], (integer | date)[1, ...].parse_string("1 2 3"))
with pp.testing.pyparsing_test.reset_pyparsing_context() if hasattr(pp, "testing") and hasattr(pp.testing, "pyparsing_test") else __import__("contextlib").nullcontext():
    print(expr.parse_string("1" + "+1" * 30).as_list())
