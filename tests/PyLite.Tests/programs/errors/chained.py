class Custom(Exception):
    pass


def fail():
    raise KeyError("key")


def wrap():
    try:
        fail()
    except KeyError as e:
        raise Custom("custom message") from e


try:
    wrap()
except Custom:
    int("not a number")
