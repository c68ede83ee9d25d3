# Decorators that forward *args and **kwargs: logging, defaults, memory, checked types.
import sys


def counted(f):
    def wrapper(*args, **kwargs):
        wrapper.calls += 1
        return f(*args, **kwargs)
    wrapper.calls = 0
    return wrapper


def scaled(factor):
    def decorate(f):
        def wrapper(*args, **kwargs):
            return f(*args, **kwargs) * factor
        return wrapper
    return decorate


def checked(*types):
    def decorate(f):
        def wrapper(*args, **kwargs):
            for arg, kind in zip(args, types):
                if not isinstance(arg, kind):
                    raise TypeError("wrong type")
            return f(*args, **kwargs)
        return wrapper
    return decorate


@counted
@scaled(3)
@checked(int, int)
def volume(a, b, height=2, *, shift=0):
    return a * b * height + shift


def main(n):
    total = 0
    for k in range(n):
        for i in range(20):
            total += volume(i, k % 9)
            total += volume(i, 2, height=5)
            total += volume(i, 3, shift=k % 4)
        try:
            volume("x", 1)
        except TypeError:
            total += 1
    print(total, volume.calls)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 14000)
