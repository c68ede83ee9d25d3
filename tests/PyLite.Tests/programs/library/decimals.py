"""decimal: arithmetic, rounding, contexts, signals, text and the other kinds of numbers."""
import copy
from decimal import *
from decimal import Context, localcontext
from fractions import Fraction

D = Decimal
print(D(1) / 3, D("1.10") + 2, 3 - D("0.5"), D("12.5") * D("-4"), D(7) // -2, D(-7) % 3, divmod(D(17), 5), 2 ** D(10), D(2) ** D("0.5"))
print(D("1e28") + 1, D("1e-30") + 1, D("9" * 28) + D("0.5"), D("123456789012345678901234567890") * D("987654321098765432109876543210"))
print(D(2).sqrt(), D(2).ln(), D(1).exp(), D(1000).log10(), D("0.001").log10(), D(3).log10())
for mode in (ROUND_UP, ROUND_DOWN, ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, ROUND_HALF_DOWN, ROUND_HALF_EVEN, ROUND_05UP):
    print(mode, [str(D(x).quantize(D("0.1"), rounding=mode)) for x in ("1.25", "-1.25", "1.35", "1.01", "-0.04", "2.5501")])
print(D("100").normalize(), D("1E+3").to_eng_string(), D("123.4500").normalize(), D("5E-8"), D("1E-6"), D("0E+7"), D("-0.00"), D("12E+4").to_eng_string())
print(D("1.5").as_tuple(), D("-inf").as_tuple(), D("1.25").as_integer_ratio(), D(0.1), D.from_float(0.5), D((1, (1, 2, 3), -2)), D(" 1_000.5 "))
print(D("2.50") == 2.5 == D(5) / 2, hash(D("2.50")) == hash(2.5) == hash(Fraction(5, 2)), D(10 ** 30) == 10 ** 30, D("0.1") == 0.1, D(1) < Fraction(4, 3), sorted([D("1.5"), 1, 1.25]))
print(int(D("-3.7")), round(D("2.5")), round(D("2.675"), 2), float(D("0.1")), bool(D("0.00")), abs(D(-3)), -D(0), +D("1.0"), complex(D("1.5")))
print(D("nan"), D("sNaN12"), D("nan") == D("nan"), D("inf") > 1, D("-inf").is_signed(), D("1e-400").adjusted(), D(3).compare(D("NaN")), D("-0").number_class())
print(*(format(D("-1234567.891"), s) for s in ("", ".2f", ",.1f", "e", ".3g", "%", ">20", "*^20.1f", "+.0f", "020,.2f", "n")), sep="|")
print(f"{D('0.00'):.3e} {D('1E+5'):f} {D('12.30'):.1%} {D('nan'):010} {D('-0.04'):z.1f} {D('3'):=+8}")

with localcontext() as c:
    c.prec = 5
    print(D(1) / 7, c.divide(1, 3), c.create_decimal("3.1415926"), D("3.1415926"))
    c.Emax, c.Emin, c.traps[Overflow] = 10, -10, False
    print(D("9e10") * 10, D("1e-12") / 7, c.flags[Overflow], c.flags[Underflow], c.flags[Subnormal])
with localcontext(prec=3, rounding=ROUND_DOWN):
    print(D(2) / 3)
print(getcontext().prec, Context(prec=9, traps=[Inexact]), copy.copy(getcontext()).rounding)

for wrong in (
    lambda: D(1) / 0, lambda: D(0) / 0, lambda: D("x"), lambda: D("inf") - D("inf"), lambda: D(-1).sqrt(), lambda: D(1) + 1.5, lambda: D("1") < D("nan"), lambda: D("1e999999") * 10,
    lambda: D(10) ** 30 // 1, lambda: int(D("nan")), lambda: D(1).quantize(D("1e-30")), lambda: D({}), lambda: format(D(1), "x"), lambda: hash(D("snan")), lambda: Context(prec=0),
    lambda: Context(rounding="up"), lambda: getcontext().flags["x"], lambda: setattr(getcontext(), "nothing", 1),
):
    try:
        print(wrong())
    except Exception as e:
        print(type(e).__name__, *type(e).__bases__, str(e).partition("\n")[0])

class Money(Decimal):
    def __repr__(self):
        return f"Money({self})"

m = Money("1.50")
print(m, repr(m), type(m + 1).__name__, m == D("1.5"), [m], isinstance(m, Decimal), copy.deepcopy(m) is m, m.__reduce__())

def total(n):
    part = sum_ = D(0)
    for k in range(1, n):
        part = (D(k) * D("1.07")).quantize(D("0.01"))
        if part > 50:
            sum_ += part / 3
    return sum_

print(total(400))
