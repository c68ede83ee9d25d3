# Needs CPython's library.
# Handlers of signals, Ctrl-C's among them, have run when the call that sent the signal is done; once each.
import asyncio
import os
import signal


def handler(number, frame):
    print('handler', number, frame.f_code.co_name)


for number in (signal.SIGINT, signal.SIGUSR1):
    before = signal.signal(number, handler)
    os.kill(os.getpid(), number)
    print('after', before is signal.default_int_handler, before is signal.SIG_DFL)
    signal.raise_signal(number)
    signal.signal(number, signal.SIG_IGN)
    os.kill(os.getpid(), number)

signal.signal(signal.SIGINT, signal.default_int_handler)
try:
    os.kill(os.getpid(), signal.SIGINT)
    print('not here')
except KeyboardInterrupt:
    print('interrupted once')

loop = asyncio.new_event_loop()
loop.add_signal_handler(signal.SIGINT, lambda: (print('in the loop'), loop.stop()))
os.kill(os.getpid(), signal.SIGINT)
loop.run_forever()
print(loop.remove_signal_handler(signal.SIGINT), signal.getsignal(signal.SIGINT) is signal.default_int_handler)
loop.close()
