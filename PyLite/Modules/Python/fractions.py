"""Rational numbers of any size."""

import math
import numbers
import operator
import re

__all__ = ['Fraction']

_text = re.compile(r'''
    \A\s*(?P<sign>[-+]?)(?=\d|\.\d)(?P<num>\d*|\d+(_\d+)*)
    (?:(?:/(?P<denom>\d+(_\d+)*))?
    | (?:\.(?P<decimal>\d*|\d+(_\d+)*))?(?:E(?P<exp>[-+]?\d+(_\d+)*))?)
    \s*\Z''', re.VERBOSE | re.IGNORECASE)


class Fraction(numbers.Rational):
    """Fraction(numerator, denominator), or of a text, a float, a decimal or another fraction."""

    __slots__ = ('_numerator', '_denominator')

    def __new__(cls, numerator=0, denominator=None, *, _normalize=True):
        self = super().__new__(cls)
        if denominator is None:
            if type(numerator) is int:
                n, d = numerator, 1
            elif isinstance(numerator, numbers.Rational):
                n, d = numerator.numerator, numerator.denominator
            elif isinstance(numerator, str):
                n, d = _parsed(numerator)
            elif isinstance(numerator, float) or hasattr(numerator, 'as_integer_ratio'):
                n, d = numerator.as_integer_ratio()
            else:
                raise TypeError("argument should be a string or a Rational instance")
        elif type(numerator) is int is type(denominator):
            n, d = numerator, denominator
        elif isinstance(numerator, numbers.Rational) and isinstance(denominator, numbers.Rational):
            n, d = numerator.numerator * denominator.denominator, denominator.numerator * numerator.denominator
        else:
            raise TypeError("both arguments should be Rational instances")
        if d == 0:
            raise ZeroDivisionError('Fraction(%s, 0)' % n)
        if _normalize:
            divisor = math.gcd(n, d)
            if d < 0:
                divisor = -divisor
            n //= divisor
            d //= divisor
        self._numerator = n
        self._denominator = d
        return self

    @classmethod
    def from_float(cls, f):
        if isinstance(f, numbers.Integral):
            return cls(f)
        if not isinstance(f, float):
            raise TypeError("%s.from_float() only takes floats, not %r (%s)" % (cls.__name__, f, type(f).__name__))
        return cls(*f.as_integer_ratio())

    @classmethod
    def from_decimal(cls, dec):
        if isinstance(dec, numbers.Integral):
            return cls(int(dec))
        return cls(*dec.as_integer_ratio())

    @property
    def numerator(self):
        return self._numerator

    @property
    def denominator(self):
        return self._denominator

    def as_integer_ratio(self):
        return self._numerator, self._denominator

    def limit_denominator(self, max_denominator=1000000):
        """The nearest fraction with a denominator of at most that."""
        if max_denominator < 1:
            raise ValueError("max_denominator should be at least 1")
        if self._denominator <= max_denominator:
            return Fraction(self)
        # Convergents of the continued fraction, up to the last small enough one.
        n, d = self._numerator, self._denominator
        before = 0, 1
        last = 1, 0
        while True:
            whole = n // d
            next_denominator = before[1] + whole * last[1]
            if next_denominator > max_denominator:
                break
            before, last = last, (before[0] + whole * last[0], next_denominator)
            n, d = d, n - whole * d
        times = (max_denominator - before[1]) // last[1]
        between = Fraction(before[0] + times * last[0], before[1] + times * last[1])
        convergent = Fraction(*last)
        return convergent if abs(convergent - self) <= abs(between - self) else between

    def __repr__(self):
        return '%s(%s, %s)' % (self.__class__.__name__, self._numerator, self._denominator)

    def __str__(self):
        return str(self._numerator) if self._denominator == 1 else '%s/%s' % (self._numerator, self._denominator)

    def _operation(exact, inexact):
        def forward(a, b):
            if isinstance(b, Fraction):
                return exact(a, b)
            if isinstance(b, int):
                return exact(a, Fraction(b))
            if isinstance(b, float):
                return inexact(float(a), b)
            if isinstance(b, complex):
                return inexact(complex(a), b)
            return NotImplemented

        def backward(b, a):
            if isinstance(a, numbers.Rational):
                return exact(Fraction(a), b)
            if isinstance(a, numbers.Real):
                return inexact(float(a), float(b))
            if isinstance(a, numbers.Complex):
                return inexact(complex(a), complex(b))
            return NotImplemented
        forward.__name__ = '__' + inexact.__name__ + '__'
        backward.__name__ = '__r' + inexact.__name__ + '__'
        return forward, backward

    def _add(a, b):
        return Fraction(a._numerator * b._denominator + b._numerator * a._denominator, a._denominator * b._denominator)

    def _sub(a, b):
        return Fraction(a._numerator * b._denominator - b._numerator * a._denominator, a._denominator * b._denominator)

    def _mul(a, b):
        return Fraction(a._numerator * b._numerator, a._denominator * b._denominator)

    def _div(a, b):
        return Fraction(a._numerator * b._denominator, a._denominator * b._numerator)

    def _floordiv(a, b):
        return (a._numerator * b._denominator) // (a._denominator * b._numerator)

    def _divmod(a, b):
        whole = a._floordiv(b)
        return whole, a._mod(b)

    def _mod(a, b):
        return Fraction((a._numerator * b._denominator) % (b._numerator * a._denominator), a._denominator * b._denominator)

    __add__, __radd__ = _operation(_add, operator.add)
    __sub__, __rsub__ = _operation(_sub, operator.sub)
    __mul__, __rmul__ = _operation(_mul, operator.mul)
    __truediv__, __rtruediv__ = _operation(_div, operator.truediv)
    __floordiv__, __rfloordiv__ = _operation(_floordiv, operator.floordiv)
    __divmod__, __rdivmod__ = _operation(_divmod, divmod)
    __mod__, __rmod__ = _operation(_mod, operator.mod)

    def __pow__(a, b):
        if not isinstance(b, numbers.Rational):
            return float(a) ** b
        if b.denominator != 1:
            return float(a) ** float(b)
        power = b.numerator
        if power >= 0:
            return Fraction(a._numerator ** power, a._denominator ** power, _normalize=False)
        if a._numerator == 0:
            raise ZeroDivisionError('Fraction(%s, 0)' % a._denominator ** -power)
        n, d = a._denominator ** -power, a._numerator ** -power
        return Fraction(n, d) if d > 0 else Fraction(-n, -d)

    def __rpow__(b, a):
        if b._denominator == 1 and b._numerator >= 0:
            return a ** b._numerator
        if isinstance(a, numbers.Rational):
            return Fraction(a.numerator, a.denominator) ** b
        return a ** b._numerator if b._denominator == 1 else a ** float(b)

    def __pos__(self):
        return Fraction(self._numerator, self._denominator, _normalize=False)

    def __neg__(self):
        return Fraction(-self._numerator, self._denominator, _normalize=False)

    def __abs__(self):
        return Fraction(abs(self._numerator), self._denominator, _normalize=False)

    def __int__(self):
        return -(-self._numerator // self._denominator) if self._numerator < 0 else self._numerator // self._denominator

    __trunc__ = __int__

    def __floor__(self):
        return self._numerator // self._denominator

    def __ceil__(self):
        return -(-self._numerator // self._denominator)

    def __round__(self, ndigits=None):
        if ndigits is None:
            whole, rest = divmod(self._numerator, self._denominator)
            if rest * 2 < self._denominator or rest * 2 == self._denominator and whole % 2 == 0:
                return whole
            return whole + 1
        shift = 10 ** abs(ndigits)
        return Fraction(round(self * shift), shift) if ndigits > 0 else Fraction(round(self / shift) * shift)

    def __hash__(self):
        try:
            inverse = pow(self._denominator, -1, (1 << 61) - 1)
        except ValueError:
            value = 314159
        else:
            value = hash(hash(abs(self._numerator)) * inverse)
        value = value if self._numerator >= 0 else -value
        return -2 if value == -1 else value

    def __eq__(a, b):
        if type(b) is int:
            return a._numerator == b and a._denominator == 1
        if isinstance(b, numbers.Rational):
            return a._numerator == b.numerator and a._denominator == b.denominator
        if isinstance(b, numbers.Complex) and b.imag == 0:
            b = b.real
        if isinstance(b, float):
            return 0.0 == b if math.isnan(b) or math.isinf(b) else a == a.from_float(b)
        return NotImplemented

    def _compared(self, other, op):
        if isinstance(other, numbers.Rational):
            return op(self._numerator * other.denominator, self._denominator * other.numerator)
        if isinstance(other, float):
            if math.isnan(other) or math.isinf(other):
                return op(0.0, other)
            return op(self, self.from_float(other))
        return NotImplemented

    def __lt__(self, other):
        return self._compared(other, operator.lt)

    def __gt__(self, other):
        return self._compared(other, operator.gt)

    def __le__(self, other):
        return self._compared(other, operator.le)

    def __ge__(self, other):
        return self._compared(other, operator.ge)

    def __bool__(self):
        return bool(self._numerator)

    def __reduce__(self):
        return self.__class__, (self._numerator, self._denominator)

    def __copy__(self):
        return self if type(self) is Fraction else self.__class__(self._numerator, self._denominator)

    def __deepcopy__(self, memo):
        return self.__copy__()


def _parsed(text):
    m = _text.match(text)
    if m is None:
        raise ValueError('Invalid literal for Fraction: %r' % text)
    n = int(m['num'] or '0')
    d = 1
    if m['denom']:
        d = int(m['denom'])
    else:
        if m['decimal']:
            decimal = m['decimal'].replace('_', '')
            d = 10 ** len(decimal)
            n = n * d + int(decimal)
        if m['exp']:
            exponent = int(m['exp'])
            if exponent >= 0:
                n *= 10 ** exponent
            else:
                d *= 10 ** -exponent
    return (-n if m['sign'] == '-' else n), d
