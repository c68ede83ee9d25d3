# A parser and printer of JSON.
class JSONError(ValueError): pass
def parse(s):
    def ws(i):
        while i < len(s) and s[i] in ' \t\n\r': i += 1
        return i
    def value(i):
        i = ws(i)
        if i >= len(s): raise JSONError('eof')
        c = s[i]
        if c == '{':
            d = {}; i = ws(i + 1)
            if s[i] == '}': return d, i + 1
            while True:
                k, i = string(ws(i)); i = ws(i)
                if s[i] != ':': raise JSONError(f"expected : at {i}")
                d[k], i = value(i + 1); i = ws(i)
                if s[i] == '}': return d, i + 1
                if s[i] != ',': raise JSONError(f"expected , at {i}")
                i = ws(i + 1)
        if c == '[':
            l = []; i = ws(i + 1)
            if s[i] == ']': return l, i + 1
            while True:
                v, i = value(i); l.append(v); i = ws(i)
                if s[i] == ']': return l, i + 1
                if s[i] != ',': raise JSONError(f"expected , at {i}")
                i += 1
        if c == '"': return string(i)
        for lit, v in (('true', True), ('false', False), ('null', None)):
            if s.startswith(lit, i): return v, i + len(lit)
        j = i
        while j < len(s) and s[j] in '+-0123456789.eE': j += 1
        if i == j: raise JSONError(f"unexpected {c!r} at {i}")
        t = s[i:j]
        return (float(t) if any(x in t for x in '.eE') else int(t)), j
    def string(i):
        if s[i] != '"': raise JSONError(f"expected string at {i}")
        out = []; i += 1
        while s[i] != '"':
            if s[i] == '\\':
                i += 1
                if s[i] == 'u': out.append(chr(int(s[i+1:i+5], 16))); i += 5; continue
                out.append({'n': '\n', 't': '\t', 'r': '\r', 'b': '\b', 'f': '\f'}.get(s[i], s[i]))
            else: out.append(s[i])
            i += 1
        return ''.join(out), i + 1
    v, i = value(0)
    if ws(i) != len(s): raise JSONError(f"extra data at {i}")
    return v
def dump(v, ind=0):
    pad = '  ' * ind
    if v is None: return 'null'
    if v is True: return 'true'
    if v is False: return 'false'
    if isinstance(v, str): return '"' + v.replace('\\', '\\\\').replace('"', '\\"').replace('\n', '\\n') + '"'
    if isinstance(v, (int, float)): return repr(v)
    if isinstance(v, list): return '[' + ', '.join(dump(x, ind + 1) for x in v) + ']'
    if isinstance(v, dict): return '{\n' + ',\n'.join(f'{pad}  {dump(k)}: {dump(x, ind + 1)}' for k, x in v.items()) + f'\n{pad}}}'
    raise TypeError(type(v))
doc = '{"a": [1, 2.5, -3e2, true, false, null], "b": {"c": "x\\n\\u00e9\\"", "d": []}, "e": {}, "big": 123456789012345678901234567890}'
for _ in range(100): v = parse(doc)
print(v); print(dump(v)); assert parse(dump(v)) == v
for bad in ['', '{', '[1,]', '{"a" 1}', '"abc', 'tru', '[1] x', '{1: 2}']:
    try: print(parse(bad))
    except (JSONError, IndexError) as e: print(type(e).__name__, e)
