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

# Signals that are kept back.
come = []
signal.signal(signal.SIGUSR1, lambda number, frame: come.append(number))
print(signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGUSR1, signal.SIGUSR2]))
os.kill(os.getpid(), signal.SIGUSR1)
print(come, signal.sigpending())
print(sorted(signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGUSR1])), come, signal.sigpending())
os.kill(os.getpid(), signal.SIGUSR2)
print(signal.sigwait([signal.SIGUSR2]), signal.pthread_sigmask(signal.SIG_SETMASK, []))
for how, mask in (99, []), (signal.SIG_BLOCK, [999]):
    try:
        signal.pthread_sigmask(how, mask)
    except (OSError, ValueError) as error:
        print(type(error).__name__, error)

# os.spawn*
print(os.spawnv(os.P_WAIT, '/bin/sh', ['sh', '-c', 'exit 3']), os.spawnlp(os.P_WAIT, 'sh', 'sh', '-c', 'exit 4'))
print(os.spawnvpe(os.P_WAIT, 'sh', ['sh', '-c', 'exit $CODE'], {'CODE': '5', 'PATH': os.environ['PATH']}), os.spawnv(os.P_WAIT, '/nope', ['nope']))
print(os.waitstatus_to_exitcode(os.waitpid(os.spawnl(os.P_NOWAIT, '/bin/true', 'true'), 0)[1]))
for args in [], [''], 'sh':
    try:
        os.spawnv(os.P_WAIT, '/bin/true', args)
    except (TypeError, ValueError) as error:
        print(error)
