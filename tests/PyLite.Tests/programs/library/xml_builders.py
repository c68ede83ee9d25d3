"""Trees of XML by the makers of ElementTree: plain builders, those of programs, events, and text between what is not kept."""
import xml.etree.ElementTree as ET, io
doc='''<?xml version="1.0"?><!DOCTYPE r [<!ENTITY me "mine">]><r xmlns="urn:d" xmlns:p="urn:p" a="1" p:b="2">text<!-- c --><p:x>in<y/>tail &amp; &me;</p:x>after<?pi some?>last<z q="é😀">ü</z></r>'''
root=ET.fromstring(doc)
def show(e,d=0):
    print(' '*d,e.tag,e.attrib,repr(e.text),repr(e.tail))
    for c in e: show(c,d+1)
show(root)
print(ET.tostring(root))
for ev,e in ET.iterparse(io.BytesIO(doc.encode()),('start','end','start-ns','end-ns','comment','pi')): print(ev,e if e is None or isinstance(e,tuple) else getattr(e.tag,'__name__',e.tag))
b=ET.TreeBuilder(insert_comments=True,insert_pis=True)
p=ET.XMLParser(target=b); p.feed(doc); r=p.close(); show_=[c.tag if isinstance(c.tag,str) else c.tag.__name__ for c in r]; print(show_)
class T(ET.TreeBuilder):
    def start(self,tag,attrs):
        print('S',tag,dict(attrs)); return super().start(tag,attrs)
    def data(self,d): print('D',repr(d)); super().data(d)
p=ET.XMLParser(target=T()); p.feed('<a x="1">hi<b/>yo</a>'); print(ET.tostring(p.close()))
class E2(ET.Element):
    pass
p=ET.XMLParser(target=ET.TreeBuilder(element_factory=E2)); p.feed('<a x="1">hi<b/>yo</a>'); r=p.close(); print(type(r).__name__, type(r[0]).__name__, r.text, r[0].tail, r.attrib)
made=[]
def fac(t,a): made.append((t,dict(a))); return ET.Element(t,a)
p=ET.XMLParser(target=ET.TreeBuilder(fac)); p.feed('<a x="1">hi<b/>yo</a>'); print(ET.tostring(p.close()),made)
b=ET.TreeBuilder(); print(b.close())
for f in (lambda: b.end('x'), lambda: ET.fromstring('<a>'), lambda: ET.fromstring('<a>&x;</a>'), lambda: ET.XMLParser(target=ET.TreeBuilder(lambda t,a: 1/0)).feed('<a/>'), lambda: b.start('a'), lambda: b.start('a', 5)):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
b=ET.TreeBuilder(); b.data('ignored'); x=b.start('a',{'k':'v'}); b.data('t1'); b.data('t2'); b.start('b',{}); b.end('b'); b.data('u'); b.comment('c'); b.end('a'); print(ET.tostring(b.close()), x is b.close())
p=ET.XMLPullParser(['start','end']); p.feed('<a><b>x'); print([(k,e.tag) for k,e in p.read_events()]); p.feed('</b></a>'); print([(k,e.tag,e.text) for k,e in p.read_events()])
print(ET.canonicalize(doc))
print(isinstance(b,ET.TreeBuilder), ET.TreeBuilder.__module__, ET.TreeBuilder.__name__)
import pickle, copy
r2=copy.deepcopy(root); print(ET.tostring(r2)==ET.tostring(root), ET.tostring(pickle.loads(pickle.dumps(root)))==ET.tostring(root))
