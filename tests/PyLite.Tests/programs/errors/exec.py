# What CPython prints when this is not caught.
exec("x = 1\ny = x / 0")
