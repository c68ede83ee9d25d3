"""Means, medians, spreads and other numbers about data."""

import math
import random
from bisect import bisect_left, bisect_right
from collections import Counter, namedtuple
from fractions import Fraction
from operator import itemgetter

__all__ = ['NormalDist', 'StatisticsError', 'correlation', 'covariance', 'fmean', 'geometric_mean', 'harmonic_mean', 'linear_regression', 'mean',
           'median', 'median_grouped', 'median_high', 'median_low', 'mode', 'multimode', 'pstdev', 'pvariance', 'quantiles', 'stdev', 'variance']


class StatisticsError(ValueError):
    """The data are not enough, or not right."""


def _ratio(x):
    """An exact ratio; None for what is no finite number."""
    try:
        return Fraction(*x.as_integer_ratio())
    except AttributeError:
        raise TypeError("can't convert type '%s' to numerator/denominator" % type(x).__name__) from None
    except (OverflowError, ValueError):
        return None


def _type_of(types):
    """The type that a result about data of these types is of."""
    result = int
    for t in types:
        if t is bool or t is result or issubclass(result, t) and t is not int:
            continue
        if result is int or issubclass(t, result):
            result = t
        elif issubclass(t, int) or issubclass(result, t):
            continue
        elif issubclass(result, Fraction) and issubclass(t, float):
            result = t
        elif issubclass(t, Fraction) and issubclass(result, float):
            continue
        else:
            raise TypeError("don't know how to coerce %s and %s" % (result.__name__, t.__name__))
    return result


def _sums(data):
    """How many, the type, the exact sum; a sum that is no finite number is a float."""
    count = 0
    types = []
    total = Fraction(0)
    strange = None
    sums = {}
    for x in data:
        count += 1
        if type(x) not in types:
            types.append(type(x))
        if isinstance(x, float) and not math.isfinite(x):
            strange = x if strange is None else strange + x
            continue
        if isinstance(x, int):
            n, d = int(x), 1
        else:
            ratio = _ratio(x)
            if ratio is None:
                strange = x if strange is None else strange + x
                continue
            n, d = ratio.numerator, ratio.denominator
        sums[d] = sums.get(d, 0) + n
    for d, n in sums.items():
        total += Fraction(n, d)
    return count, _type_of(types), total if strange is None else strange


def _as(value, t):
    """A fraction as a number of the type."""
    if type(value) is t:
        return value
    if issubclass(t, int) and getattr(value, 'denominator', 1) != 1:
        t = float
    if not isinstance(value, Fraction):
        return value if isinstance(value, t) else float(value) if t is int else t(value)
    try:
        return t(value)
    except TypeError:
        return t(value.numerator) / t(value.denominator)


def mean(data):
    """The average, exact."""
    count, t, total = _sums(data)
    if count < 1:
        raise StatisticsError('mean requires at least one data point')
    return _as(total / count, t)


def fmean(data, weights=None):
    """The average as a float."""
    data = list(data)
    if weights is None:
        if not data:
            raise StatisticsError('fmean requires at least one data point')
        return math.fsum(data) / len(data)
    weights = list(weights)
    if len(weights) != len(data):
        raise StatisticsError('data and weights must be the same length')
    total = math.fsum(weights)
    if not total:
        raise StatisticsError('sum of weights must be non-zero')
    return math.fsum([x * w for x, w in zip(data, weights)]) / total


def geometric_mean(data):
    try:
        return math.exp(fmean(map(math.log, data)))
    except ValueError:
        raise StatisticsError('geometric mean requires a non-empty dataset containing positive numbers') from None


def harmonic_mean(data, weights=None):
    data = list(data)
    if not data:
        raise StatisticsError('harmonic_mean requires at least one data point')
    if len(data) == 1 and weights is None:
        if data[0] < 0:
            raise StatisticsError('harmonic mean does not support negative values')
        return data[0]
    if weights is None:
        weights = [1] * len(data)
    else:
        weights = list(weights)
        if len(weights) != len(data):
            raise StatisticsError('Number of weights does not match data size')
    if any(x < 0 for x in data):
        raise StatisticsError('harmonic mean does not support negative values')
    if any(not x for x in data):
        return 0
    _, t, total = _sums([w / x if w else 0 for x, w in zip(data, weights)])
    if total <= 0:
        raise StatisticsError('Weighted sum must be positive')
    return _as(_sums(weights)[2] / total, t)


