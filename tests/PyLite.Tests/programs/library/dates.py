"""datetime: making, arithmetic, comparison, zones, text both ways, pickles and classes of the program's own."""
import copy
from datetime import date, datetime, time, timedelta, timezone, tzinfo, UTC

print(date(2024, 2, 29), date(2024, 2, 29) + timedelta(days=366), date(2024, 3, 1) - date(2023, 3, 1), date.fromordinal(730000), date(2021, 1, 3).isocalendar())
print(repr(datetime(2024, 2, 29, 23, 59, 58, 999500)), datetime(1, 1, 1) + timedelta(microseconds=1), datetime.max - datetime.min, date(2000, 1, 1).ctime())
print(timedelta(days=-1, hours=5), repr(timedelta(weeks=1, milliseconds=1.5)), timedelta(minutes=10) / timedelta(seconds=7), timedelta(7) // 2, -timedelta(microseconds=1), timedelta(1) * 1.5, divmod(timedelta(10), timedelta(3)))
for text in ("2011-11-04", "20111104", "2011-W44-5", "2011-11-04T00:05:23", "2011-11-04 00:05:23.283", "20111104T000523,5Z", "2011-11-04T00:05+04:00", "2011W445T00", "nothing"):
    try:
        print(datetime.fromisoformat(text), end="; ")
    except ValueError as e:
        print(e, end="; ")
print(time.fromisoformat("T04:23:01.0005"), date.fromisoformat("2024-W01-1"))
east = timezone(timedelta(hours=5, minutes=30), "IST")
m = datetime(2024, 2, 29, 23, 59, 58, 999500, tzinfo=east)
print(m, m.astimezone(UTC), m.timestamp(), m.utctimetuple()[:6], m == m.astimezone(UTC), hash(m) == hash(m.astimezone(UTC)), m.strftime("%Y-%j %H:%M:%S.%f %z %Z %%"), f"{m:%d %b %y}", m.isoformat(" ", "minutes"))
print(repr(east), timezone.utc, repr(timezone(timedelta(hours=-3))), time(12, 30, tzinfo=east).utcoffset(), time(1) < time(2), m.timetuple()[:9], datetime.combine(date(2020, 5, 6), time(7, 8)))

class Summer(tzinfo):
    def utcoffset(self, dt):
        return timedelta(hours=1) + self.dst(dt)
    def dst(self, dt):
        return timedelta(hours=1 if 4 <= dt.month < 10 else 0)
    def tzname(self, dt):
        return "ST" if self.dst(dt) else "NT"

s = Summer()
print(datetime(2024, 7, 1, 12, tzinfo=s), datetime(2024, 7, 1, 12, tzinfo=UTC).astimezone(s), datetime(2024, 1, 1, tzinfo=s).tzname(), datetime(2024, 7, 1, tzinfo=s) - datetime(2024, 1, 1, tzinfo=s))

class Day(date):
    def __new__(cls, *args):
        return super().__new__(cls, *args)
    def label(self):
        return f"<{self.year}>"

class Moment(datetime):
    pass

d = Day(2024, 5, 6)
n = Moment(2024, 5, 6, 7, tzinfo=UTC)
print(d.label(), (d + timedelta(1)).label(), type(d.replace(year=1)).__name__, repr(d), d == date(2024, 5, 6), type(n + timedelta(1)).__name__, repr(n), isinstance(n, date), type(Moment.fromtimestamp(0, UTC)).__name__)
for x in (date(1, 2, 3), m, time(1, 2, 3, 4, fold=1), timedelta(1, 2, 3), east, d, n):
    print(x.__reduce_ex__(4)[0].__name__, copy.deepcopy(x) == x, end="; ")
print()
for wrong in (
    lambda: date(2023, 2, 29), lambda: date(0, 1, 1), lambda: time(24), lambda: datetime(2024, 1, 1, tzinfo=3), lambda: date.max + timedelta(1), lambda: timedelta(10 ** 9), lambda: m < datetime(2024, 1, 1),
    lambda: m - datetime(2024, 1, 1), lambda: date(2024, 1, 1) < datetime(2024, 1, 1), lambda: timezone(timedelta(1)), lambda: date(2024, 1, 1) + 1, lambda: timedelta("1"), lambda: m.isoformat(timespec="x"),
    lambda: tzinfo().utcoffset(None), lambda: timedelta(1) / 0, lambda: datetime.fromtimestamp(1e20), lambda: date(2024, 1), lambda: date.fromisocalendar(2024, 54, 1),
):
    try:
        print(wrong())
    except Exception as e:
        print(type(e).__name__, e)
