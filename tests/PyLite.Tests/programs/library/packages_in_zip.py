"""Packages inside packages, and folders without __init__, in a zip file on the path."""
# Needs CPython's library.
import os, sys, tempfile, zipfile
with tempfile.TemporaryDirectory() as folder:
    path = os.path.join(folder, "parts.zip")
    with zipfile.ZipFile(path, "w") as parts:
        for inside in "outer", "outer/inner":
            parts.writestr(f"{inside}/__init__.py", "")
        parts.writestr("outer/inner/leaf.py", "where = __file__\nfrom . import __name__ as package\nfrom .. import other\n")
        parts.writestr("outer/other.py", "value = 7\n")
        parts.writestr("plain/", "")
        parts.writestr("plain/leaf.py", "name = __name__\n")
        parts.writestr("hidden/leaf.py", "name = __name__\n")
    sys.path.append(path)
    import outer.inner.leaf
    print(outer.inner.leaf.where[len(folder):], outer.inner.leaf.package, outer.other.value)
    import plain.leaf
    print(plain.leaf.name, [part[len(folder):] for part in plain.__path__], plain.__spec__.origin)
    try: import hidden.leaf
    except ImportError as e: print(e)
    try: import outer.missing
    except ImportError as e: print(e)
