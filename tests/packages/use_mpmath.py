"""Numbers of any precision."""
from mpmath import (mp, mpf, mpc, pi, e, sqrt, quad, findroot, zeta, gamma, exp, log, sin, matrix, lu_solve, det, taylor, polyroots, nsum, inf, diff, bernoulli,
                    odefun, identify, hyp2f1, besselj, ellipk, nstr, iv, workdps, factorial, chop, fsum, plot, erf, lambertw, eig, qr, inverse)

mp.dps = 50
print(pi, e, sqrt(2), exp(1) - e, log(10))
print(mpf("0.1") + mpf("0.2"), mpf(1) / 3, mpc(1, 2) ** 2, abs(mpc(3, 4)), mpf("1e1000") * 2, nstr(pi, 10))
print(quad(lambda x: exp(-x ** 2), [-inf, inf]) ** 2, findroot(lambda x: x ** 3 - x - 1, 1.3), zeta(3), gamma(mpf(1) / 2) ** 2 - pi)
mp.dps = 20
print(lu_solve(matrix([[1, 2], [3, 4]]), matrix([5, 6])), det(matrix([[1, 2], [3, 4]])), inverse(matrix([[2, 1], [1, 3]])))
print(taylor(sin, 0, 5), polyroots([1, -6, 11, -6]), nsum(lambda n: 1 / n ** 2, [1, inf]), diff(lambda x: x ** 3, 2), bernoulli(20))
print(hyp2f1(1, 2, 3, 0.5), besselj(0, 1), ellipk(0.5), identify(1.6180339887498948), erf(1), lambertw(1), factorial(30))
f = odefun(lambda x, y: y, 0, 1)
print(f(1), iv.mpf([1, 2]) + iv.mpf([3, 4]), chop(mpc(1, 1e-30)))
with workdps(100):
    print(+pi)
print(eig(matrix([[2, 0], [0, 3]]))[0], qr(matrix([[1, 2], [3, 4]]))[1][0, 0], fsum([mpf("0.1")] * 10), repr(mpf(2)), mpf("inf"), mpf("nan"), -mpf(0))
mp.dps = 300
print(sum(mpf(1) / factorial(k) for k in range(150)) - e < mpf(10) ** -250, str(pi)[-20:])
