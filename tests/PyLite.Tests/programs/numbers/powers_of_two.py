# Powers of powers of two, which are shifts.
for base in 2, -2, 4, -8, 1 << 70, -(1 << 71), 3, -3, 2.0:
    print(base, [base ** e == eval("*".join([f"({base})"] * e) or "1") for e in (0, 1, 2, 5, 16)])
print((2 ** 5000).bit_length(), ((-2) ** 5001) < 0, (-4) ** 3, (1 << 64) ** 3 == 1 << 192, pow(-2, 63) == -1 << 63, pow(2, 64))
print((2 ** 30_000_000).bit_length(), (8 ** 10_000_000) == 1 << 30_000_000, (2 ** 30_000_000) >> 29_999_999)
