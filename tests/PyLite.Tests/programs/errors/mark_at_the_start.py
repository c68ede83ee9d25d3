# The byte order mark is one only in bytes.
for source in ('\ufeffx = 1', b'\xef\xbb\xbfx = 1', '\ufeff', 'x = \ufeff1'):
    try: exec(source); print('ok')
    except SyntaxError as e: print(e, e.offset)
try: '{0:{1:{2}}}'.format('abc', 's', '')
except ValueError as e: print(e)
u = UnicodeEncodeError('baz', 'xxxxx', 1, 5, 'foo'); u.encoding = 4000; print(u)
