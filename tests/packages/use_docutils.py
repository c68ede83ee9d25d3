"""Turns reStructuredText into HTML, LaTeX, XML and pseudo-XML."""
import docutils.core
import docutils.nodes
from docutils.parsers.rst import Directive, directives, roles

TEXT = """
=====
Title
=====
:Author: Me
:Version: 1.0

Section
-------
*Emphasis*, **strong**, ``literal``, a link_ and `another <https://x.org/a?b=c>`_, a footnote [1]_, |sub|.

.. _link: https://example.org
.. |sub| replace:: replaced *text*
.. [1] The footnote.

1. one
2. two

   - nested
   - list

term
    definition

=====  =====
A      B
=====  =====
1      2
3      4
=====  =====

+---+-------+
| a | b     |
+===+=======+
| c | d, e  |
+---+-------+

.. note:: A note.

.. code-block:: python

    def f(x): return x + 1

.. image:: a.png
   :alt: picture

.. shout:: hello
   :times: 2

:role:`text` and :sup:`x`

>>> doctest
'block'

| line
| block
"""


class Shout(Directive):
    required_arguments = 1
    option_spec = {"times": directives.nonnegative_int}

    def run(self):
        return [docutils.nodes.paragraph(text=self.arguments[0].upper() * self.options.get("times", 1))]


directives.register_directive("shout", Shout)
roles.register_generic_role("role", docutils.nodes.emphasis)
settings = {"report_level": 2, "warning_stream": None, "datestamp": None, "generator": False, "stylesheet_path": None, "embed_stylesheet": False,
            "stylesheet": None, "initial_header_level": 2, "_disable_config": True}
for writer in ("pseudoxml", "html4", "html5", "latex", "xml", "manpage"):
    out = docutils.core.publish_string(TEXT, writer_name=writer, settings_overrides=settings)
    text = out.decode() if isinstance(out, bytes) else out
    print(writer, len(text))
    print("\n".join(line for line in text.splitlines() if "docutils" not in line.lower())[:6000])
parts = docutils.core.publish_parts(TEXT, writer_name="html5", settings_overrides=settings)
print(sorted(parts), parts["title"], parts["fragment"][:300])
doctree = docutils.core.publish_doctree("Bad *markup\n\n.. unknown:: x\n", settings_overrides={**settings, "report_level": 5})
print(doctree.pformat())
