"""Parses good and bad HTML."""
import html5lib
from html5lib import treebuilders, treewalkers, serializer
from html5lib.filters import sanitizer
import xml.etree.ElementTree as ET

TEXT = """<!DOCTYPE html><html><head><title>T &amp; x</title><script>if (a < b) {}</script></head>
<body class=a id='b'><p>one<p>two <b>bold <i>both</b> italic</i><table><tr><td>cell<td>next</table>
<ul><li>a<li>b</ul><svg><circle r="1"/></svg><img src=x.png alt="é"><br/>&notin; &#x41; &bogus; <!-- c --><a href="javascript:x()">l</a></body></html>"""
doc = html5lib.parse(TEXT, namespaceHTMLElements=False)
print(ET.tostring(doc, encoding="unicode"))
parser = html5lib.HTMLParser(tree=treebuilders.getTreeBuilder("dom"), strict=False)
dom = parser.parse("<p>x<div>y</p></span>")
print(dom.toxml(), parser.errors)
walker = treewalkers.getTreeWalker("etree")
print([token["type"] for token in walker(doc)][:30])
for options in ({}, {"omit_optional_tags": False, "quote_attr_values": "always"}, {"alphabetical_attributes": True, "strip_whitespace": True}):
    print(html5lib.serialize(doc, tree="etree", **options))
print(html5lib.serialize(html5lib.parseFragment("<a href='javascript:x'>x</a><script>y</script><b onclick=z>w</b>"), tree="etree", sanitize=True))
fragment = html5lib.parseFragment("<td>x</td>", container="tr")
print(ET.tostring(fragment, encoding="unicode"))
print(html5lib.parse(b"<meta charset=iso-8859-1>\xe9", namespaceHTMLElements=False).find("body").text)
for e in html5lib.parse("<p>a<!-->b<p/ x>" * 5, namespaceHTMLElements=False).iter():
    print(e.tag, e.text, dict(e.attrib), end="; ")
print()
try:
    html5lib.HTMLParser(strict=True).parse("<p></b>")
except html5lib.html5parser.ParseError as e:
    print(type(e).__name__, e)
