# Loops whose variables change their kind on the way: int to big int, to float, to str, to None.
def grow(n):
    x = 1
    for i in range(n):
        x = x * 3 + i
        if x > 10 ** 30:
            x = x % 1000003
    return x


def mixed(n):
    total = 0
    values = [1, 2.5, 3, True]
    for i in range(n):
        total = total + values[i & 3]
        if i == n // 2:
            values[1] = 7
    return total


def polymorphic(n):
    result = ""
    x = 0
    for i in range(n):
        if i % 1000 == 999:
            x = str(x)
        elif isinstance(x, str):
            x = len(x) + 0.5
        elif isinstance(x, float):
            x = int(x) if i % 7 == 0 else x + 1
        else:
            x = x + i
        if i % 500 == 0:
            result += "%s;" % x
    return result


def sometimes_none(n):
    last = None
    changes = 0
    for i in range(n):
        new = None if i % 3 == 0 else i % 5
        if new is not last and new != last:
            changes += 1
        last = new
    return changes


print(grow(5000), mixed(5000), polymorphic(5000), sometimes_none(5000))
