"""Dates: parsing, rules, time zones, relative deltas."""
from datetime import date, datetime, timedelta, timezone
from dateutil import easter, parser, relativedelta, rrule, tz, utils
from dateutil.relativedelta import relativedelta as rd, MO, FR
from dateutil.rrule import DAILY, MONTHLY, WEEKLY, YEARLY, rruleset, rrulestr

for text in ("2020-01-02", "Jan 5 2021 3:04pm", "10/11/12", "20201231T235959Z", "Thu, 25 Sep 2003 10:49:41 -0300", "2003-09-25T10:49:41.5-03:00", "5th of March 2019", "1 day", "12:30", "Sat Oct 11 17:13:46 UTC 2003", "3pm", "bad date", "99/99/99", ""):
    try:
        print(text, parser.parse(text, default=datetime(2000, 1, 1)))
    except (ValueError, OverflowError) as e:
        print(text, type(e).__name__, e)
print(parser.parse("10/11/12", dayfirst=True), parser.parse("10/11/12", yearfirst=True), parser.parse("at 5 on 3 May it was", fuzzy_with_tokens=True, default=datetime(2000, 1, 1)), parser.isoparse("2020-W05-3"), parser.isoparse("2020-02-03T04:05:06,789+01:30"))
d = datetime(2020, 1, 31)
print(d + rd(months=1), d + rd(months=+1, weekday=MO(+1)), d - rd(years=1, days=-1), rd(datetime(2020, 5, 17), datetime(1999, 12, 31)), rd(hours=25, minutes=70).normalized(), d + rd(day=1, weekday=FR(-1)), rd(days=1.5) * 2, bool(rd()), -rd(months=3))
print(list(rrule.rrule(DAILY, count=3, dtstart=d)), list(rrule.rrule(MONTHLY, bymonthday=-1, count=4, dtstart=d)), [x.date().isoformat() for x in rrule.rrule(WEEKLY, byweekday=(MO, FR), until=datetime(2020, 2, 20), dtstart=d)])
print(rrule.rrule(YEARLY, bymonth=(1, 7), byweekday=MO(1), count=4, dtstart=d)[2], rrulestr("FREQ=DAILY;INTERVAL=10;COUNT=3", dtstart=d).between(d, datetime(2020, 3, 1)), str(rrule.rrule(DAILY, count=2, dtstart=d)))
s = rruleset()
s.rrule(rrule.rrule(DAILY, count=5, dtstart=d))
s.exdate(datetime(2020, 2, 2))
s.rdate(datetime(2020, 5, 5))
print(list(s), s.after(datetime(2020, 2, 3)), [easter.easter(y).isoformat() for y in (2020, 2021)], easter.easter(2020, 2))
ny = tz.gettz("America/New_York")
for month in (1, 7):
    t = datetime(2020, month, 1, 12, tzinfo=ny)
    print(t, t.utcoffset(), t.tzname(), t.dst(), t.astimezone(tz.UTC), t.astimezone(tz.tzoffset("X", 3600)))
print(tz.datetime_ambiguous(datetime(2020, 11, 1, 1, 30), ny), tz.datetime_exists(datetime(2020, 3, 8, 2, 30), ny), tz.resolve_imaginary(datetime(2020, 3, 8, 2, 30, tzinfo=ny)), tz.tzstr("EST5EDT").utcoffset(datetime(2020, 7, 1)), tz.tzutc() == timezone.utc, repr(tz.tzoffset(None, 60)))
print(utils.within_delta(d, d + timedelta(1), timedelta(2)), tz.gettz("Nowhere/Land"), rrule.rrule(rrule.HOURLY, interval=7, count=30, dtstart=d)[-1])
