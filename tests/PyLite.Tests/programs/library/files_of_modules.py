# Needs CPython's library.
# Where modules of the library come from, whoever wrote what runs.
import _weakrefset
import collections
import copy
import dataclasses
import importlib.util
import inspect
import json
import multiprocessing
import os
import re
import sys

folder = os.path.dirname(os.__file__)
for module in _weakrefset, collections, copy, dataclasses, json, multiprocessing, os, re:
    spec = module.__spec__
    print(module.__name__, os.path.relpath(module.__file__, folder), module.__package__, spec.name, spec.has_location if module is not os else True,
          type(spec.loader).__name__ if module is not os else "", os.path.basename(module.__file__) == os.path.basename(inspect.getfile(module)))
print(repr(copy) == f"<module 'copy' from {copy.__file__!r}>", inspect.getsourcefile(dataclasses) == dataclasses.__file__)
print(os.path.basename(inspect.getfile(dataclasses.Field)), os.path.basename(inspect.getfile(copy.Error)), inspect.getmodule(copy.copy) is copy)
print(importlib.util.find_spec("re").origin == re.__file__, [os.path.basename(p) for p in re.__path__], sys.modules["copy"].__cached__.endswith(".pyc"))
