# A key that is moved stays the object it was, and moving to the front does not move all others.
from collections import OrderedDict
import random

o = OrderedDict.fromkeys([1, 2, 3])
o.move_to_end(1.0)
print(o)
o.move_to_end(True, last=False)
print(o)
try:
    o.move_to_end(9)
except KeyError as e:
    print(repr(e))

random.seed(3)
o = OrderedDict()
order = []
for i in range(4000):
    r = random.random()
    k = random.randrange(60)
    if r < .3:
        if k not in o:
            order.append(k)
        o[k] = i
    elif r < .8:
        if k in o:
            o.move_to_end(k, last=r < .5)
            order.remove(k)
            order.insert(len(order) if r < .5 else 0, k)
    elif r < .9:
        if o and o.popitem(last=r < .85)[0] != order.pop(-1 if r < .85 else 0):
            print("wrong")
    elif k in o:
        del o[k]
        order.remove(k)
    if i % 50 == 0 and (list(o) != order or list(reversed(o)) != order[::-1] or not all(a in o for a in order)):
        print("different", i)
print(list(o) == order, len(o))
