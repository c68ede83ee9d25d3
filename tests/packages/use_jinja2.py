"""Templates with inheritance, macros, filters and errors."""
import asyncio
from jinja2 import (DictLoader, Environment, FileSystemLoader, StrictUndefined, Template, TemplateNotFound, TemplateSyntaxError, UndefinedError,
                    pass_context, select_autoescape)
from jinja2.ext import Extension, do
from jinja2.sandbox import SandboxedEnvironment, SecurityError
from markupsafe import Markup, escape

print(Template("Hello {{ name|upper }}{% for i in items if i is odd %} {{ loop.index }}:{{ i }}{% else %}none{% endfor %}").render(name="x", items=range(6)))
env = Environment(loader=DictLoader({
    "base.html": "<title>{% block title %}Base{% endblock %}</title>{% block body %}{% endblock %}",
    "page.html": "{% extends 'base.html' %}{% from 'm.html' import field with context %}{% block title %}Page - {{ super() }}{% endblock %}"
                 "{% block body %}{% include 'part.html' %}{{ field('a', kind='text') }}{% endblock %}",
    "part.html": "{# comment #}{%- set x = 3 -%} {{ x * user.age }} {{ user.name }} {{ '<b>' }} {{ '<b>'|safe }}",
    "m.html": "{% macro field(name, kind='x') %}<input name={{ name }} type={{ kind }} {{ user.name }} {{ caller is defined }}>{% endmacro %}",
    "bad.html": "{% for x in %}", "undefined.html": "line\n{{ missing.attr }}",
}), autoescape=select_autoescape(), extensions=["jinja2.ext.do", "jinja2.ext.loopcontrols"], trim_blocks=True)


class User:
    name, age = "<Bob>", 7


print(env.get_template("page.html").render(user=User()))
env.filters["twice"] = lambda s, n=2: s * n
env.tests["big"] = lambda n: n > 3
env.globals["now"] = lambda: "today"


@pass_context
def names(context):
    return sorted(context.get_all())[:3]


env.globals["names"] = names
for source in (
    "{{ 'ab'|twice(n=3) }} {{ 5 is big }} {{ now() }} {{ names() }}",
    "{{ [3,1,2]|sort|join('-') }} {{ 'a,b'.split(',')|map('upper')|list }} {{ {'b':1,'a':2}|dictsort }} {{ 3.14159|round(2) }} {{ 'hello world'|title|wordcount }}",
    "{% for k, g in [{'k':1,'v':2},{'k':1,'v':3},{'k':2,'v':4}]|groupby('k') %}{{ k }}={{ g|map(attribute='v')|sum }};{% endfor %}",
    "{% set ns = namespace(n=0) %}{% for i in range(5) %}{% if i == 3 %}{% break %}{% endif %}{% set ns.n = ns.n + i %}{% endfor %}{{ ns.n }}",
    "{% call(x) m() %}{{ x }}{% endcall %}", "{% macro m() %}[{{ caller(1) }}]{% endmacro %}{% call(x) m() %}{{ x + 1 }}{% endcall %}",
    "{% filter upper %}abc {{ 1 if true else 2 }}{% endfilter %}{% raw %}{{ x }}{% endraw %}{{ 'x' ~ 1 ~ none }} {{ 7 // 2 }} {{ 2 ** 3 }} {{ 'a' in 'abc' }}",
    "{{ '%05.2f'|format(3.14159) }} {{ 'x'|default('y') }} {{ undefinedvar|default('y') }} {{ [1,2,3,4,5]|batch(2)|list }} {{ 'a b'|urlencode }} {{ {'a': [1]}|tojson }}",
    "{% for row in [1,2,3] %}{{ loop.cycle('odd','even') }}{{ loop.first }}{{ loop.last }}{{ loop.revindex }}{{ loop.previtem }} {% endfor %}",
    "{% for item in tree recursive %}{{ item.n }}{% if item.c %}({{ loop(item.c) }}){% endif %}{% endfor %}",
):
    try:
        print(env.from_string(source).render(tree=[{"n": 1, "c": [{"n": 2}, {"n": 3, "c": [{"n": 4}]}]}]))
    except Exception as e:
        print(type(e).__name__, e)
for name in ("bad.html", "missing.html"):
    try:
        env.get_template(name).render()
    except (TemplateSyntaxError, TemplateNotFound, UndefinedError) as e:
        print(type(e).__name__, e, getattr(e, "lineno", None))
try:
    Environment(loader=env.loader, undefined=StrictUndefined).get_template("undefined.html").render()
except UndefinedError as e:
    import traceback
    print(e, traceback.extract_tb(e.__traceback__)[-1].lineno)
try:
    SandboxedEnvironment().from_string("{{ x.__class__.__mro__ }}").render(x=1)
except SecurityError as e:
    print(e)


async def later():
    async def items():
        for i in range(3):
            await asyncio.sleep(0)
            yield i
    template = Environment(enable_async=True).from_string("{% for i in items() %}{{ i }},{% endfor %}{{ f() }}")
    async def f():
        return "done"
    print(await template.render_async(items=items, f=f))


asyncio.run(later())
print(env.compile("{{ a }}{% if b %}c{% endif %}", raw=True))
print(escape("<a href='x'>&\"</a>"), Markup("<b>%s</b>") % "<i>", Markup("<em>x &amp; y</em>").striptags(), repr(Markup("a") + "<"), Markup("{0}").format("<"))
print(list(env.lex("{{ a + 1 }}")), env.parse("{{ a.b[0] }}"))
