"""TLS, which ssl has in C: by the system's OpenSSL, with what goes over the socket passing through memory."""
import _socket
import _ssl_library as _lib
import os as _os
import warnings as _warnings
from _ssl_certificates import described as _described
from _ssl_library import (
    MemoryBIO, RAND_add, RAND_bytes, RAND_pseudo_bytes, RAND_status, SSLCertVerificationError, SSLEOFError, SSLError, SSLSyscallError,
    SSLWantReadError, SSLWantWriteError, SSLZeroReturnError, OPENSSL_VERSION, OPENSSL_VERSION_INFO, OPENSSL_VERSION_NUMBER,
    get_default_verify_paths, nid2obj, txt2obj,
)

_OPENSSL_API_VERSION = OPENSSL_VERSION_INFO
_DEFAULT_CIPHERS = '@SECLEVEL=2:ECDH+AESGCM:ECDH+CHACHA20:ECDH+AES:DHE+AES:!aNULL:!eNULL:!aDSS:!SHA1:!AESCCM'

HAS_SNI = HAS_ECDH = HAS_ALPN = HAS_TLS_UNIQUE = HAS_TLSv1 = HAS_TLSv1_1 = HAS_TLSv1_2 = HAS_TLSv1_3 = True
HAS_NPN = HAS_SSLv2 = HAS_SSLv3 = False
CERT_NONE, CERT_OPTIONAL, CERT_REQUIRED = 0, 1, 2
PROTOCOL_TLS = PROTOCOL_SSLv23 = 2
PROTOCOL_TLSv1, PROTOCOL_TLSv1_1, PROTOCOL_TLSv1_2, PROTOCOL_TLS_CLIENT, PROTOCOL_TLS_SERVER = 3, 4, 5, 16, 17
PROTO_MINIMUM_SUPPORTED, PROTO_MAXIMUM_SUPPORTED = -2, -1
PROTO_SSLv3, PROTO_TLSv1, PROTO_TLSv1_1, PROTO_TLSv1_2, PROTO_TLSv1_3 = 768, 769, 770, 771, 772
OP_ALL, OP_NO_SSLv2, OP_NO_SSLv3, OP_NO_TLSv1, OP_NO_TLSv1_1 = 0x80000050, 0, 0x2000000, 0x4000000, 0x10000000
OP_NO_TLSv1_2, OP_NO_TLSv1_3, OP_CIPHER_SERVER_PREFERENCE, OP_SINGLE_DH_USE, OP_NO_TICKET = 0x8000000, 0x20000000, 0x400000, 0, 0x4000
OP_SINGLE_ECDH_USE, OP_NO_COMPRESSION, OP_ENABLE_MIDDLEBOX_COMPAT, OP_NO_RENEGOTIATION, OP_IGNORE_UNEXPECTED_EOF = 0, 0x20000, 0x100000, 0x40000000, 0x80
VERIFY_DEFAULT, VERIFY_CRL_CHECK_LEAF, VERIFY_CRL_CHECK_CHAIN, VERIFY_X509_STRICT = 0, 4, 12, 32
VERIFY_ALLOW_PROXY_CERTS, VERIFY_X509_TRUSTED_FIRST, VERIFY_X509_PARTIAL_CHAIN = 64, 0x8000, 0x80000
HOSTFLAG_ALWAYS_CHECK_SUBJECT, HOSTFLAG_NO_WILDCARDS, HOSTFLAG_NO_PARTIAL_WILDCARDS = 1, 2, 4
HOSTFLAG_MULTI_LABEL_WILDCARDS, HOSTFLAG_SINGLE_LABEL_SUBDOMAINS, HOSTFLAG_NEVER_CHECK_SUBJECT = 8, 16, 32
ENCODING_PEM, ENCODING_DER = 1, 2
SSL_ERROR_SSL, SSL_ERROR_WANT_READ, SSL_ERROR_WANT_WRITE, SSL_ERROR_WANT_X509_LOOKUP, SSL_ERROR_SYSCALL = 1, 2, 3, 4, 5
SSL_ERROR_ZERO_RETURN, SSL_ERROR_WANT_CONNECT, SSL_ERROR_EOF, SSL_ERROR_INVALID_ERROR_CODE = 6, 7, 8, 10
ALERT_DESCRIPTION_CLOSE_NOTIFY, ALERT_DESCRIPTION_UNEXPECTED_MESSAGE, ALERT_DESCRIPTION_BAD_RECORD_MAC = 0, 10, 20
ALERT_DESCRIPTION_RECORD_OVERFLOW, ALERT_DESCRIPTION_DECOMPRESSION_FAILURE, ALERT_DESCRIPTION_HANDSHAKE_FAILURE = 22, 30, 40
ALERT_DESCRIPTION_BAD_CERTIFICATE, ALERT_DESCRIPTION_UNSUPPORTED_CERTIFICATE, ALERT_DESCRIPTION_CERTIFICATE_REVOKED = 42, 43, 44
ALERT_DESCRIPTION_CERTIFICATE_EXPIRED, ALERT_DESCRIPTION_CERTIFICATE_UNKNOWN, ALERT_DESCRIPTION_ILLEGAL_PARAMETER = 45, 46, 47
ALERT_DESCRIPTION_UNKNOWN_CA, ALERT_DESCRIPTION_ACCESS_DENIED, ALERT_DESCRIPTION_DECODE_ERROR, ALERT_DESCRIPTION_DECRYPT_ERROR = 48, 49, 50, 51
ALERT_DESCRIPTION_PROTOCOL_VERSION, ALERT_DESCRIPTION_INSUFFICIENT_SECURITY, ALERT_DESCRIPTION_INTERNAL_ERROR = 70, 71, 80
ALERT_DESCRIPTION_USER_CANCELLED, ALERT_DESCRIPTION_NO_RENEGOTIATION, ALERT_DESCRIPTION_UNSUPPORTED_EXTENSION = 90, 100, 110
ALERT_DESCRIPTION_CERTIFICATE_UNOBTAINABLE, ALERT_DESCRIPTION_UNRECOGNIZED_NAME, ALERT_DESCRIPTION_BAD_CERTIFICATE_STATUS_RESPONSE = 111, 112, 113
ALERT_DESCRIPTION_BAD_CERTIFICATE_HASH_VALUE, ALERT_DESCRIPTION_UNKNOWN_PSK_IDENTITY = 114, 115

