"""What modules and names of Python 2 are called now."""

IMPORT_MAPPING = {
    "__builtin__": "builtins", "copy_reg": "copyreg", "Queue": "queue", "SocketServer": "socketserver", "ConfigParser": "configparser",
    "repr": "reprlib", "dbm": "dbm.ndbm", "gdbm": "dbm.gnu", "dbhash": "dbm.bsd", "dumbdbm": "dbm.dumb", "cPickle": "pickle", "StringIO": "io",
    "cStringIO": "io", "Tkinter": "tkinter", "tkFileDialog": "tkinter.filedialog", "tkMessageBox": "tkinter.messagebox", "_winreg": "winreg",
    "thread": "_thread", "dummy_thread": "_dummy_thread", "httplib": "http.client", "Cookie": "http.cookies", "cookielib": "http.cookiejar",
    "BaseHTTPServer": "http.server", "SimpleHTTPServer": "http.server", "CGIHTTPServer": "http.server", "xmlrpclib": "xmlrpc.client",
    "DocXMLRPCServer": "xmlrpc.server", "SimpleXMLRPCServer": "xmlrpc.server", "HTMLParser": "html.parser", "htmlentitydefs": "html.entities",
    "markupbase": "_markupbase", "robotparser": "urllib.robotparser", "urlparse": "urllib.parse", "urllib2": "urllib.request", "UserDict": "collections",
    "UserList": "collections", "UserString": "collections", "commands": "subprocess", "anydbm": "dbm", "whichdb": "dbm",
}

NAME_MAPPING = {
    ("__builtin__", "xrange"): ("builtins", "range"), ("__builtin__", "reduce"): ("functools", "reduce"), ("__builtin__", "intern"): ("sys", "intern"),
    ("__builtin__", "unichr"): ("builtins", "chr"), ("__builtin__", "unicode"): ("builtins", "str"), ("__builtin__", "long"): ("builtins", "int"),
    ("__builtin__", "basestring"): ("builtins", "str"), ("exceptions", "StandardError"): ("builtins", "Exception"),
    ("itertools", "izip"): ("builtins", "zip"), ("itertools", "imap"): ("builtins", "map"), ("itertools", "ifilter"): ("builtins", "filter"),
    ("itertools", "ifilterfalse"): ("itertools", "filterfalse"), ("itertools", "izip_longest"): ("itertools", "zip_longest"),
    ("UserDict", "IterableUserDict"): ("collections", "UserDict"), ("UserList", "UserList"): ("collections", "UserList"),
    ("UserString", "UserString"): ("collections", "UserString"), ("urllib", "quote"): ("urllib.parse", "quote"),
    ("urllib", "unquote"): ("urllib.parse", "unquote"), ("urllib", "urlencode"): ("urllib.parse", "urlencode"),
    ("socket", "_socketobject"): ("socket", "SocketType"), ("whichdb", "whichdb"): ("dbm", "whichdb"),
}

_exceptions = [
    "ArithmeticError", "AssertionError", "AttributeError", "BaseException", "BufferError", "BytesWarning", "DeprecationWarning", "EOFError",
    "EnvironmentError", "Exception", "FloatingPointError", "FutureWarning", "GeneratorExit", "IOError", "ImportError", "ImportWarning",
    "IndentationError", "IndexError", "KeyError", "KeyboardInterrupt", "LookupError", "MemoryError", "NameError", "NotImplementedError",
    "OSError", "OverflowError", "PendingDeprecationWarning", "ReferenceError", "RuntimeError", "RuntimeWarning", "StopIteration",
    "SyntaxError", "SyntaxWarning", "SystemError", "SystemExit", "TabError", "TypeError", "UnboundLocalError", "UnicodeDecodeError",
    "UnicodeEncodeError", "UnicodeError", "UnicodeTranslateError", "UnicodeWarning", "UserWarning", "ValueError", "Warning", "ZeroDivisionError",
]
for _name in _exceptions:
    NAME_MAPPING["exceptions", _name] = "builtins", _name

# In Python 2's names the commonest of several is taken.
REVERSE_IMPORT_MAPPING = {new: old for old, new in reversed(list(IMPORT_MAPPING.items()))}
REVERSE_IMPORT_MAPPING.update({
    "dbm": "anydbm", "xmlrpc.server": "SimpleXMLRPCServer", "_bz2": "bz2", "_dbm": "dbm", "_functools": "functools", "_gdbm": "gdbm", "_pickle": "pickle"})
# These had no one place.
for _name in ("io", "pickle", "collections"):
    del REVERSE_IMPORT_MAPPING[_name]
REVERSE_NAME_MAPPING = {new: old for old, new in NAME_MAPPING.items() if new[1] not in ("Exception", "SocketType") or old[1] == "Exception"}
REVERSE_NAME_MAPPING.update({
    ("builtins", "str"): ("__builtin__", "unicode"), ("builtins", "int"): ("__builtin__", "long"), ("builtins", "OSError"): ("exceptions", "OSError"),
    ("builtins", "range"): ("__builtin__", "xrange"), ("builtins", "chr"): ("__builtin__", "unichr"),
    ("_functools", "reduce"): ("__builtin__", "reduce"), ("_socket", "socket"): ("socket", "_socketobject"),
})

# Errors that were one of the system's.
for _name in ("BrokenPipeError", "ChildProcessError", "ConnectionAbortedError", "ConnectionError", "ConnectionRefusedError",
              "ConnectionResetError", "FileExistsError", "FileNotFoundError", "InterruptedError", "IsADirectoryError", "NotADirectoryError",
              "PermissionError", "ProcessLookupError", "TimeoutError"):
    REVERSE_NAME_MAPPING["builtins", _name] = "exceptions", "OSError"
REVERSE_NAME_MAPPING["builtins", "ModuleNotFoundError"] = "exceptions", "ImportError"
