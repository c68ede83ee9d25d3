# Needs CPython's library.
# What is called through ctypes.pythonapi: handlers of signals as the system has them.
import ctypes
import signal

api = ctypes.pythonapi
api.PyOS_getsig.restype = ctypes.c_void_p
api.PyOS_getsig.argtypes = (ctypes.c_int,)
api.PyOS_setsig.restype = ctypes.c_void_p
api.PyOS_setsig.argtypes = (ctypes.c_int, ctypes.c_void_p)

print(api.PyOS_getsig(signal.SIGUSR1), api.PyOS_getsig(signal.SIGINT) is not None)
before = api.PyOS_getsig(signal.SIGINT)
print(api.PyOS_setsig(signal.SIGINT, before) == before, api.PyOS_getsig(signal.SIGINT) == before)
print(api.Py_IsInitialized())
try:
    signal.raise_signal(signal.SIGINT)
except KeyboardInterrupt as e:
    print(repr(e))
try:
    api.no_such_function
except AttributeError as e:
    print(type(e).__name__)

# Capsules.
new, pointer, name, valid = api.PyCapsule_New, api.PyCapsule_GetPointer, api.PyCapsule_GetName, api.PyCapsule_IsValid
new.argtypes, new.restype = (ctypes.c_void_p, ctypes.c_char_p, ctypes.c_void_p), ctypes.py_object
pointer.argtypes, pointer.restype = (ctypes.py_object, ctypes.c_char_p), ctypes.c_void_p
name.argtypes, name.restype = (ctypes.py_object,), ctypes.c_char_p
valid.argtypes, valid.restype = (ctypes.py_object, ctypes.c_char_p), ctypes.c_bool
label = b"a.b"
capsule = new(4711, label, None)
print(type(capsule), repr(capsule).split(" at ")[0], pointer(capsule, label), name(capsule), valid(capsule, label), valid(capsule, b"other"), valid(3, label))
for wrong in (lambda: pointer(capsule, b"other"), lambda: new(None, label, None), lambda: pointer([], label)):
    try:
        print(wrong())
    except ValueError as e:
        print(type(e).__name__, e)
context, set_context = api.PyCapsule_GetContext, api.PyCapsule_SetContext
context.argtypes, context.restype, set_context.argtypes = (ctypes.py_object,), ctypes.c_void_p, (ctypes.py_object, ctypes.c_void_p)
print(context(capsule), set_context(capsule, 99), context(capsule), type(capsule) is type(new(1, None, None)))
api.Py_GetVersion.restype = ctypes.c_char_p
print(api.Py_GetVersion()[:5])