_METHODS = {
    PROTOCOL_TLS: ('TLS_method', None), PROTOCOL_TLS_CLIENT: ('TLS_client_method', None), PROTOCOL_TLS_SERVER: ('TLS_server_method', None),
    PROTOCOL_TLSv1: ('TLS_method', PROTO_TLSv1), PROTOCOL_TLSv1_1: ('TLS_method', PROTO_TLSv1_1), PROTOCOL_TLSv1_2: ('TLS_method', PROTO_TLSv1_2),
}
_STATISTICS = {
    'number': 20, 'connect': 21, 'connect_good': 22, 'connect_renegotiate': 23, 'accept': 24, 'accept_good': 25, 'accept_renegotiate': 26, 'hits': 27,
    'misses': 29, 'timeouts': 30, 'cache_full': 31,
}


_NAMES = {PROTOCOL_TLS: 'PROTOCOL_TLS', PROTOCOL_TLSv1: 'PROTOCOL_TLSv1', PROTOCOL_TLSv1_1: 'PROTOCOL_TLSv1_1', PROTOCOL_TLSv1_2: 'PROTOCOL_TLSv1_2'}
_OLD = {PROTO_SSLv3: 'SSLv3', PROTO_TLSv1: 'TLSv1', PROTO_TLSv1_1: 'TLSv1_1'}


def _deprecated(message):
    _warnings.warn(message, DeprecationWarning, stacklevel=2)


