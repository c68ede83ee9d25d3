def order(kind):
    log = []
    try:
        log.append("try")
        if kind == "raise":
            raise ValueError
        if kind == "return":
            return log
        log.append("end")
    except ValueError:
        log.append("except")
    else:
        log.append("else")
    finally:
        log.append("finally")
    return log


print(order("raise"), order("return"), order(""))


def loops():
    log = []
    for i in range(5):
        try:
            if i == 1:
                continue
            if i == 3:
                break
            log.append(i)
        finally:
            log.append("f%d" % i)
    return log


print(loops())


def finally_overrides():
    try:
        return "try"
    finally:
        return "finally"


def finally_swallows():
    try:
        raise ValueError
    finally:
        return "swallowed"


print(finally_overrides(), finally_swallows())


def nested():
    try:
        try:
            raise KeyError("inner")
        except IndexError:
            print("no")
        finally:
            print("inner finally")
    except KeyError as e:
        print("outer", e)
        try:
            raise ValueError("in handler")
        except ValueError as e2:
            print(type(e2.__context__).__name__)
    try:
        e
    except NameError:
        print("e is gone")


nested()


def reraise():
    try:
        try:
            raise ValueError("again")
        except ValueError:
            raise
    except ValueError as e:
        return str(e)


print(reraise())
try:
    try:
        1 / 0
    except ZeroDivisionError as e:
        raise RuntimeError("wrapped") from e
except RuntimeError as e:
    print(e, repr(e.__cause__), e.__suppress_context__)
try:
    raise ValueError("x") from None
except ValueError as e:
    print(e.__cause__, e.__suppress_context__)


def in_loop(n):
    counts = {}
    for i in range(n):
        try:
            try:
                if i % 3 == 0:
                    raise ValueError(i)
                elif i % 3 == 1:
                    raise KeyError(i)
                counts["none"] = counts.get("none", 0) + 1
            except ValueError:
                counts["value"] = counts.get("value", 0) + 1
                if i % 2:
                    raise
            finally:
                counts["finally"] = counts.get("finally", 0) + 1
        except KeyError as e:
            counts["key"] = counts.get("key", 0) + e.args[0] % 5
        except ValueError as e:
            counts["outer"] = counts.get("outer", 0) + 1
    return counts


print(in_loop(10), in_loop(4000))


def thrower(i):
    if i % 10 == 0:
        raise IndexError(i)
    return i


def passer(i):
    return thrower(i) + 1


total = caught = 0
for i in range(4000):
    try:
        total += passer(i)
    except IndexError:
        caught += 1
print(total, caught)
while True:
    try:
        break
    finally:
        print("broke")
try:
    raise
except RuntimeError as e:
    print(e)
def generator_cleanup():
    try:
        yield 1
        yield 2
    finally:
        print("cleanup")


cleaned = generator_cleanup()
for x in cleaned:
    print(x)
    break
cleaned.close()
