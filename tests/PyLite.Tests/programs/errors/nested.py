# What CPython prints when this is not caught.
class MyErr(Exception):
    pass
def gen():
    yield 1
    raise MyErr("in gen", 2)
for x in gen():
    print(x)
