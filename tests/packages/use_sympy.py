"""Algebra, calculus, matrices, equations, printing and parsing."""
from sympy import (Eq, Function, I, Integral, Matrix, Poly, Rational, S, Sum, cos, diff, dsolve, exp, expand, factor, factorint, fibonacci, gcd, groebner,
                   integrate, isprime, latex, limit, linsolve, log, nsolve, oo, pi, pprint, prime, roots, series, simplify, sin, solve, sqrt, symbols,
                   sympify, tan, together, apart, trigsimp, nsimplify, lambdify, solveset, Interval, binomial, factorial, zeta, gamma, N, primerange)

x, y, z, n = symbols("x y z n")
print(expand((x + y) ** 5), factor(x ** 6 - 1), simplify((x ** 2 - 1) / (x - 1)), apart(1 / (x ** 2 - 1)), together(1 / x + 1 / y))
print(diff(sin(x) * exp(x), x), integrate(x ** 2 * cos(x), x), integrate(exp(-x ** 2), (x, -oo, oo)), limit(sin(x) / x, x, 0), series(cos(x), x, 0, 8))
print(solve(x ** 2 - 5 * x + 6, x), solve([x + y - 3, x - y - 1], [x, y]), solve(x ** 3 - 2, x), linsolve([x + y + z - 1, x + y + 2 * z - 3], (x, y, z)))
print(Matrix([[1, 2], [3, 4]]).inv(), Matrix([[2, 1], [1, 2]]).eigenvals(), Matrix(3, 3, range(9)).det(), Matrix([[1, 2], [3, 4]]).rref())
print(factorint(2 ** 40 - 1), isprime(2 ** 61 - 1), prime(100), fibonacci(50), gcd(x ** 2 - 1, x ** 2 - 2 * x + 1), list(primerange(10, 30)))
print(Rational(1, 3) + Rational(1, 6), sqrt(8), S("1/2 + sqrt(2)"), pi.evalf(30), N(sqrt(2), 40), (1 + I) ** 4, exp(I * pi))
print(sympify("2*x**2 + sin(y)/3"), Poly(x ** 3 + 2 * x + 1, x).all_coeffs(), roots(x ** 2 + 1), groebner([x * y - 1, x ** 2 + y ** 2 - 4], x, y))
print(trigsimp(sin(x) ** 2 + cos(x) ** 2), nsimplify(0.333333333333333, rational=True), solveset(sin(x), x, Interval(0, 4)), nsolve(cos(x) - x, x, 1))
f = Function("f")
print(dsolve(f(x).diff(x, 2) + f(x), f(x)), Sum(n, (n, 1, 10)).doit(), Sum(1 / n ** 2, (n, 1, oo)).doit(), binomial(10, 3), factorial(20), gamma(S(1) / 2), zeta(2))
print(latex(Integral(sqrt(x) / (1 + x ** 2), x)), latex(Matrix([[x, 1], [0, y]])))
pprint(Integral(x ** 2 / (1 + x), (x, 0, 1)), use_unicode=True)
pprint(Eq(x ** 2, sqrt(y) / 3), use_unicode=False)
print(lambdify((x, y), x ** 2 + sin(y), "math")(3, 0), (x + 1).subs(x, 5), (x * y).free_symbols == {x, y}, Eq(x, 1), x > 3, repr(log(x).rewrite(exp)))
try:
    sympify("x +* 2")
except Exception as e:
    print(type(e).__name__)
