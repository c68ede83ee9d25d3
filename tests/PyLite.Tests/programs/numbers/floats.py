import math
print(1.0, 0.1, 1e16, 1e15, 123456789012345680.0, 1e22, 1e-4, 1e-5, 1.5e300, -0.0, 100.0, 3.14159)
print(0.1 + 0.2, 1 / 3, 2 / 3, 10 / 2, 7.0 // 2, -7.0 // 2, 7.5 % 2, -7.5 % 2, 7.5 % -2, divmod(7.5, 2))
print(float("1.5"), float(" -2e3 "), float("inf"), float("-inf"), float("nan"), float(7), float())
print(1e308 * 10, -1e308 * 10, math.inf - math.inf)
nan = float("nan")
print(nan == nan, nan != nan, nan < 1, 1 < nan, nan > 1, not nan == nan)
print(2.0 ** 0.5, 2 ** 0.5, 4 ** -1, (-8) ** 2.0, 0.0 ** 0)
print(round(2.5), round(3.5), round(-2.5), round(2.675, 2), round(1234.5678, 2), round(1234.5678, -2), round(0.5), round(1.5))
print(int(2.9), int(-2.9), math.floor(-2.5), math.ceil(-2.5), math.trunc(-2.5), math.sqrt(16), math.fabs(-3))
print((0.5).is_integer(), (4.0).is_integer(), (0.75).as_integer_ratio(), (1.5).hex())
print(math.pi, math.e, math.sin(1), math.cos(1), math.atan2(1, 2), math.log(10), math.log10(1000), math.log2(8), math.exp(1))
print(math.hypot(3, 4), math.gcd(12, 18), math.factorial(10), math.isnan(nan), math.isinf(math.inf), math.copysign(1, -0.0), math.fmod(-7, 3))
print(hash(1.0) == hash(1), hash(0.5) == hash(0.5), 1.0 == 1, 1.5 == 1, 0.0 == -0.0)
print(1.0 < 2, 2 > 1.5, 1.5 <= 1.5, max(1, 2.5), min(1, 0.5), sum([0.5, 1.5]), abs(-1.5))
print(1e100, 1.7976931348623157e308, 5e-324, 2.2250738585072014e-308, 9007199254740993.0)
print(repr(0.1), str(1e6), "%s" % 2.50, 3.0 == int(3.0), 1.0 // 0.3, 5 // 0.5)
print(1_0.5, .5, 5., 1e3, 1E-3)

# the sign of a NaN
import math
nan = float("nan")
print(math.copysign(1, nan), math.copysign(1, float("-nan")), math.copysign(1, math.nan), math.copysign(2.5, -nan), nan, -nan, [float("+NaN")])
