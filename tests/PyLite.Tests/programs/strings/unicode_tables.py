# Characters beyond ASCII, by the Unicode that Python 3.11 has.
for s in ('\U00010428', '\U0001044F\U00010428', 'ƛᴀᶆȡᾷ', 'ǆǅǄ ŉa', 'İıſß', 'ΑΣ ΑΣΑ σΑς̈', 'ﬃ', 'Ꭰꭰ', 'ªº', '\u2170\u2160', '\u1c80'):
    print(ascii(s.upper()), ascii(s.lower()), ascii(s.title()), ascii(s.capitalize()), ascii(s.swapcase()), ascii(s.casefold()))
    print([getattr(s, test)() for test in ('isalpha', 'isupper', 'islower', 'istitle', 'isnumeric', 'isprintable', 'isidentifier')])
for c in '²½٣\U0001F107ↀ〇\u0378\U00014000\u2028é\xad':
    print(ascii(c), c.isdecimal(), c.isdigit(), c.isnumeric(), c.isprintable(), ascii(repr(c)))
import re
print(re.findall(r'(?i)ƛ', 'ƛ'), re.findall(r'(?i)\U00010400', '\U00010428'), re.match(r'(?i)ſ', 'S'), re.sub(r'\w', '.', 'a٣ª\u0300-'))
print(hash('text') == hash(b'text'), hash('') == hash(b''), hash('é') == hash('é'.encode('latin-1')))
# Keys that change while a loop goes over them.
for view in (lambda d: d, dict.values, dict.items):
    d = {0: 0}
    try:
        for k in view(d):
            del d[0]
            d[0] = 0
    except RuntimeError as e: print(e)
print(len.__doc__ is not None, len.__text_signature__, str.maketrans.__qualname__)
