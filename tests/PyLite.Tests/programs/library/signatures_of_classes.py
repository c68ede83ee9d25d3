# Needs CPython's library.
"""What the constructors of built-in classes take."""
import decimal
import inspect
import io
import pickle
import queue

for cls in (io.BytesIO, io.StringIO, io.BufferedReader, io.FileIO, io.IncrementalNewlineDecoder, decimal.Decimal, pickle.Pickler, queue.SimpleQueue):
    print(cls.__name__, inspect.signature(cls))


class Plain(io.BytesIO):
    pass


class Own(io.BytesIO):
    def __init__(self, a, *, b=2):
        pass


print(inspect.signature(Plain), inspect.signature(Own))
