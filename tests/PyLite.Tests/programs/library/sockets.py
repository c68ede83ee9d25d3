# Needs CPython's library.
# Sockets of three families, with time limits, other threads at the other end, and addresses in several forms.
import array
import os
import socket
import tempfile
import threading

here, there = socket.socketpair()
here.sendall(b"hello")
buffer = bytearray(8)
print(there.recv_into(buffer), buffer, there.family, there.type)
there.settimeout(0.01)
for waiting in (0.01, 0):
    there.settimeout(waiting)
    try:
        there.recv(1)
    except OSError as error:
        print(type(error).__name__, error, there.gettimeout(), there.getblocking())
reading, writing = os.pipe()
socket.send_fds(here, [b"a", b"b"], [reading])
data, descriptors, flags, _ = socket.recv_fds(there, 10, 2)
os.write(writing, b"through the copy")
print(data, len(descriptors), os.read(descriptors[0], 100))
here.close()
there.settimeout(None)
print(there.recv(10), here.fileno())
try:
    here.send(b"x")
except OSError as error:
    print(error)

with socket.create_server(("127.0.0.1", 0)) as server:
    def serve():
        connection, address = server.accept()
        with connection, connection.makefile("rwb") as file:
            for line in file:
                file.write(line.upper())
                file.flush()

    thread = threading.Thread(target=serve)
    thread.start()
    with socket.create_connection(server.getsockname()) as client, client.makefile("rw") as file:
        for word in ("abc", "déf"):
            file.write(word + "\n")
            file.flush()
            print(repr(file.readline()))
        print(client.getpeername() == server.getsockname(), client.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR))
    thread.join()

    big = os.urandom(1 << 20)
    received = bytearray()

    def collect():
        connection, _ = server.accept()
        while part := connection.recv(1 << 16):
            received.extend(part)
        connection.close()

    thread = threading.Thread(target=collect)
    thread.start()
    with socket.create_connection(server.getsockname()) as client:
        client.sendall(big)
    thread.join()
    print(received == big)

one, two = (socket.socket(type=socket.SOCK_DGRAM) for _ in range(2))
one.bind(("127.0.0.1", 0))
two.sendto(b"datagram", one.getsockname())
print(one.recvfrom(100) == (b"datagram", ("127.0.0.1", two.getsockname()[1])))
print(two.sendmsg([b"in ", array.array("b", b"parts")], [], 0, one.getsockname()), one.recvmsg(100)[0])

with tempfile.TemporaryDirectory() as folder:
    path = os.path.join(folder, "socket")
    with socket.socket(socket.AF_UNIX) as listener, socket.socket(socket.AF_UNIX) as client:
        listener.bind(path)
        listener.listen()
        client.connect(path)
        connection, address = listener.accept()
        print(repr(address), client.getpeername() == path)
        connection.close()
try:
    socket.create_connection(("127.0.0.1", 1))
except ConnectionRefusedError as error:
    print(error)

print(socket.getaddrinfo("127.0.0.1", 80, type=socket.SOCK_STREAM), socket.inet_pton(socket.AF_INET6, "::1"), socket.inet_ntoa(b"\1\2\3\4"))
print(socket.htons(1), socket.ntohl(1), socket.CMSG_SPACE(4), socket.getnameinfo(("127.0.0.1", 80), socket.NI_NUMERICHOST | socket.NI_NUMERICSERV))
for wrong in (
    lambda: socket.inet_aton("x"), lambda: socket.inet_ntoa(b"1"), lambda: socket.htons(70000), lambda: socket.htonl(1 << 33), lambda: one.bind("x"),
    lambda: one.bind(("127.0.0.1",)), lambda: one.bind(("127.0.0.1", 70000)), lambda: one.bind((3, 4)), lambda: socket.socket(fileno=-1),
    lambda: socket.socket(999), lambda: one.settimeout(-1), lambda: one.recv(-1), lambda: one.send("x"), lambda: one.recv_into(b"x"),
    lambda: socket.socket(socket.AF_UNIX).bind("x" * 200),
):
    try:
        wrong()
    except Exception as error:
        print(type(error).__name__, error)
