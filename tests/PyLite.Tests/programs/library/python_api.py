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
