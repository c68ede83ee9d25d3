import sys, inspect, traceback
def inner(): raise ValueError("x")
def mid(): inner()
def outer():
    try: mid()
    except ValueError:
        tb = sys.exc_info()[2]
        names=[]
        f = tb.tb_frame
        while f: names.append(f.f_code.co_name); f = f.f_back
        print(names)
        t=tb
        while t.tb_next: t=t.tb_next
        names=[]; f=t.tb_frame
        while f: names.append((f.f_code.co_name,f.f_lineno)); f = f.f_back
        print(names)
        print([x.function for x in inspect.trace()], [x.function for x in inspect.getouterframes(tb.tb_frame)])
        print(*[line.name for line in traceback.extract_stack(tb.tb_frame)])
        return tb
def run(): return outer()
tb=run()
print(tb.tb_next.tb_frame.f_back is tb.tb_frame)


# While calls are told of, a caller is one object.
def profiled(frame, event, argument):
    if event == 'call':
        callers.append(frame.f_back)


def called():
    pass


def caller():
    called()
    called()


callers = []
sys.setprofile(profiled)
caller()
sys.setprofile(None)
print([f.f_code.co_name for f in callers], callers[1] is callers[2], callers[0] is callers[1].f_back)
