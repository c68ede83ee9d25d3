"""Markdown with its extensions."""
import markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import SimpleTagInlineProcessor
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor

TEXT = """# Title {#top}

Para with *em*, **strong**, `code`, [link](http://x.org "t"), ![img](a.png), <http://auto.link>
and a hard  
break & entity &copy; <b>html</b>.

* a
* b

    1. nested
    2. list

> quote
> > deeper

    code block <x>

```python
def f(): pass
```

| A | B |
|---|:-:|
| 1 | 2 |

Term
: Definition

Footnote[^1] and HTML abbr.

[^1]: The note.

*[HTML]: Hyper Text

- - -

Setext
======

[ref]: http://example.org 'Title'
See [this][ref] and [ref][].

!!! note "Careful"
    Body of admonition
"""
print(markdown.markdown(TEXT))
md = markdown.Markdown(extensions=["extra", "toc", "admonition", "sane_lists", "smarty", "meta", "codehilite", "nl2br", "wikilinks", "attr_list"],
                       extension_configs={"codehilite": {"guess_lang": False}})
print(md.convert("key: value\nother: a\n       b\n\n" + TEXT + "\n[[Wiki Page]] \"quoted\" -- dash...\n"))
print(md.toc, md.Meta, md.toc_tokens)


class Shout(Treeprocessor):
    def run(self, root):
        for e in root.iter("h1"):
            e.text = (e.text or "").upper()


class Drop(Preprocessor):
    def run(self, lines):
        return [line for line in lines if not line.startswith("DROP")]


class Mine(Extension):
    def extendMarkdown(self, md):
        md.inlinePatterns.register(SimpleTagInlineProcessor(r"()\+\+(.*?)\+\+", "ins"), "ins", 175)
        md.treeprocessors.register(Shout(md), "shout", 5)
        md.preprocessors.register(Drop(md), "drop", 35)


print(markdown.markdown("# shout\nDROP this\n++inserted++ text\n", extensions=[Mine()], output_format="html"))
print(markdown.markdown("a\n\n" * 50 + "* x\n" * 50)[-200:])
