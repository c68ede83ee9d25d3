# Mappings of classes of one's own fill a text, whether it is a plain one or of a class of its own.
class Missing(dict):
    def __missing__(self, key):
        self[key] = value = "made " + key
        return value


class Items(dict):
    def __getitem__(self, key):
        return "item " + key


class Text(str):
    def filled(self, values):
        return self % values


class Pair(tuple):
    pass


class Bytes(bytes):
    pass


for text in "%(a b)s|%(c)s", Text("%(a b)s|%(c)s"):
    print(text % Missing(c=1), text % Items(c=1))
print(Text("%(x)s").filled(Missing()), str.__mod__("%(y)s", Missing()), Text("%(z)s").__mod__(Missing()))
print(Text("%s-%s") % Pair((1, 2)), Text("%s") % Missing(q=1), Text("%s") % Text("t"), type(Text("a%s") % 1))
print(Bytes(b"%(k)s") % {b"k": b"v"}, Bytes(b"%d,%d") % Pair((3, 4)))


def loop(n):
    found = []
    values = Missing()
    for i in range(n):
        found.append(Text("%(" + str(i % 7) + ")s") % values)
    return len(set(found)), found[-1]


print(loop(400))
