"""Mako templates."""
from mako.template import Template
from mako.lookup import TemplateLookup
from mako import exceptions
from mako.runtime import Context
from io import StringIO

print(Template("hello ${data}! ${x | h, trim}").render(data="world", x=" <b> "))
print(Template("""
% for i in range(3):
  row ${i} ${loop.index} ${loop.last}
% endfor
% if a and b:
  both
% elif a:
  only a
% else:
  none
% endif
<%
  def twice(x):
      return x * 2
  y = twice(21)
%>
y = ${y}
<%def name="row(cells, cls='c')" filter="trim">
  <tr class="${cls}">
  % for c in cells:
    <td>${c | u}</td>
  % endfor
  </tr>
</%def>
${row(["a b", "c&d"])}
<%call expr="wrap(3)">body ${caller is not None}</%call>
<%def name="wrap(n)">[${caller.body() * n}]</%def>
## comment
<%doc>nothing</%doc>
<%text>${raw}</%text>
\\
continued
""").render(a=1, b=0))
lookup = TemplateLookup()
lookup.put_string("base.mako", "<h1><%block name='title'>base</%block></h1>${next.body()}${next.named()}")
lookup.put_string("page.mako", "<%inherit file='base.mako'/><%block name='title'>page ${parent.title()}</%block><%namespace name='lib' file='lib.mako'/>"
                               "${lib.bold('x')}<%include file='part.mako' args='n=5'/><%def name='named()'>the name</%def>")
lookup.put_string("lib.mako", "<%def name='bold(t)'><b>${t}</b></%def>")
lookup.put_string("part.mako", "<%page args='n=1'/>part ${n}")
print(lookup.get_template("page.mako").render())
try:
    Template("line1\n${1/0}\n").render()
except ZeroDivisionError:
    text = exceptions.text_error_template().render()
    print([line for line in text.splitlines() if "memory" in line or "ZeroDivision" in line or "1/0" in line][:3])
for bad in ("% if x:\n", "${x", "<%def name='a()'>", "<% x = %>"):
    try:
        Template(bad)
    except exceptions.MakoException as e:
        print(type(e).__name__, str(e)[:100])
out = StringIO()
Template("${x} ${capture(f)} <%def name='f()'>inner</%def>").render_context(Context(out, x=1))
print(out.getvalue())
print(Template("${a} ${UNDEFINED}", strict_undefined=False).code.splitlines()[-12:])
