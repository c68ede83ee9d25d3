# Needs CPython's library.
# Elements and makers of trees as CPython has them in C.
import xml.etree.ElementTree as ET, copy, pickle
def t(f):
    try: print(repr(f()).split(" at 0x")[0])
    except Exception as e: print(type(e).__name__, e)
e = ET.Element("r", {"a": "1"}, b="2"); e.append(ET.Element("x")); e.append(ET.Element("y"))
class My(ET.Element):
    def hello(self): return "hi " + self.tag
for f in (lambda: e.keys(), lambda: e.items(), lambda: e.attrib, lambda: bool(ET.Element("z")), lambda: bool(e), lambda: len(e), lambda: e[0].tag, lambda: e[5], lambda: e["a"], lambda: e[0:1], lambda: e.__setitem__(5, ET.Element("q")), lambda: e.__setitem__(0, 3), lambda: e.__delitem__(9), lambda: e.append(3), lambda: e.append(), lambda: e.extend(3), lambda: e.extend([3]), lambda: e.extend([ET.Element("k")]), lambda: e.insert(0, ET.Element("first")), lambda: e.insert(0, 3), lambda: e.insert("a", ET.Element("z")), lambda: e.remove(ET.Element("nope")), lambda: e.remove(3), lambda: [c.tag for c in e], lambda: [c.tag for c in e.iter()], lambda: [c.tag for c in e.iter("x")], lambda: list(e.itertext()), lambda: e.get("a"), lambda: e.get("zz"), lambda: e.get("zz", 5), lambda: e.get(), lambda: e.set("c", "3"), lambda: e.set("c"), lambda: e.set(1, 2), lambda: e.attrib, lambda: e.find("x").tag, lambda: e.find("nope"), lambda: e.findtext("x"), lambda: e.findtext("nope", "d"), lambda: e.findall("*")[0].tag, lambda: list(e.iterfind("y"))[0].tag, lambda: e.foo, lambda: setattr(e, "foo", 1), lambda: setattr(e, "text", 5), lambda: e.text, lambda: setattr(e, "attrib", 5), lambda: setattr(e, "tag", None), lambda: e.tag, lambda: delattr(e, "text"), lambda: delattr(e, "tag"), lambda: ET.Element(), lambda: ET.Element("a", 3), lambda: ET.Element("a", None), lambda: ET.Element("a", {}, 3), lambda: ET.Element(tag="a", attrib={"x": "1"}).attrib, lambda: ET.SubElement("x", "y"), lambda: ET.SubElement(e), lambda: ET.SubElement(e, "s", {"k": "v"}, z="1").attrib, lambda: e.makeelement("m", {}).tag, lambda: e.makeelement("m"), lambda: ET.Element.__name__, lambda: ET.Element, lambda: ET.Element.__module__, lambda: ET.Element.append, lambda: repr(e)[:12], lambda: ET.Element(None), lambda: ET.Element(5), lambda: My("m", a="1").hello(), lambda: My("m").tag, lambda: isinstance(My("q"), ET.Element), lambda: type(copy.copy(e)), lambda: ET.tostring(copy.deepcopy(e)), lambda: ET.tostring(pickle.loads(pickle.dumps(e))), lambda: e.__getstate__(), lambda: e.__sizeof__() > 0, lambda: e == e, lambda: e == copy.copy(e), lambda: hash(e) == hash(e), lambda: e < e, lambda: iter(e), lambda: e.iter(), lambda: next(e.iter()).tag, lambda: list(e.iter(5)), lambda: e.iter("*"), lambda: x in e, lambda: e[0] in e, lambda: e.__contains__, lambda: reversed(e), lambda: list(reversed(e))[0].tag, lambda: e.clear(), lambda: (len(e), e.attrib, e.text), lambda: ET.Comment("c").tag is ET.Comment, lambda: ET.PI("a", "b").text, lambda: ET.QName("u", "t"), lambda: ET.tostring(ET.Element(ET.QName("u", "t"))), lambda: ET.iselement(3), lambda: ET.TreeBuilder().close(), lambda: ET.TreeBuilder().end("a"), lambda: ET.TreeBuilder(3), lambda: ET.TreeBuilder(element_factory=My).start("a", {}), lambda: ET.XMLParser(3), lambda: ET.XMLParser(encoding="utf-8"), lambda: ET.XMLParser().feed(3), lambda: ET.XMLParser().close(), lambda: ET.XMLParser().entity, lambda: ET.XMLParser(target=3).target, lambda: ET.XMLParser().target, lambda: ET.TreeBuilder):
    t(f)
b = ET.TreeBuilder(insert_comments=True, insert_pis=True)
print(b.start("a", {"x": "1"}).tag, b.data("t1"), b.data("t2"), b.start("b", {}).tag, b.end("b").tag, b.data("tail"), b.comment("cm").text, b.pi("p", "q").text, b.end("a").tag); print(ET.tostring(b.close()))
p = ET.XMLParser(target=ET.TreeBuilder(insert_comments=True)); p.feed("<a>1<!--c-->2"); p.feed("<b/></a>"); print(ET.tostring(p.close()))
p = ET.XMLParser(); p.entity["foo"] = "bar"
try: p.feed('<!DOCTYPE a [<!ELEMENT a ANY>]><a>&foo;&nope;</a>'); print(ET.tostring(p.close()))
except ET.ParseError as ex: print(ex, ex.code, ex.position)
r = ET.fromstring('<ns:a xmlns:ns="u" ns:k="v">t<ns:b/>x<b xmlns="d">\u00e9</b></ns:a>'); print([(x.tag, x.text, x.tail, x.attrib) for x in r.iter()])
root = ET.fromstring("<l>" + "<i n='1'>a</i>" * 3 + "</l>")
for i in root: root.remove(i)
print(len(root)); root[:] = [ET.Element("a"), ET.Element("b"), ET.Element("c")]; del root[0]; root[0:1] = [ET.Element("z"), ET.Element("w")]; print([c.tag for c in root], [c.tag for c in root[::2]], root[-1].tag)
if not root.find("z"): print("falsy leaf")
class Target:
    def start(self, tag, attrib): print("start", tag, attrib)
    def end(self, tag): print("end", tag)
    def data(self, d): print("data", repr(d))
    def start_ns(self, p, u): print("ns", p, u)
    def end_ns(self, p): print("endns", p)
    def pi(self, t, d): print("pi", t, d)
    def doctype(self, *a): print("doctype", a)
    def close(self): return 7
q = ET.XMLParser(target=Target()); q.feed("<!DOCTYPE r SYSTEM 'x.dtd'><r xmlns:p='u'><?a b?>t</r>"); print(q.close())
