# Globals, methods and attributes that change while machine code relies on them.
factor = 3


def scaled(n):
    total = 0
    for i in range(n):
        total += i * factor
    return total


print(scaled(4000))
factor = 5
print(scaled(4000))
factor = 2.5
print(scaled(4000))


def helper(x):
    return x + 1


def calls(n):
    total = 0
    for i in range(n):
        total += helper(i)
    return total


print(calls(4000))


def helper(x):
    return x * 2


print(calls(4000))


class Animal:
    def __init__(self, n):
        self.n = n

    def value(self):
        return self.n


def values(animals, n):
    total = 0
    for i in range(n):
        total += animals[i % len(animals)].value()
    return total


animals = [Animal(i) for i in range(3)]
print(values(animals, 4000))
Animal.value = lambda self: self.n * 100
print(values(animals, 4000))
animals[1].value = lambda: 7
print(values(animals, 4000))
del Animal.value
Animal.value = lambda self: -1
print(values(animals, 4000))
for i in range(3000):
    if i == 2000:
        len = lambda x: 1000
    if i % 1000 == 999:
        print(len("abc"))
del len
print(len("abc"))
counter = 0
def bump():
    global counter
    counter += 1
for _ in range(5000):
    bump()
print(counter)


class Config:
    step = 1


def walk(n):
    position = 0
    for i in range(n):
        position += Config.step
        if i == n // 2:
            Config.step = 2
    return position


print(walk(4000))
