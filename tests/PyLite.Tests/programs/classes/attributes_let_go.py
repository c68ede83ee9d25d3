# What a class no longer has is collected, also after it was looked up there.
import gc
import weakref


class Plain:
    pass


class A:
    value = Plain()

    def replaced(self):
        pass

    def deleted(self):
        pass

    @staticmethod
    def static(a, b):
        return a, b


seen = []
replaced = weakref.ref(A.replaced, lambda _: seen.append('replaced'))
deleted = weakref.ref(A.deleted, lambda _: seen.append('deleted'))
static = weakref.ref(A.static, lambda _: seen.append('static'))
value = weakref.ref(A.value, lambda _: seen.append('value'))
print(replaced() is A.replaced, deleted() is A.deleted, static() is A.static, value() is A.value)
A.replaced = None
del A.deleted
A.static = A.value = 1
gc.collect()
print(sorted(seen), replaced(), deleted(), static(), value())
