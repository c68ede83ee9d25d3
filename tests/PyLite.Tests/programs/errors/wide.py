# What CPython prints when this is not caught.
print("日本語", 1/0)
