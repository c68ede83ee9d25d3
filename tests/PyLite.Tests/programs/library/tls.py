# Needs CPython's library.
# TLS: contexts, connections through memory and sockets, certificates, what goes wrong.
import asyncio
import os
import socket
import ssl
import tempfile
import threading
import warnings

CERTIFICATE = """\
-----BEGIN CERTIFICATE-----
MIICDTCCAbSgAwIBAgIULgZQtL3554hEfRGS90/6Wu9B5SQwCgYIKoZIzj0EAwIw
MzELMAkGA1UEBhMCRlIxEDAOBgNVBAoMB0V4YW1wbGUxEjAQBgNVBAMMCWxvY2Fs
aG9zdDAgFw0yNjExMjkxNDQ0MTFaGA8yMTI2MTEwNTE0NDQxMVowMzELMAkGA1UE
BhMCRlIxEDAOBgNVBAoMB0V4YW1wbGUxEjAQBgNVBAMMCWxvY2FsaG9zdDBZMBMG
ByqGSM49AgEGCCqGSM49AwEHA0IABI0nMlVCuQDUZayU4hakPMCIu71lASwhhyDu
9w2jTB6VK8hpL/We4MDDjpWRy5qWgIIQITbuH5op0bI+/8GviUyjgaMwgaAwHQYD
VR0OBBYEFJ6xyYPakMGa+vHX/2Mki+za2A7EMB8GA1UdIwQYMBaAFJ6xyYPakMGa
+vHX/2Mki+za2A7EMA8GA1UdEwEB/wQFMAMBAf8wTQYDVR0RBEYwRIIJbG9jYWxo
b3N0gg0qLmV4YW1wbGUub3JnhwR/AAABhhNodHRwOi8vZXhhbXBsZS5vcmcvgQ1h
QGV4YW1wbGUub3JnMAoGCCqGSM49BAMCA0cAMEQCIAW+7RnK/+A6gWrq77eCP58o
L0RmtRHFb9CE5flLMB8sAiAlqnbPLibqhmZh+fw5gJEDR98EbdNn0WkrdPcoGAB6
rw==
-----END CERTIFICATE-----
"""
# For this test alone.
KEY = """\
-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgU71DWEaF/F9RWW8S
gcEpasqKTr6XhoGRHlJiBl0aZvehRANCAASNJzJVQrkA1GWslOIWpDzAiLu9ZQEs
IYcg7vcNo0welSvIaS/1nuDAw46VkcualoCCECE27h+aKdGyPv/Br4lM
-----END PRIVATE KEY-----
"""

folder = tempfile.TemporaryDirectory()
cert, key = os.path.join(folder.name, "cert.pem"), os.path.join(folder.name, "key.pem")
with open(cert, "w") as f:
    f.write(CERTIFICATE)
with open(key, "w") as f:
    f.write(KEY)



def words(e):
    return str(e).split(" (_ssl.c")[0]


for kind in ssl.PROTOCOL_TLS_CLIENT, ssl.PROTOCOL_TLS_SERVER:
    c = ssl.SSLContext(kind)
    print(c.protocol, c.verify_mode, c.check_hostname, c.options, c.minimum_version, c.maximum_version, c.post_handshake_auth, c.cert_store_stats(), c.session_stats())
client = ssl.create_default_context(cadata=CERTIFICATE)
print(client.verify_mode, client.check_hostname, client.verify_flags, client.cert_store_stats(), len(client.get_ca_certs(True)))
for change in (lambda: setattr(client, "verify_mode", ssl.CERT_NONE), lambda: setattr(client, "verify_mode", 7), lambda: ssl.SSLContext(99), lambda: client.load_cert_chain("nosuch.pem"),
               lambda: client.load_verify_locations(), lambda: client.set_ciphers("nosuch"), lambda: client.load_verify_locations(cadata="x"),
               lambda: client.load_verify_locations(cadata=""), lambda: ssl.RAND_bytes(-1)):
    try:
        change()
        print("changed")
    except Exception as e:
        print(type(e), words(e))
client.minimum_version = ssl.TLSVersion.TLSv1_3
client.options |= ssl.OP_NO_TICKET
print(client.minimum_version, client.options & ssl.OP_NO_TICKET, [c["name"] for c in client.get_ciphers()][:3])
print(ssl.DER_cert_to_PEM_cert(ssl.PEM_cert_to_DER_cert(CERTIFICATE)) == CERTIFICATE, ssl.OPENSSL_VERSION.split()[0], ssl.HAS_TLSv1_3, ssl.OPENSSL_VERSION_INFO[0])
print(ssl.Purpose.SERVER_AUTH, ssl._txt2obj("CN", name=True), ssl._nid2obj(13), len(ssl.RAND_bytes(7)), ssl.get_default_verify_paths()._fields)
print(ssl.cert_time_to_seconds("Jan  5 09:34:43 2018 GMT"), ssl.SSLError.__mro__[1:3], ssl.CertificateError is ssl.SSLCertVerificationError)

