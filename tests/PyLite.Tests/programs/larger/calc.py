# A tokenizer and a calculator with operator precedence.
class Token:
    __slots__ = ('kind', 'value', 'pos')
    def __init__(self, kind, value, pos): self.kind, self.value, self.pos = kind, value, pos
    def __repr__(self): return f"Token({self.kind!r}, {self.value!r}, {self.pos})"
class CalcError(Exception):
    def __init__(self, msg, pos):
        super().__init__(f"{msg} at {pos}")
        self.pos = pos
def tokenize(text):
    i = 0
    while i < len(text):
        c = text[i]
        if c.isspace(): i += 1; continue
        if c.isdigit() or c == '.':
            j = i
            while j < len(text) and (text[j].isdigit() or text[j] == '.'): j += 1
            s = text[i:j]
            yield Token('num', float(s) if '.' in s else int(s), i); i = j; continue
        if c.isalpha() or c == '_':
            j = i
            while j < len(text) and (text[j].isalnum() or text[j] == '_'): j += 1
            yield Token('name', text[i:j], i); i = j; continue
        for op in ('**', '//', '==', '<=', '+', '-', '*', '/', '%', '(', ')', ',', '=', '<'):
            if text.startswith(op, i): yield Token(op, op, i); i += len(op); break
        else: raise CalcError(f"bad char {c!r}", i)
    yield Token('end', None, i)
class Parser:
    BIN = {'==': 1, '<': 1, '<=': 1, '+': 2, '-': 2, '*': 3, '/': 3, '//': 3, '%': 3, '**': 5}
    def __init__(self, text, env): self.t = list(tokenize(text)); self.i = 0; self.env = env
    @property
    def cur(self): return self.t[self.i]
    def eat(self, kind=None):
        t = self.cur
        if kind and t.kind != kind: raise CalcError(f"expected {kind}, got {t.kind}", t.pos)
        self.i += 1
        return t
    def stmt(self):
        if self.cur.kind == 'name' and self.t[self.i + 1].kind == '=':
            n = self.eat().value; self.eat('='); v = self.expr(); self.env[n] = v
        else: v = self.expr()
        self.eat('end'); return v
    def expr(self, prec=0):
        l = self.unary()
        while (p := self.BIN.get(self.cur.kind, 0)) > prec:
            op = self.eat().kind
            r = self.expr(p if op != '**' else p - 1)
            l = {'+': lambda: l + r, '-': lambda: l - r, '*': lambda: l * r, '/': lambda: l / r, '//': lambda: l // r, '%': lambda: l % r, '**': lambda: l ** r, '==': lambda: l == r, '<': lambda: l < r, '<=': lambda: l <= r}[op]()
        return l
    def unary(self):
        if self.cur.kind == '-': self.eat(); return -self.expr(4)
        if self.cur.kind == '(':
            self.eat(); v = self.expr(); self.eat(')'); return v
        t = self.eat()
        if t.kind == 'num': return t.value
        if t.kind == 'name':
            if self.cur.kind == '(':
                self.eat(); args = []
                while self.cur.kind != ')':
                    args.append(self.expr())
                    if self.cur.kind == ',': self.eat()
                self.eat(')')
                return self.env[t.value](*args)
            try: return self.env[t.value]
            except KeyError: raise CalcError(f"unknown {t.value}", t.pos) from None
        raise CalcError(f"unexpected {t.kind}", t.pos)
env = {'max': max, 'min': min, 'abs': abs, 'pi': 3.14159}
for k in range(60):
    for src in ['1+2*3', '(1+2)*3', '2**3**2', '-2**2', '10//3%2', 'x = 5', 'x*x - 1', 'max(1, x, 3)', '1/0', '1 +', 'foo', '3 $ 4', 'abs(-7.5)', '2*pi*x', 'y = 2**70', 'y//3', '(1', '1 < 2', '3 <= 2', '1.5.5']:
        try: r = Parser(src, env).stmt()
        except CalcError as e: r = f"error: {e}"
        except (ZeroDivisionError, ValueError) as e: r = f"{type(e).__name__}: {e}"
        if k in (0, 59): print(f"{src:>12} => {r}")
