# Needs CPython's library.
# asyncio with sockets and processes: streams, servers, protocols, descriptors, signals.
import asyncio, os, tempfile, signal, socket, threading, sys
from asyncio.subprocess import PIPE, DEVNULL

async def main():
    loop = asyncio.get_running_loop()
    print(asyncio.subprocess.STDOUT, asyncio.streams.StreamReader is asyncio.StreamReader)
    got = asyncio.Event()
    loop.add_signal_handler(signal.SIGUSR1, got.set)
    os.kill(os.getpid(), signal.SIGUSR1)
    await asyncio.wait_for(got.wait(), 5)
    print('sig', loop.remove_signal_handler(signal.SIGUSR1))
    a, b = socket.socketpair()
    a.setblocking(False)
    b.setblocking(False)
    t = asyncio.create_task(loop.sock_recv(b, 100))
    await asyncio.sleep(0.01)
    await loop.sock_sendall(a, b'sock')
    print(await t)
    f = loop.create_future()
    loop.add_reader(b, lambda: f.done() or f.set_result(b.recv(10)))
    a.send(b'rd')
    print(await f, loop.remove_reader(b), loop.remove_reader(b))
    a.close()
    b.close()
    p = await asyncio.create_subprocess_exec('sleep', '30', stdout=DEVNULL)
    try:
        await asyncio.wait_for(p.wait(), 0.1)
    except asyncio.TimeoutError:
        p.kill()
        print('killed', await p.wait())
    p = await asyncio.create_subprocess_shell('for i in 1 2 3; do echo $i; done; echo err >&2', stdout=PIPE, stderr=PIPE)
    async for line in p.stdout:
        print(line)
    print(await p.stderr.read(), await p.wait())

    class Pr(asyncio.Protocol):

        def connection_made(self, t):
            self.t = t
            print('made', t.get_extra_info('peername')[0])

        def data_received(self, d):
            self.t.write(b'<' + d + b'>')

        def eof_received(self):
            print('eof')

        def connection_lost(self, e):
            print('lost', e)
            done.set_result(1)
    done = loop.create_future()
    s = await loop.create_server(Pr, '127.0.0.1', 0)
    port = s.sockets[0].getsockname()[1]
    print(s.is_serving())
    r, w = await asyncio.open_connection('127.0.0.1', port)
    w.write(b'hello')
    print(await r.readexactly(7))
    w.write_eof()
    await done
    w.close()
    await w.wait_closed()
    s.close()
    await s.wait_closed()
    path = tempfile.mkdtemp() + '/socket'

    async def h(r, w):
        w.write(await r.read(100))
        w.close()
    s = await asyncio.start_unix_server(h, path)
    r, w = await asyncio.open_unix_connection(path)
    w.write(b'unix')
    w.write_eof()
    print(await r.read())
    w.close()
    s.close()
    r, w = os.pipe()
    rd = asyncio.StreamReader()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(rd), os.fdopen(r, 'rb'))
    os.write(w, b'pipe\n')
    os.close(w)
    print(await rd.readline(), await rd.read())
    rd = asyncio.StreamReader(limit=5)
    rd.feed_data(b'abcdefghijk\n')
    try:
        await rd.readline()
    except ValueError as e:
        print(e)
    rd = asyncio.StreamReader()
    rd.feed_data(b'ab')
    rd.feed_eof()
    try:
        await rd.readexactly(5)
    except asyncio.IncompleteReadError as e:
        print(e, e.partial)
    try:
        await asyncio.open_connection('127.0.0.1', 1)
    except OSError as e:
        print(type(e).__name__, e)

    async def late():
        await asyncio.sleep(0.01)
        return 'late'
    th = []

    def work():
        th.append(asyncio.run_coroutine_threadsafe(late(), loop).result(5))
    t = threading.Thread(target=work)
    t.start()
    while t.is_alive():
        await asyncio.sleep(0.005)
    print(th)

    def conn(reader, writer):
        raise ValueError('x')
    async with asyncio.Semaphore(2):
        pass
    srv = await asyncio.start_server(lambda r, w: None, '127.0.0.1', 0)
    async with srv:
        t = asyncio.create_task(srv.serve_forever())
        await asyncio.sleep(0.01)
        t.cancel()
        try:
            await t
        except asyncio.CancelledError:
            print('serve cancelled')
asyncio.run(main())
loop = asyncio.new_event_loop()
asyncio.set_event_loop(loop)
print(loop.run_until_complete(loop.run_in_executor(None, lambda: 5)))
loop.close()
print(isinstance(loop, asyncio.AbstractEventLoop), asyncio.iscoroutinefunction(main))
l2 = asyncio.SelectorEventLoop()
print(l2.run_until_complete(asyncio.sleep(0, 7)))
l2.close()
import asyncio.base_events, asyncio.transports, asyncio.log
print(asyncio.Transport.__name__, asyncio.log.logger.name)

async def echo(r, w):
    while (line := (await r.readline())):
        w.write(line.upper())
        await w.drain()
    w.close()

async def client(port, n):
    r, w = await asyncio.open_connection('127.0.0.1', port)
    out = []
    for i in range(3):
        w.write(f'c{n} {i}\n'.encode())
        out.append((await r.readline()).decode().strip())
    w.close()
    await w.wait_closed()
    return out

async def several():
    server = await asyncio.start_server(echo, '127.0.0.1', 0)
    async with server:
        print(await asyncio.gather(*(client(server.sockets[0].getsockname()[1], i) for i in range(4))))
asyncio.run(several())