for change in (lambda: setattr(client, "verify_mode", None), lambda: setattr(client, "minimum_version", ssl.TLSVersion.TLSv1), lambda: setattr(client, "options", client.options | ssl.OP_NO_TLSv1_2),
               lambda: ssl.SSLContext(ssl.PROTOCOL_TLS), lambda: client.set_ecdh_curve("nosuch"), lambda: client.load_dh_params(cert),
               lambda: client.wrap_bio(ssl.MemoryBIO(), ssl.MemoryBIO(), server_hostname="")):
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        try:
            change()
            print("changed", end=" ")
        except Exception as e:
            print(type(e), words(e), end=" ")
    print([str(w.message) for w in told], {os.path.basename(w.filename) for w in told})
client = ssl.create_default_context(cadata=CERTIFICATE)
client.minimum_version = ssl.TLSVersion.TLSv1_3
server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
server.load_cert_chain(cert, key)
server.set_alpn_protocols(["h2", "http/1.1"])
client.set_alpn_protocols(["spdy", "http/1.1"])


def pump(a, a_in, a_out, b, b_in, b_out, steps):
    """Both sides in turn, until each has done its step."""
    waiting = dict(enumerate(steps))
    results = {}
    for _ in range(20):
        for i, step in list(waiting.items()):
            try:
                results[i] = step()
                del waiting[i]
            except ssl.SSLWantReadError:
                pass
            if a_out.pending:
                b_in.write(a_out.read())
            if b_out.pending:
                a_in.write(b_out.read())
        if not waiting:
            break
    return results


ci, co, si, so = (ssl.MemoryBIO() for _ in range(4))
c = client.wrap_bio(ci, co, server_hostname="localhost")
s = server.wrap_bio(si, so, server_side=True)
try:
    c.do_handshake()
except ssl.SSLWantReadError as e:
    print(type(e), words(e), e.errno, co.pending > 100, c.version(), c.cipher())
si.write(co.read())
print(pump(c, ci, co, s, si, so, [c.do_handshake, s.do_handshake]))
print(c.version(), s.version(), c.cipher() == s.cipher(), c.cipher()[1], c.selected_alpn_protocol(), s.selected_alpn_protocol(), c.compression(), c.server_hostname, s.server_side)
found = c.getpeercert()
for name in sorted(found):
    print(name, found[name] if name not in ("serialNumber", "notBefore", "notAfter") else type(found[name]))
print(c.getpeercert(True) == ssl.PEM_cert_to_DER_cert(CERTIFICATE), s.getpeercert())
print(c.write(b"hello"), c.write(memoryview(b"more")), pump(c, ci, co, s, si, so, [lambda: s.read(100)]))
buffer = bytearray(10)
s.write(b"answer")
print(pump(c, ci, co, s, si, so, [lambda: c.read(10, buffer)]), buffer, c.pending())
try:
    c.read(5)
except ssl.SSLError as e:
    print(type(e), e.errno)
print(s.read(4))
print(sorted(pump(c, ci, co, s, si, so, [c.unwrap, s.unwrap])))


def connect(context, name):
    ci, co, si, so = (ssl.MemoryBIO() for _ in range(4))
    c = context.wrap_bio(ci, co, server_hostname=name)
    s = server.wrap_bio(si, so, server_side=True)
    try:
        pump(c, ci, co, s, si, so, [c.do_handshake, s.do_handshake])
        print(name, c.version(), c.getpeercert() != {})
    except ssl.SSLCertVerificationError as e:
        print(name, type(e), e.reason, e.library, e.verify_code, e.verify_message, str(e)[:40])
    except ssl.SSLError as e:
        print(name, type(e), e.reason)


connect(client, "www.example.org")
connect(client, "127.0.0.1")
connect(client, "example.com")
connect(client, "127.0.0.2")
connect(ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT), "localhost")
careless = ssl._create_unverified_context()
connect(careless, "anything")
old = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
old.maximum_version = ssl.TLSVersion.TLSv1_2
old.load_verify_locations(cert)
connect(old, "localhost")
server.minimum_version = ssl.TLSVersion.TLSv1_3
connect(old, "localhost")

# Over sockets.
listener = socket.create_server(("127.0.0.1", 0))


def serve():
    with listener.accept()[0] as plain, server.wrap_socket(plain, server_side=True) as s:
        while data := s.recv(100):
            s.sendall(data.upper())
        s.unwrap()


thread = threading.Thread(target=serve)
thread.start()
with socket.create_connection(listener.getsockname()) as plain, client.wrap_socket(plain, server_hostname="localhost") as c:
    print(type(c), c.version(), c.send(b"some words"), c.recv(100), c.getpeercert()["subject"])
    c.sendall(b"x" * 50)
    print(c.recv_into(buffer), buffer)
    c.settimeout(0.01)
    try:
        while True:
            c.recv(100)
    except TimeoutError as e:
        print(type(e), e)
    c.settimeout(None)
    print(c.session_reused, type(c.session), c.session == c.session, c.session.timeout > 0, len(c.session.id))
    c.unwrap()
thread.join()
listener.close()


async def main():
    async def handle(reader, writer):
        line = await reader.readline()
        writer.write(line[::-1] + b"\n")
        await writer.drain()
        writer.close()

    running = await asyncio.start_server(handle, "127.0.0.1", 0, ssl=server)
    reader, writer = await asyncio.open_connection(*running.sockets[0].getsockname(), ssl=client, server_hostname="localhost")
    writer.write(b"backwards\n")
    print(await reader.read(), writer.get_extra_info("ssl_object").version())
    writer.close()
    running.close()


asyncio.run(main())
folder.cleanup()
