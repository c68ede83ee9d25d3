"""Where a wrong expression in an f-string is, when the text has several lines."""
for text in ("f'''{\na b}'''", "f'''{a\n b c}'''", "f'''{\n a b}'''", "x = f'''\n{a b}'''", "x = f'''\n  {a b}'''", "f'''{\n  a\n  b}'''", "f'{a b}'", "   \nx = f'{a b}'",
             "f'''\n            {\n            (123_a)\n            }'''", 'f"""\n\n\n            {\n            6\n            0="""', "f'''{\na$}'''", "f'''{\n\n  a$}'''",
             "f'''{a +\n}'''", "if 1:\n  x = f'''{\n     q r}'''", "f'''{x:{\n a b}}'''", "f'''{f\"{\na b}\"}'''"):
    try:
        compile(text, "x", "exec")
    except SyntaxError as error:
        print(repr(text), error.msg, error.lineno, error.offset, error.end_lineno, error.end_offset, repr(error.text))
