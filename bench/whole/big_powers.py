# Integers beyond 64 bits: modular powers, Fermat tests, products, digits.
import sys


def power(base, exponent, modulus):
    result = 1
    while exponent:
        if exponent & 1:
            result = result * base % modulus
        base = base * base % modulus
        exponent >>= 1
    return result


def main(n):
    modulus = (1 << 127) - 1
    total = 0
    product = 1
    for k in range(n):
        total ^= power(k + 3, modulus - 1 - k, modulus)
        product = product * (k * k + 12345678901) % (1 << 256)
        total += sum(map(int, str(product)))
    print(total)
    print(hex(product))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 14000)
