"""A finalizer that leaves another object with a finalizer behind, and that one another."""
import gc
calls = []


class C:
    def __init__(self, left):
        self.left = left

    def __del__(self):
        calls.append(self.left)
        if self.left:
            C(self.left - 1)
            gc.collect()


for _ in range(3):
    C(4)
for _ in range(10):
    gc.collect()
print(len(calls) >= 10, set(calls) == {0, 1, 2, 3, 4})
