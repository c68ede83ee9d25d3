# Needs CPython's library.
# A thread's identity is what the system's functions know it by.
import ctypes
import threading

libc = ctypes.CDLL(None)
libc.pthread_self.restype = ctypes.c_ulong
setname, getname = libc.pthread_setname_np, libc.pthread_getname_np
setname.argtypes = ctypes.c_void_p, ctypes.c_char_p
getname.argtypes = ctypes.c_void_p, ctypes.c_char_p, ctypes.c_size_t


def run(found):
    me = threading.get_ident()
    text = ctypes.create_string_buffer(16)
    found.append((me == libc.pthread_self(), me == threading.current_thread().ident, setname(me, b"worker"), getname(me, text, 16), text.value))


print(threading.get_ident() == libc.pthread_self() == threading.main_thread().ident)
for _ in range(3):
    found = []
    thread = threading.Thread(target=run, args=(found,))
    thread.start()
    thread.join()
    print(found, thread.ident != threading.get_ident())
