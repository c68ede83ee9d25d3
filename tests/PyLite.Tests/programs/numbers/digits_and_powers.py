# int() of many digits, and pow() of three arguments with a method of the program.

class P:
    def __pow__(self, y, z=None): return ("pow", y, z)
print(pow(P(), 2), pow(P(), 2, 5), P() ** 3)
class N:
    def __pow__(self, y, z=None): return NotImplemented
try: pow(N(), 2, 5)
except TypeError as e: print(e)
try: pow(2.0, 3, 4)
except TypeError as e: print(e)
x = int("0x" + "c" * 500000, 16); print(x.bit_length(), hex(x)[:10], x % 1000003)
print(int("-0b" + "1" * 100, 2), int("7" * 40, 8), int("z" * 30, 32) if 0 else "", int("v" * 30, 32), int("_1" * 0 + "1_0" * 1, 16), int("f" * 17, 16), int("0o" + "17" * 20, 0), int("１２" * 12, 16))
for bad in ("0x" + "g" * 20, "1" * 20 + "2", "0b" + "1" * 30 + "3"):
    try: int(bad, 2 if "b" in bad or "2" in bad else 16)
    except ValueError as e: print(str(e)[:60])