class _SSLContext:
    __module__ = '_ssl'

    def __new__(cls, protocol, /):
        if protocol not in _METHODS:
            raise ValueError(f'invalid or unsupported protocol version {protocol}')
        self = super().__new__(cls)
        if protocol not in (PROTOCOL_TLS_CLIENT, PROTOCOL_TLS_SERVER):
            _deprecated(f'ssl.{_NAMES[protocol]} is deprecated')
        method, only = _METHODS[protocol]
        self._protocol = int(protocol)
        self._context = _lib.ssl('SSL_CTX_new', _lib.ssl(method))
        if not self._context:
            raise _lib.failure()
        self._verify, self._checks_host, self._flags_of_host, self._hears, self._sni, self._protocols = CERT_NONE, False, HOSTFLAG_NO_PARTIAL_WILDCARDS, None, None, b''
        self._post_handshake, self._keylog, self._password = False, None, None
        _lib.ssl('SSL_CTX_set_options', self._context, OP_ALL | OP_NO_SSLv3 | OP_CIPHER_SERVER_PREFERENCE | OP_NO_COMPRESSION | OP_ENABLE_MIDDLEBOX_COMPAT)
        _lib.ssl('SSL_CTX_set_cipher_list', self._context, _DEFAULT_CIPHERS.encode())
        _lib.ssl('SSL_CTX_set_session_id_context', self._context, b'Python', 6)
        _lib.crypto('X509_VERIFY_PARAM_set_flags', self._parameters(), VERIFY_X509_TRUSTED_FIRST)
        if only:
            self._set_version(123, only)
            self._set_version(124, only)
        else:
            self._set_version(123, PROTO_TLSv1_2)
        if protocol == PROTOCOL_TLS_CLIENT:
            self.verify_mode, self._checks_host = CERT_REQUIRED, True
        return self

    def __del__(self):
        if getattr(self, '_context', 0):
            _lib.ssl('SSL_CTX_free', self._context)

    def _parameters(self):
        return _lib.ssl('SSL_CTX_get0_param', self._context)

    def _set_version(self, which, version):
        return _lib.ssl('SSL_CTX_ctrl', self._context, which, version, 0)

    def _version(self, which, other):
        return _lib.ssl('SSL_CTX_ctrl', self._context, which, 0, 0) or other

    def _limit(self, which, version):
        known = {PROTO_MINIMUM_SUPPORTED: 0 if which == 123 else PROTO_TLSv1, PROTO_MAXIMUM_SUPPORTED: PROTO_TLSv1_3 if which == 123 else 0}
        if version not in known and version not in (PROTO_SSLv3, PROTO_TLSv1, PROTO_TLSv1_1, PROTO_TLSv1_2, PROTO_TLSv1_3):
            raise ValueError(f'Unsupported TLS/SSL version 0x{version & 0xffffffff:x}')
        if self._protocol not in (PROTOCOL_TLS, PROTOCOL_TLS_CLIENT, PROTOCOL_TLS_SERVER):
            raise ValueError("The context's protocol doesn't support modification of highest and lowest version.")
        if version in _OLD:
            _deprecated(f'ssl.TLSVersion.{_OLD[version]} is deprecated')
        if not self._set_version(which, known.get(version, version)):
            raise ValueError(f'Unsupported protocol version 0x{version:x}')

    @property
    def protocol(self):
        return self._protocol

    @property
    def minimum_version(self):
        return self._version(130, PROTO_MINIMUM_SUPPORTED)

    @minimum_version.setter
    def minimum_version(self, value):
        self._limit(123, int(value))

    @property
    def maximum_version(self):
        return self._version(131, PROTO_MAXIMUM_SUPPORTED)

    @maximum_version.setter
    def maximum_version(self, value):
        self._limit(124, int(value))

    @property
    def options(self):
        return _lib.ssl('SSL_CTX_get_options', self._context)

    @options.setter
    def options(self, value):
        old = _lib.ssl('SSL_CTX_get_options', self._context)
        if int(value) & ~old & (OP_NO_SSLv3 | OP_NO_TLSv1 | OP_NO_TLSv1_1 | OP_NO_TLSv1_2 | OP_NO_TLSv1_3):
            _deprecated('ssl.OP_NO_SSL*/ssl.OP_NO_TLS* options are deprecated')
        _lib.ssl('SSL_CTX_clear_options', self._context, old & ~int(value))
        _lib.ssl('SSL_CTX_set_options', self._context, int(value) & ~old)

    @property
    def verify_flags(self):
        return _lib.crypto('X509_VERIFY_PARAM_get_flags', self._parameters())

    @verify_flags.setter
    def verify_flags(self, value):
        old = _lib.crypto('X509_VERIFY_PARAM_get_flags', self._parameters())
        _lib.crypto('X509_VERIFY_PARAM_clear_flags', self._parameters(), old & ~int(value))
        _lib.crypto('X509_VERIFY_PARAM_set_flags', self._parameters(), int(value) & ~old)

    @property
    def verify_mode(self):
        return self._verify

    @verify_mode.setter
    def verify_mode(self, value):
        if not isinstance(value, int):
            raise TypeError(f"'{type(value).__name__}' object cannot be interpreted as an integer")
        if value not in (CERT_NONE, CERT_OPTIONAL, CERT_REQUIRED):
            raise ValueError('invalid value for verify_mode')
        if value == CERT_NONE and self._checks_host:
            raise ValueError('Cannot set verify_mode to CERT_NONE when check_hostname is enabled.')
        self._verify = int(value)
        _lib.ssl('SSL_CTX_set_verify', self._context, (0, 1, 3)[self._verify], 0)

    @property
    def check_hostname(self):
        return self._checks_host

    @check_hostname.setter
    def check_hostname(self, value):
        if value and self._verify == CERT_NONE:
            self.verify_mode = CERT_REQUIRED
        self._checks_host = bool(value)

    @property
    def _host_flags(self):
        return self._flags_of_host

    @_host_flags.setter
    def _host_flags(self, value):
        self._flags_of_host = value

    @property
    def security_level(self):
        return _lib.ssl('SSL_CTX_get_security_level', self._context)

    @property
    def num_tickets(self):
        return _lib.ssl('SSL_CTX_get_num_tickets', self._context)

    @num_tickets.setter
    def num_tickets(self, value):
        if self._protocol != PROTOCOL_TLS_SERVER:
            raise ValueError('SSLContext is not a server context.')
        if value < 0:
            raise ValueError('value must be non-negative')
        _lib.ssl('SSL_CTX_set_num_tickets', self._context, value)

    @property
    def post_handshake_auth(self):
        return self._post_handshake

    @post_handshake_auth.setter
    def post_handshake_auth(self, value):
        self._post_handshake = bool(value)

    @property
    def sni_callback(self):
        return self._sni

    @sni_callback.setter
    def sni_callback(self, value):
        if self._protocol == PROTOCOL_TLS_CLIENT:
            raise ValueError('sni_callback cannot be set on TLS_CLIENT context')
        if value is not None and not callable(value):
            raise TypeError('not a callable object')
        self._sni = value

    @property
    def keylog_filename(self):
        return self._keylog

    @keylog_filename.setter
    def keylog_filename(self, value):
        self._keylog = value

    @property
    def _msg_callback(self):
        return self._hears

    @_msg_callback.setter
    def _msg_callback(self, value):
        if value is not None and not callable(value):
            raise TypeError(f'{value} is not callable.')
        self._hears = value

    def set_ciphers(self, cipherlist, /):
        if not _lib.ssl('SSL_CTX_set_cipher_list', self._context, cipherlist.encode()):
            _lib.forget()
            raise SSLError('No cipher can be selected.')

    def get_ciphers(self):
        return _lib.ciphers(self._context)

    def _set_alpn_protocols(self, protos, /):
        self._protocols = bytes(protos)
        _lib.ssl('SSL_CTX_set_alpn_protos', self._context, self._protocols, len(self._protocols))
        self._chooser = _lib.chooser(self._protocols)
        _lib.ssl('SSL_CTX_set_alpn_select_cb', self._context, self._chooser._address_, 0)

    def load_cert_chain(self, certfile, keyfile=None, password=None):
        certificate = _os.fsencode(certfile)
        key = certificate if keyfile is None else _os.fsencode(keyfile)
        for name in certificate, key:
            _lib.see(name)
        if callable(password):
            password = password()
        if password is not None:
            if not isinstance(password, (str, bytes, bytearray)):
                raise TypeError('password should be a string or callable')
            password = _lib.memory(password.encode() if isinstance(password, str) else bytes(password))
            _lib.ssl('SSL_CTX_set_default_passwd_cb_userdata', self._context, password._address_)
        if (_lib.ssl('SSL_CTX_use_certificate_chain_file', self._context, certificate) != 1
                or _lib.ssl('SSL_CTX_use_PrivateKey_file', self._context, key, 1) != 1 or _lib.ssl('SSL_CTX_check_private_key', self._context) != 1):
            raise _lib.failure()
        _lib.ssl('SSL_CTX_set_default_passwd_cb_userdata', self._context, 0)

    def load_verify_locations(self, cafile=None, capath=None, cadata=None):
        if cafile is None and capath is None and cadata is None:
            raise TypeError('cafile, capath and cadata cannot be all omitted')
        if cadata is not None:
            _lib.add_certificates(_lib.ssl('SSL_CTX_get_cert_store', self._context), cadata)
        if cafile is None and capath is None:
            return
        for name in cafile, capath:
            if name is not None:
                _lib.see(name)
        if not _lib.ssl('SSL_CTX_load_verify_locations', self._context, cafile and _os.fsencode(cafile), capath and _os.fsencode(capath)):
            raise _lib.failure()

    def set_default_verify_paths(self):
        if not _lib.ssl('SSL_CTX_set_default_verify_paths', self._context):
            raise _lib.failure()

    def load_dh_params(self, path, /):
        _lib.see(path)
        file = _lib.crypto('BIO_new_file', _os.fsencode(path), b'r')
        parameters = _lib.crypto('PEM_read_bio_DHparams', file, 0, 0, 0)
        failed = None if parameters else _lib.failure()
        _lib.crypto('BIO_free', file)
        if failed is not None:
            raise failed
        _lib.ssl('SSL_CTX_ctrl', self._context, 3, 0, parameters)
        _lib.crypto('DH_free', parameters)

    def set_ecdh_curve(self, name, /):
        data = _os.fsencode(name)
        if not _lib.ssl('SSL_CTX_ctrl', self._context, 92, 0, data):
            _lib.forget()
            raise ValueError(f'unknown elliptic curve name {name!r}')

    def session_stats(self):
        return {name: _lib.ssl('SSL_CTX_ctrl', self._context, number, 0, 0) for name, number in _STATISTICS.items()}

    def _certificates(self):
        return _lib.stored(_lib.ssl('SSL_CTX_get_cert_store', self._context))

    def cert_store_stats(self):
        found = self._certificates()
        return {'x509': sum(kind == 1 for kind, _ in found), 'crl': sum(kind == 2 for kind, _ in found),
                'x509_ca': sum(kind == 1 and _lib.crypto('X509_check_ca', certificate) != 0 for kind, certificate in found)}

    def get_ca_certs(self, binary_form=False):
        data = [_lib.der(certificate) for kind, certificate in self._certificates() if kind == 1 and _lib.crypto('X509_check_ca', certificate) == 1]
        return data if binary_form else [_described(one) for one in data]

    def _wrap_socket(self, sock, server_side, server_hostname=None, *, owner=None, session=None):
        return _SSLSocket(self, sock, MemoryBIO(), MemoryBIO(), server_side, server_hostname, owner, session)

    def _wrap_bio(self, incoming, outgoing, server_side, server_hostname=None, *, owner=None, session=None):
        return _SSLSocket(self, None, incoming, outgoing, server_side, server_hostname, owner, session)


