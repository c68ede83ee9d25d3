# A class whose base has a __reduce__ of its own, and that asks for that of object.
import copy, datetime, pickle
class Zone(datetime.tzinfo):
    def __init__(self, minutes=0): self.minutes = minutes
    def utcoffset(self, dt): return datetime.timedelta(minutes=self.minutes)
    def __repr__(self): return f'Zone({self.minutes})'
    __reduce__ = object.__reduce__
for protocol in range(2, 6): print(pickle.loads(pickle.dumps(Zone(5), protocol)))
print(copy.copy(Zone(6)), copy.deepcopy(datetime.datetime(2000, 1, 1, tzinfo=Zone(7))).isoformat())
class P(property): pass
class S(set): __reduce__ = object.__reduce__
class E(Exception): __reduce__ = object.__reduce__
for o in (P(), S('a'), E(1)):
    try: print(copy.copy(o))
    except TypeError as e: print(e)
