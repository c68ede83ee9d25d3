print("neighbour is run once")
CONSTANT = 42
calls = 0


def add(a, b):
    global calls
    calls += 1
    return a + b


def get_constant():
    return CONSTANT
