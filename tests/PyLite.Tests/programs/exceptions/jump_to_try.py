# A jump that leads to a try whose body begins with a jump.
def f(items):
    try:
        items[0:1] = items
    except IndexError as error:
        print(error)
    try:
        if False:
            items = None
        undefined.k += 1
    except NameError as error:
        print(error)

    def inner():
        return items
    return inner()


print(f([1, 2]))
