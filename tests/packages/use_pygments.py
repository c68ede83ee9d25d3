"""Highlights source text of several languages."""
import pygments
from pygments import lex
from pygments.formatters import HtmlFormatter, NullFormatter, RawTokenFormatter, TerminalFormatter, LatexFormatter
from pygments.lexers import get_lexer_by_name, get_lexer_for_filename, guess_lexer, get_all_lexers
from pygments.styles import get_style_by_name, get_all_styles
from pygments.token import Token, Name
from pygments.filters import VisibleWhitespaceFilter
from pygments.lexer import RegexLexer, bygroups, include

PYTHON = '''
@decorator
class A(Base, metaclass=M):
    """doc"""
    async def f(self, x: int = 0x1F, *args) -> None:
        return f"{x!r:>10} {self.y}" + r'\\n' if x else [i ** 2 for i in range(10)]
'''
C = '#include <stdio.h>\nint main(void) { /* c */ printf("%d\\n", 1 + 0x2); return 0; }\n'
JSON = '{"a": [1, 2.5e3, null, true], "b": {"c": "d\\u00e9"}}'
HTML = '<!DOCTYPE html><p class="x">a &amp; b<script>var x = 1;</script></p>'

for name, text in (("python", PYTHON), ("c", C), ("json", JSON), ("html", HTML), ("bash", "for i in a b; do echo $i | grep 'x'; done\n"),
                   ("sql", "SELECT a, count(*) FROM t WHERE b = 'x' GROUP BY a; -- c\n"), ("javascript", "const f = async (x) => `a${x}` / 2;\n"),
                   ("rust", "fn main() { let v: Vec<i32> = vec![1, 2]; println!(\"{:?}\", v); }\n"), ("yaml", "a: [1, 2]\nb:\n  - c: d\n"),
                   ("diff", "--- a\n+++ b\n@@ -1 +1 @@\n-x\n+y\n"), ("csharp", "class A { int x = 1; string s => $\"{x}\"; }\n")):
    lexer = get_lexer_by_name(name)
    print(lexer.name, [(str(kind), value) for kind, value in lex(text, lexer)][:40])
    print(pygments.highlight(text, lexer, HtmlFormatter(linenos=name == "c")))
    print(repr(pygments.highlight(text, lexer, TerminalFormatter())))
print(HtmlFormatter(style="monokai").get_style_defs(".highlight")[:600])
print(pygments.highlight(PYTHON, get_lexer_for_filename("x.py"), LatexFormatter()))
print(pygments.highlight(JSON, get_lexer_by_name("json"), RawTokenFormatter()).decode())
print(guess_lexer("#!/usr/bin/python\nprint(1)").name, len(list(get_all_lexers())), sorted(get_all_styles())[:5])
lexer = get_lexer_by_name("python")
lexer.add_filter(VisibleWhitespaceFilter(spaces=True))
print(pygments.highlight("a = 1\n", lexer, NullFormatter()))
print(get_style_by_name("default").style_for_token(Token.Keyword), Name.Function in Name, str(Token.Literal.String.Doc))


class IniLexer(RegexLexer):
    name = "Small ini"
    tokens = {
        "root": [(r"\s+", Token.Text), (r";.*?$", Token.Comment), (r"\[.*?\]$", Token.Keyword), include("pair")],
        "pair": [(r"(\w+)(\s*)(=)(\s*)(.*)$", bygroups(Token.Name, Token.Text, Token.Operator, Token.Text, Token.String))],
    }


print(list(IniLexer().get_tokens("[a]\nx = 1 ; y\n; c\n")))
