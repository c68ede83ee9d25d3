# fractions and numbers
import numbers
from fractions import Fraction as F
print(F(1,3)+F(1,6), F('3/4'), F('-1.25e2'), F(0.5), F(3), F('  7 '), repr(F(2,-4)), F(1,3)*3, F(7,2)//1, F(7,2)%1, divmod(F(7,2),F(2,3)), -F(1,2), abs(F(-1,2)), F(1,2)**2, F(1,2)**-3, 2**F(3), 4**F(1,2), F(1,2)**0.5, F(1,2)+0.5, 1-F(1,3), 1/F(1,3), round(F(7,2)), round(F(5,2)), round(F(22,7),2), round(F(12345,10),-2), int(F(-7,2)), F(7,2).__floor__(), F(7,2).__ceil__())
import math; print(math.floor(F(-7,2)), math.ceil(F(-7,2)), math.trunc(F(-7,2)), float(F(1,3)), hash(F(1,2))==hash(0.5), hash(F(3))==hash(3), hash(F(1,3)), F(1,2)==0.5, F(1,2)<0.6, F(1,2)>=F(1,2), F(1,2)!=1, F(3,1)==3, bool(F(0)), F(math.pi).limit_denominator(100), F('3.1415926').limit_denominator(), F(1,3).as_integer_ratio(), F(1,2).numerator, F(5,2)<float('inf'), sorted([F(1,2),F(1,3),1]), sum([F(1,10)]*10), F(1,2)==1j, F(1,2)*1j, F('1_000/3'))
for f in (lambda: F(1,0), lambda: F('x'), lambda: F(1.5,2), lambda: F('1/0'), lambda: F(None), lambda: F(0)**-1, lambda: F(1)<'a', lambda: F(float('nan')), lambda: F(1)/0, lambda: F.from_float('x')):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
print([isinstance(x, numbers.Number) for x in (1,1.0,1j,True,F(1),'a')], isinstance(1,numbers.Integral), isinstance(1.0,numbers.Rational), isinstance(F(1),numbers.Rational), issubclass(bool,numbers.Integral), isinstance(1, numbers.Real), isinstance(1.5, numbers.Complex))
import copy; print(copy.copy(F(1,2)), copy.deepcopy([F(1,2)]), F(1,2).real, F(1,2).imag, F(1,2).conjugate(), complex(F(1,2)))
