# What CPython prints when this is not caught.
def f(a,
      b):
    return (a +
            b)
print(f(1,
   "x"))