class SSLSession:
    __module__ = '_ssl'

    def __new__(cls, *args, **kwargs):
        raise TypeError("cannot create '_ssl.SSLSession' instances")

    @classmethod
    def _of(cls, address, context):
        made = object.__new__(cls)
        made._session, made._context = address, context
        return made

    def __del__(self):
        _lib.ssl('SSL_SESSION_free', self._session)

    def __eq__(self, other):
        return self.id == other.id if isinstance(other, SSLSession) else NotImplemented

    __hash__ = None

    @property
    def id(self):
        return _lib.session_id(self._session)

    @property
    def time(self):
        return _lib.ssl('SSL_SESSION_get_time', self._session)

    @property
    def timeout(self):
        return _lib.ssl('SSL_SESSION_get_timeout', self._session)

    @property
    def has_ticket(self):
        return bool(_lib.ssl('SSL_SESSION_has_ticket', self._session))

    @property
    def ticket_lifetime_hint(self):
        return _lib.ssl('SSL_SESSION_get_ticket_lifetime_hint', self._session)


class Certificate:
    __module__ = '_ssl'

    def __new__(cls, *args, **kwargs):
        raise TypeError("cannot create '_ssl.Certificate' instances")


class _SSLSocket:
    __module__ = '_ssl'

    def __init__(self, context, sock, incoming, outgoing, server_side, server_hostname, owner, session):
        if server_side and context._protocol == PROTOCOL_TLS_CLIENT:
            raise SSLError(SSL_ERROR_SSL, 'Cannot create a server socket with a PROTOCOL_TLS_CLIENT context')
        if not server_side and context._protocol == PROTOCOL_TLS_SERVER:
            raise SSLError(SSL_ERROR_SSL, 'Cannot create a client socket with a PROTOCOL_TLS_SERVER context')
        self._context, self._sock, self._in, self._out = context, sock, incoming, outgoing
        self.server_side, self.owner = bool(server_side), owner
        self.server_hostname = server_hostname.decode('ascii') if isinstance(server_hostname, bytes) else server_hostname
        self._unsent = b''
        self._done = False
        self._ssl = _lib.ssl('SSL_new', context._context)
        for side in incoming, outgoing:
            _lib.crypto('BIO_up_ref', side._bio)
        _lib.ssl('SSL_set_bio', self._ssl, incoming._bio, outgoing._bio)
        if self._context._post_handshake and not server_side:
            _lib.ssl('SSL_set_post_handshake_auth', self._ssl, 1)
        if self.server_hostname is not None:
            self._name_host(self.server_hostname)
        if session is not None:
            self.session = session
        _lib.ssl('SSL_set_accept_state' if server_side else 'SSL_set_connect_state', self._ssl)

    def _name_host(self, name):
        if not name or name.startswith('.'):
            raise ValueError('server_hostname cannot be an empty string or start with a leading dot.')
        address = _lib.crypto('a2i_IPADDRESS', name.encode())
        if address:
            _lib.crypto('ASN1_STRING_free', address)
        else:
            _lib.ssl('SSL_ctrl', self._ssl, 55, 0, name.encode())
        if self._context._checks_host and not self.server_side:
            parameters = _lib.ssl('SSL_get0_param', self._ssl)
            _lib.crypto('X509_VERIFY_PARAM_set_hostflags', parameters, self._context._flags_of_host)
            if address:
                _lib.crypto('X509_VERIFY_PARAM_set1_ip_asc', parameters, name.encode())
            else:
                _lib.crypto('X509_VERIFY_PARAM_set1_host', parameters, name.encode(), len(name.encode()))

    def __del__(self):
        if getattr(self, '_ssl', 0):
            _lib.ssl('SSL_free', self._ssl)

    @property
    def context(self):
        return self._context

    @context.setter
    def context(self, value):
        self._context = value
        _lib.ssl('SSL_set_SSL_CTX', self._ssl, value._context)

    @property
    def session(self):
        made = _lib.ssl('SSL_get1_session', self._ssl)
        return SSLSession._of(made, self._context) if made else None

    @session.setter
    def session(self, value):
        if not isinstance(value, SSLSession):
            raise TypeError('Value is not a SSLSession.')
        if value._context is not self._context:
            raise ValueError('Session refers to a different SSLContext.')
        if self.server_side:
            raise ValueError('Cannot set session for server-side SSLSocket.')
        if self._done:
            raise ValueError('Cannot set session after handshake.')
        _lib.ssl('SSL_set_session', self._ssl, value._session)

    @property
    def session_reused(self):
        return bool(_lib.ssl('SSL_session_reused', self._ssl))

    # ---- what passes through memory

    def _send(self, what):
        while self._sock is not None and (self._unsent or self._out.pending):
            self._unsent = self._unsent or self._out.read()
            try:
                sent = _socket.socket.send(self._sock, self._unsent)
            except BlockingIOError:
                raise SSLWantWriteError(SSL_ERROR_WANT_WRITE, 'The operation did not complete (write) (_ssl.c:1006)') from None
            except TimeoutError:
                raise TimeoutError(f'The {what} operation timed out') from None
            self._unsent = self._unsent[sent:]

    def _receive(self, what):
        if self._sock is None:
            raise SSLWantReadError(SSL_ERROR_WANT_READ, 'The operation did not complete (read) (_ssl.c:1006)')
        try:
            data = _socket.socket.recv(self._sock, 16384)
        except BlockingIOError:
            raise SSLWantReadError(SSL_ERROR_WANT_READ, 'The operation did not complete (read) (_ssl.c:1006)') from None
        except TimeoutError:
            raise TimeoutError(f'The {what} operation timed out') from None
        if data:
            self._in.write(data)
        else:
            self._in.write_eof()

    def _run(self, what, name, *args):
        """Does it as often as OpenSSL wants more from the other side. The result, or the number of what ended it when that is the end of the data."""
        while True:
            _lib.forget()
            result = _lib.ssl(name, self._ssl, *args)
            error = _lib.ssl('SSL_get_error', self._ssl, result) if result <= 0 else 0
            failed = _lib.failure(self) if error == SSL_ERROR_SSL else None
            try:
                self._send(what)
            except OSError:
                if failed is None:
                    raise
            if error == 0:
                return result
            if error == SSL_ERROR_WANT_READ:
                self._receive(what)
            elif error == SSL_ERROR_ZERO_RETURN:
                return 0
            elif failed is not None:
                raise failed
            elif error != SSL_ERROR_WANT_WRITE:
                raise SSLEOFError(SSL_ERROR_EOF, 'EOF occurred in violation of protocol (_ssl.c:1006)')

    def do_handshake(self):
        if self._run('handshake', 'SSL_do_handshake') == 0:
            raise SSLZeroReturnError(SSL_ERROR_ZERO_RETURN, 'TLS/SSL connection has been closed (EOF) (_ssl.c:1006)')
        self._done = True

    def read(self, size=1024, buffer=None, /):
        if size < 0:
            raise ValueError('size should not be negative')
        if buffer is not None:
            view = memoryview(buffer).cast('B')
            size = min(size, len(view)) if size > 0 else len(view)
        block = _lib.room(size)
        count = self._run('read', 'SSL_read', block._address_, size) if size else 0
        data = _lib.content(block, count)
        if buffer is None:
            return data
        view[:count] = data
        return count

    def write(self, data, /):
        data = bytes(data)
        return self._run('write', 'SSL_write', data, len(data)) if data else 0

    def pending(self):
        return _lib.ssl('SSL_pending', self._ssl)

    def shutdown(self):
        _lib.forget()
        result = _lib.ssl('SSL_shutdown', self._ssl)
        self._send('write')
        if result == 0:
            self._run('read', 'SSL_shutdown')
        return self._sock

    # ---- what was agreed on

    def version(self):
        return _lib.text(_lib.ssl('SSL_get_version', self._ssl)) if self._done else None

    def cipher(self):
        return _lib.cipher(_lib.ssl('SSL_get_current_cipher', self._ssl))

    def shared_ciphers(self):
        return None

    def compression(self):
        return None

    def selected_alpn_protocol(self):
        return _lib.chosen(self._ssl)

    def getpeercert(self, binary_mode=False, /):
        if not self._done:
            raise ValueError('handshake not done yet')
        certificate = _lib.ssl('SSL_get1_peer_certificate', self._ssl)
        if not certificate:
            return None
        data = _lib.der(certificate)
        _lib.crypto('X509_free', certificate)
        return data if binary_mode else {} if self._context._verify == CERT_NONE else _described(data)

    def get_channel_binding(self, cb_type='tls-unique', /):
        if cb_type != 'tls-unique':
            raise ValueError(f"'{cb_type}' channel binding type not implemented")
        block = _lib.room(128)
        name = 'SSL_get_peer_finished' if self.server_side else 'SSL_get_finished'
        return _lib.content(block, _lib.ssl(name, self._ssl, block._address_, 128)) or None

    def verify_client_post_handshake(self):
        if _lib.ssl('SSL_verify_client_post_handshake', self._ssl) != 1:
            raise _lib.failure()


def _test_decode_cert(path, /):
    import base64
    with open(path, 'rb') as file:
        data = file.read()
    if b'-----BEGIN CERTIFICATE-----' in data:
        data = base64.b64decode(data.split(b'-----BEGIN CERTIFICATE-----')[1].split(b'-----END')[0])
    return _described(data)
