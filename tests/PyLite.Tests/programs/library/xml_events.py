# Needs CPython's library.
# pyexpat: every handler, its settings, encodings, and what is not well-formed.
import xml.parsers.expat as E, io
DOC = '<?xml version="1.0" encoding="utf-8" standalone="yes"?>\n<!DOCTYPE root [\n<!ELEMENT root (a|b)*><!ATTLIST a x CDATA "dflt" y CDATA #REQUIRED>\n<!ENTITY hi "hello"><!ENTITY ext SYSTEM "e.xml"><!NOTATION n PUBLIC "p"><!ENTITY pic SYSTEM "p.gif" NDATA n>\n]>\n<root xmlns:p="urn:p"><!-- c --><a y="1">t&hi;&amp;é😀\nmore</a><?pi data?><p:b/><![CDATA[<cd>]]>&ext;</root>\n'

def run(doc, **kw):
    opts = {k: kw.pop(k) for k in list(kw) if k in ('buffer_text', 'ordered_attributes', 'specified_attributes', 'namespace_prefixes', 'buffer_size')}
    p = E.ParserCreate(**kw)
    for k, v in opts.items():
        setattr(p, k, v)
    log = []
    for n in dir(p):
        if n.endswith('Handler') and n not in ('DefaultHandler', 'DefaultHandlerExpand', 'NotStandaloneHandler'):

            def h(*a, n=n):
                if n == 'ExternalEntityRefHandler':
                    a = (sorted((a[0] or '').split('\x0c')), *a[1:])
                log.append((n,) + a)
                return 1
            setattr(p, n, h)
    try:
        log.append(p.Parse(doc, True))
    except LookupError as e:
        log.append(repr(e))
    except E.ExpatError as e:
        log.append((str(e), e.code, e.lineno, e.offset, E.ErrorString(e.code)))
    for l in log:
        print(l)
    print(p.CurrentLineNumber, p.CurrentColumnNumber, p.CurrentByteIndex, p.ErrorCode, p.buffer_used)
run(DOC)
run(DOC.encode(), namespace_separator=' ', buffer_text=True, ordered_attributes=True, specified_attributes=True, namespace_prefixes=True)
run(b'<?xml version="1.0" encoding="windows-1252"?><a>\x80\xe9</a>')
run(b'<?xml version="1.0" encoding="nosuch"?><a/>')
run(b'<?xml version="1.0" encoding="utf-16"?><a/>')
for bad in ('', '<a>', '<a></b>', '<a', '<a/><b/>', 'x', "<a b='1' b='2'/>", '<a>&x;</a>', '<a>&#0;</a>', '<?xml?>', '<a b=1/>', '<a><![CDATA[', '<a>\x00</a>', "  <?xml version='1.0'?><a/>", '<p:a/>'):
    run(bad, namespace_separator='')
p = E.ParserCreate()

def bad(*a):
    raise KeyError('x')
p.StartElementHandler = bad
try:
    p.Parse('<a><b/></a>', True)
except KeyError as e:
    print('KeyError', e)
p = E.ParserCreate()
p.StartElementHandler = lambda n, a: print(n, a, p.CurrentLineNumber, p.GetInputContext()[:6])
p.ParseFile(io.BytesIO(b"<a>\n<b x='1'/></a>"))
print(p.StartElementHandler is not None, p.EndElementHandler, p.intern)
for f in (lambda: E.ParserCreate(namespace_separator='ab'), lambda: E.ParserCreate(namespace_separator=3), lambda: E.ParserCreate(encoding=3), lambda: p.Parse(3), lambda: p.ParseFile(3), lambda: setattr(p, 'buffer_size', 0), lambda: setattr(p, 'buffer_size', 'x'), lambda: setattr(p, 'foo', 1), lambda: E.ParserCreate(intern=3)):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
print(E.errors.XML_ERROR_SYNTAX, E.errors.codes['syntax error'], E.errors.messages[2], E.model.XML_CTYPE_ANY, E.native_encoding)
p = E.ParserCreate()
d = []
p.DefaultHandler = lambda s: d.append(s)
p.Parse('<a>x<!--c-->&lt;</a>', 1)
print(d)
