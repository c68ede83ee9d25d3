# A matrix class with operators, integers and floats in it, and exact elimination with fractions of its own.
import sys


class Fraction:
    def __init__(self, top, bottom=1):
        a, b = abs(top), abs(bottom)
        while b:
            a, b = b, a % b
        if bottom < 0:
            a = -a
        self.top = top // a if a else 0
        self.bottom = bottom // a if a else 1

    def __sub__(self, other):
        return Fraction(self.top * other.bottom - other.top * self.bottom, self.bottom * other.bottom)

    def __mul__(self, other):
        return Fraction(self.top * other.top, self.bottom * other.bottom)

    def __truediv__(self, other):
        return Fraction(self.top * other.bottom, self.bottom * other.top)

    def __bool__(self):
        return self.top != 0

    def __repr__(self):
        return f"{self.top}/{self.bottom}"


class Matrix:
    def __init__(self, rows):
        self.rows = rows

    def __matmul__(self, other):
        columns = list(zip(*other.rows))
        return Matrix([[sum(a * b for a, b in zip(row, column)) for column in columns] for row in self.rows])

    def determinant(self):
        rows = [[Fraction(x) for x in row] for row in self.rows]
        result = Fraction(1)
        for k in range(len(rows)):
            pivot = next((i for i in range(k, len(rows)) if rows[i][k]), None)
            if pivot is None:
                return Fraction(0)
            if pivot != k:
                rows[k], rows[pivot] = rows[pivot], rows[k]
                result = Fraction(0) - result
            result = result * rows[k][k]
            for i in range(k + 1, len(rows)):
                factor = rows[i][k] / rows[k][k]
                rows[i] = [a - factor * b for a, b in zip(rows[i], rows[k])]
        return result


def main(n):
    total = 0
    trace = 0.0
    for k in range(n):
        m = Matrix([[(i * 3 + j * 5 + i * j * k) % 11 - 4 for j in range(6)] for i in range(6)])
        square = m @ m
        total += square.determinant().top % 1000003
        half = Matrix([[x / 2 for x in row] for row in m.rows])
        product = half @ half
        trace += sum(product.rows[i][i] for i in range(6))
    print(total, trace)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5500)
