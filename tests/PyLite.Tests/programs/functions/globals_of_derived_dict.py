# Globals of a class derived from dict, which finds its items in its own way.


class Marked(dict):
    def __missing__(self, name):
        if name.startswith("no_"):
            raise KeyError(name)
        return name + "!"


print(eval("lambda: foo", Marked())())
print(eval("foo", Marked()))
exec("print(foo)\ndef f(): return bar\nfor i in range(40): assert f() == 'bar!'\nprint(f())", Marked(__builtins__=__builtins__, print=print, range=range))
try:
    eval("lambda: no_name", Marked())()
except NameError as error:
    print(error)


class Doubled(dict):
    def __getitem__(self, name):
        return dict.__getitem__(self, name) * 2


space = Doubled(x=4)
print(eval("x", space), eval("lambda: x", space)(), eval("lambda: len", space)() is len)
