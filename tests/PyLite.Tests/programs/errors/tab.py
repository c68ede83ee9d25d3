# What CPython prints when this is not caught.
if True:
	x = [1,
		2,
		3 / 0]
