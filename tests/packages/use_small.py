"""Small packages: six, idna (in pip), certifi, chardet and requests' parts, colorama, blinker, iniconfig, pluggy, roman, webencodings, distro, xmltodict, markdown_it, oauthlib, jwt."""
import six, colorama, roman, webencodings, blinker, iniconfig, pluggy, markdown_it, distro, argcomplete, jwt, io, os
from pip._vendor import idna, certifi, chardet, urllib3, requests, tenacity, cachecontrol
from pip._vendor.requests.structures import CaseInsensitiveDict
from pip._vendor.requests.models import PreparedRequest, Request
print(six.PY3, six.ensure_text(b"x"), six.moves.urllib.parse.quote("a b"), [k for k in six.iteritems({1: 2})])
print(idna.encode("bücher.example"), idna.decode("xn--bcher-kva.example"), os.path.basename(certifi.where()), chardet.detect("жизнь моя, иль ты приснилась мне".encode("koi8-r")), chardet.detect(b"abc"), chardet.detect("日本語テキスト".encode())["encoding"])
for bad in ("a..b", "-x", "xn--zzzz"):
    try:
        print(idna.encode(bad))
    except idna.IDNAError as e:
        print(type(e).__name__, e)
print(repr(colorama.Fore.RED + "x" + colorama.Style.RESET_ALL), colorama.ansi.Cursor.UP(2), roman.toRoman(1994), roman.fromRoman("MMXXVI"), webencodings.decode(b"\xe9", "latin1"), webencodings.lookup("utf8").name)

s = blinker.signal("ready")
@s.connect
def on(sender, **kw):
    print("got", sender, kw)
    return 5
print(s.send("me", x=1)[0][1], iniconfig.IniConfig("x", "[a]\nb = 1\nc = d,e\n")["a"]["b"])
spec, impl = pluggy.HookspecMarker("p"), pluggy.HookimplMarker("p")
class Spec:
    @spec
    def hook(self, a): ...
class One:
    @impl
    def hook(self, a): return a + 1
class Two:
    @impl(hookwrapper=True)
    def hook(self, a):
        outcome = yield
        outcome.force_result([r * 10 for r in outcome.get_result()])
pm = pluggy.PluginManager("p")
pm.add_hookspecs(Spec)
pm.register(One())
pm.register(Two())
print(pm.hook.hook(a=1))
print(markdown_it.MarkdownIt().render("# H\n\n* a\n* b `c` **d** [l](u)\n\n> q\n\n```py\nx\n```\n"), markdown_it.MarkdownIt("commonmark", {"html": True}).enable("table").render("|a|b|\n|-|-|\n|1|2|\n<b>x</b>"))
h = CaseInsensitiveDict({"Content-Type": "x"})
r = Request("POST", "http://x.org/a b?c=d", params={"e": "f g"}, json={"k": [1]}, headers={"X-Y": "z"}, auth=("u", "p")).prepare()
print(h["content-type"], r.url, r.headers, r.body, urllib3.util.parse_url("http://u:p@h:80/p?q#f"), urllib3.util.Retry(3).total)
token = jwt.encode({"a": 1}, "secret", algorithm="HS256")
print(token, jwt.decode(token, "secret", algorithms=["HS256"]))
try:
    jwt.decode(token, "wrong", algorithms=["HS256"])
except jwt.InvalidSignatureError as e:
    print(e)
