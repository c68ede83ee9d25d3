# A hierarchy of classes: virtual methods, super(), properties, isinstance, class attributes.
import sys


class Shape:
    count = 0

    def __init__(self, name):
        self.name = name
        Shape.count += 1

    def area(self):
        raise NotImplementedError

    @property
    def label(self):
        return f"{self.name}:{self.area():.1f}"

    def scaled(self, k):
        return type(self)(*(x * k for x in self.sizes()))


class Rectangle(Shape):
    def __init__(self, a, b):
        super().__init__("rectangle")
        self.a, self.b = a, b

    def sizes(self):
        return self.a, self.b

    def area(self):
        return self.a * self.b


class Square(Rectangle):
    def __init__(self, a):
        super().__init__(a, a)
        self.name = "square"

    def sizes(self):
        return (self.a,)


class Circle(Shape):
    def __init__(self, r):
        super().__init__("circle")
        self.r = r

    def sizes(self):
        return (self.r,)

    def area(self):
        return 3.25 * self.r ** 2


def main(n):
    total = 0.0
    letters = 0
    for k in range(n):
        shapes = [Rectangle(k % 5 + 1, 2), Square(k % 7 + 1), Circle(k % 3 + 1)]
        shapes += [shape.scaled(2) for shape in shapes]
        for shape in shapes:
            total += shape.area()
            letters += len(shape.label)
            if isinstance(shape, Rectangle):
                total -= 1
    print(Shape.count, total, letters)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 74000)
