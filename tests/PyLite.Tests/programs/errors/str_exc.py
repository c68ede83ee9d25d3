# What CPython prints when this is not caught.
class E(Exception):
    def __str__(self): raise ValueError
raise E