def _sorted(data):
    data = sorted(data)
    if not data:
        raise StatisticsError('no median for empty data')
    return data


def median(data):
    """The middle of the data; of two middle ones the average."""
    data = _sorted(data)
    n = len(data)
    return data[n // 2] if n % 2 else (data[n // 2 - 1] + data[n // 2]) / 2


def median_low(data):
    data = _sorted(data)
    return data[(len(data) - 1) // 2]


def median_high(data):
    data = _sorted(data)
    return data[len(data) // 2]


def median_grouped(data, interval=1):
    """The median of data that are middles of intervals."""
    data = _sorted(data)
    n = len(data)
    x = data[n // 2]
    i = bisect_left(data, x)
    j = bisect_right(data, x, lo=i)
    try:
        interval = float(interval)
        x = float(x)
    except ValueError:
        raise TypeError('Value cannot be converted to a float') from None
    return x - interval / 2.0 + interval * (n / 2 - i) / (j - i)


def mode(data):
    """What is there most often; the first of several."""
    pairs = Counter(iter(data)).most_common(1)
    if not pairs:
        raise StatisticsError('no mode for empty data')
    return pairs[0][0]


def multimode(data):
    """All that are there most often."""
    counts = Counter(iter(data))
    if not counts:
        return []
    most = max(counts.values())
    return [value for value, count in counts.items() if count == most]


def quantiles(data, *, n=4, method='exclusive'):
    """The places that cut the data into n parts of the same size."""
    if n < 1:
        raise StatisticsError('n must be at least 1')
    data = sorted(data)
    size = len(data)
    if size < 2:
        raise StatisticsError('must have at least two data points')
    result = []
    if method == 'inclusive':
        for i in range(1, n):
            j, delta = divmod(i * (size - 1), n)
            result.append((data[j] * (n - delta) + data[j + 1] * delta) / n)
        return result
    if method == 'exclusive':
        for i in range(1, n):
            j = min(max(i * (size + 1) // n, 1), size - 1)
            delta = i * (size + 1) - j * n
            result.append((data[j - 1] * (n - delta) + data[j] * delta) / n)
        return result
    raise ValueError('Unknown method: %r' % method)


def _squares(data, center=None):
    """How many, the type, and the exact sum of the squares of the differences from the center or the mean."""
    data = list(data)
    count, t, total = _sums(data)
    if not count:
        return 0, t, Fraction(0), Fraction(0)
    if not isinstance(total, Fraction):
        return count, t, total - total, total / count
    middle = total / count if center is None else _ratio(center)
    squares = sum([_ratio(x) ** 2 for x in data], Fraction(0))
    return count, t, squares - 2 * middle * total + count * middle * middle, middle


def variance(data, xbar=None):
    """The variance of a sample."""
    count, t, squares, _ = _squares(data, xbar)
    if count < 2:
        raise StatisticsError('variance requires at least two data points')
    return _as(squares / (count - 1), t)


def pvariance(data, mu=None):
    """The variance of a whole population."""
    count, t, squares, _ = _squares(data, mu)
    if count < 1:
        raise StatisticsError('pvariance requires at least one data point')
    return _as(squares / count, t)


def _root(x):
    """The float nearest to the square root of a fraction."""
    if not isinstance(x, Fraction):
        return math.sqrt(x)
    n, d = x.numerator, x.denominator
    shift = (n.bit_length() - d.bit_length() - 109) // 2
    if shift >= 0:
        whole = math.isqrt(n // (d << 2 * shift))
        return float(_odd(whole, whole * whole * (d << 2 * shift) != n) << shift)
    scaled = n << -2 * shift
    whole = math.isqrt(scaled // d)
    return _odd(whole, whole * whole * d != scaled) / (1 << -shift)


def _odd(whole, is_inexact):
    return whole | 1 if is_inexact else whole


def stdev(data, xbar=None):
    """The square root of the variance of a sample."""
    count, t, squares, _ = _squares(data, xbar)
    if count < 2:
        raise StatisticsError('stdev requires at least two data points')
    return _deviation(squares / (count - 1), t)


def pstdev(data, mu=None):
    """The square root of the variance of a whole population."""
    count, t, squares, _ = _squares(data, mu)
    if count < 1:
        raise StatisticsError('pstdev requires at least one data point')
    return _deviation(squares / count, t)


def _deviation(square, t):
    if t.__name__ == 'Decimal':
        return _as(square, t).sqrt()
    return _root(square)


def covariance(x, y, /):
    n = len(x)
    if len(y) != n:
        raise StatisticsError('covariance requires that both inputs have same number of data points')
    if n < 2:
        raise StatisticsError('covariance requires at least two data points')
    xbar = math.fsum(x) / n
    ybar = math.fsum(y) / n
    return math.fsum([(xi - xbar) * (yi - ybar) for xi, yi in zip(x, y)]) / (n - 1)


def correlation(x, y, /):
    """Pearson's coefficient."""
    n = len(x)
    if len(y) != n:
        raise StatisticsError('correlation requires that both inputs have same number of data points')
    if n < 2:
        raise StatisticsError('correlation requires at least two data points')
    xbar = math.fsum(x) / n
    ybar = math.fsum(y) / n
    sxy = math.fsum([(xi - xbar) * (yi - ybar) for xi, yi in zip(x, y)])
    sxx = math.fsum([(xi - xbar) ** 2.0 for xi in x])
    syy = math.fsum([(yi - ybar) ** 2.0 for yi in y])
    try:
        return sxy / math.sqrt(sxx * syy)
    except ZeroDivisionError:
        raise StatisticsError('at least one of the inputs is constant')


LinearRegression = namedtuple('LinearRegression', ('slope', 'intercept'))


def linear_regression(x, y, /, *, proportional=False):
    """The line y = slope * x + intercept that is nearest to the points."""
    n = len(x)
    if len(y) != n:
        raise StatisticsError('linear regression requires that both inputs have same number of data points')
    if n < 2:
        raise StatisticsError('linear regression requires at least two data points')
    xbar = ybar = 0.0
    if proportional:
        sxy = math.fsum([xi * yi for xi, yi in zip(x, y)])
        sxx = math.fsum([xi * xi for xi in x])
    else:
        xbar = math.fsum(x) / n
        ybar = math.fsum(y) / n
        sxy = math.fsum([(xi - xbar) * (yi - ybar) for xi, yi in zip(x, y)])
        sxx = math.fsum([(xi - xbar) ** 2.0 for xi in x])
    try:
        slope = sxy / sxx
    except ZeroDivisionError:
        raise StatisticsError('x is constant')
    return LinearRegression(slope=slope, intercept=0.0 if proportional else ybar - slope * xbar)


class NormalDist:
    """A normal distribution of a mean and a standard deviation."""

    __slots__ = {'_mu': 'Arithmetic mean of a normal distribution', '_sigma': 'Standard deviation of a normal distribution'}

    def __init__(self, mu=0.0, sigma=1.0):
        if sigma < 0.0:
            raise StatisticsError('sigma must be non-negative')
        self._mu = float(mu)
        self._sigma = float(sigma)

    @classmethod
    def from_samples(cls, data):
        count, _, squares, middle = _squares(data)
        if count < 2:
            raise StatisticsError('stdev requires at least two data points')
        return cls(float(middle), _root(squares / (count - 1)))

    def samples(self, n, *, seed=None):
        gauss = random.gauss if seed is None else random.Random(seed).gauss
        return [gauss(self._mu, self._sigma) for _ in range(n)]

    def pdf(self, x):
        variance = self._sigma * self._sigma
        if not variance:
            raise StatisticsError('pdf() not defined when sigma is zero')
        return math.exp((x - self._mu) ** 2.0 / (-2.0 * variance)) / math.sqrt(math.tau * variance)

    def cdf(self, x):
        if not self._sigma:
            raise StatisticsError('cdf() not defined when sigma is zero')
        return 0.5 * (1.0 + math.erf((x - self._mu) / (self._sigma * math.sqrt(2.0))))

    def inv_cdf(self, p):
        if p <= 0.0 or p >= 1.0:
            raise StatisticsError('p must be in the range 0.0 < p < 1.0')
        if self._sigma <= 0.0:
            raise StatisticsError('cdf() not defined when sigma at or below zero')
        # Halving, then Newton's method, on the standard distribution's nearer tail.
        tail = min(p, 1.0 - p)
        low, high = -40.0, 0.0
        for _ in range(60):
            middle = (low + high) / 2
            if 0.5 * math.erfc(-middle / math.sqrt(2.0)) < tail:
                low = middle
            else:
                high = middle
        z = (low + high) / 2
        for _ in range(3):
            density = math.exp(-z * z / 2) / math.sqrt(math.tau)
            if density:
                z -= (0.5 * math.erfc(-z / math.sqrt(2.0)) - tail) / density
        if p == 0.5:
            z = 0.0
        return self._mu + (z if p <= 0.5 else -z) * self._sigma

    def quantiles(self, n=4):
        return [self.inv_cdf(i / n) for i in range(1, n)]

    def zscore(self, x):
        if not self._sigma:
            raise StatisticsError('zscore() not defined when sigma is zero')
        return (x - self._mu) / self._sigma

    def overlap(self, other):
        """How much of the area below the two curves is below both."""
        if not isinstance(other, NormalDist):
            raise TypeError('Expected another NormalDist instance')
        x, y = self, other
        if (y._sigma, y._mu) < (x._sigma, x._mu):
            x, y = y, x
        xv, yv = x.variance, y.variance
        if not xv or not yv:
            raise StatisticsError('overlap() not defined when sigma is zero')
        dv = yv - xv
        dm = abs(y._mu - x._mu)
        if not dv:
            return 1.0 - math.erf(dm / (2.0 * x._sigma * math.sqrt(2.0)))
        a = x._mu * yv - y._mu * xv
        b = x._sigma * y._sigma * math.sqrt(dm * dm + dv * math.log(yv / xv))
        return 1.0 - (abs(y.cdf((a + b) / dv) - x.cdf((a + b) / dv)) + abs(y.cdf((a - b) / dv) - x.cdf((a - b) / dv)))

    mean = property(lambda self: self._mu)
    median = property(lambda self: self._mu)
    mode = property(lambda self: self._mu)
    stdev = property(lambda self: self._sigma)
    variance = property(lambda self: self._sigma * self._sigma)

    def __add__(self, other):
        if isinstance(other, NormalDist):
            return NormalDist(self._mu + other._mu, math.hypot(self._sigma, other._sigma))
        return NormalDist(self._mu + other, self._sigma)

    def __sub__(self, other):
        if isinstance(other, NormalDist):
            return NormalDist(self._mu - other._mu, math.hypot(self._sigma, other._sigma))
        return NormalDist(self._mu - other, self._sigma)

    def __mul__(self, factor):
        return NormalDist(self._mu * factor, self._sigma * abs(factor))

    def __truediv__(self, divisor):
        return NormalDist(self._mu / divisor, self._sigma / abs(divisor))

    def __pos__(self):
        return NormalDist(self._mu, self._sigma)

    def __neg__(self):
        return NormalDist(-self._mu, self._sigma)

    __radd__ = __add__

    def __rsub__(self, other):
        return -(self - other)

    __rmul__ = __mul__

    def __eq__(self, other):
        if not isinstance(other, NormalDist):
            return NotImplemented
        return self._mu == other._mu and self._sigma == other._sigma

    def __hash__(self):
        return hash((self._mu, self._sigma))

    def __repr__(self):
        return '%s(mu=%r, sigma=%r)' % (type(self).__name__, self._mu, self._sigma)
