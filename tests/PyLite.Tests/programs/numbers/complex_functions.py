# The module cmath.

import cmath
zs = [1, -1, 1j, -1j, 0.5+0.5j, 2-3j, 1e-10+1e-10j, -2.5+0.1j, 100+3j]
for n in "sqrt exp log log10 sin cos tan asin acos atan sinh cosh tanh asinh acosh atanh phase polar".split():
    f = getattr(cmath, n)
    for z in zs:
        try: 
            r = f(z)
            if isinstance(r, complex): r = complex(float("%.12g" % r.real), float("%.12g" % r.imag))
            print(n, z, r)
        except (ValueError, OverflowError) as e: print(n, z, type(e).__name__, e)
print(cmath.rect(1, 2), cmath.isclose(1, 1+1e-12j), cmath.isfinite(1j), cmath.isinf(complex("inf")), cmath.isnan(cmath.nanj), cmath.infj, cmath.pi)
for f, a in ((cmath.log, (0,)), (cmath.log, (2, 10)), (cmath.exp, (1000,)), (cmath.sqrt, ("a",)), (cmath.cosh, (1000+1j,)), (cmath.isclose, (1, 2, 3))):
    try: print(f(*a))
    except Exception as e: print(type(e).__name__, e)
