"""xmltodict, and the library's XML beside it."""
import xml.etree.ElementTree as ET
import xmltodict
print(xmltodict.parse("<a x='1'><b>t</b><b>u</b><c/></a>"), xmltodict.unparse({"r": {"@k": "v", "#text": "t"}}))
tree = ET.fromstring("<r a='1'>t<b>x</b>tail<b/><!-- c --></r>")
print([(e.tag, e.attrib, e.text, e.tail) for e in tree.iter()], ET.tostring(tree), tree.find("b").text, tree.findall(".//b"))
try:
    ET.fromstring("<a><b></a>")
except ET.ParseError as e:
    print(e, e.position)
