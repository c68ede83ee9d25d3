"""The system's OpenSSL, as _ssl needs it."""
import _native
import os as _os
from _native import Block as _Block, Callback as _Callback

try:
    _crypto = _native.dlopen('libcrypto.so.3')
    _ssl = _native.dlopen('libssl.so.3')
except OSError as _e:
    raise ImportError("_ssl needs the system's OpenSSL 3 (libssl.so.3)", name='_ssl') from _e

_known = {}

# Functions whose result is an address or a long number; that of the others is an int.
_LONG = {
    'SSL_CTX_new', 'TLS_method', 'TLS_client_method', 'TLS_server_method', 'SSL_CTX_get0_param', 'SSL_get0_param', 'SSL_CTX_get_cert_store', 'SSL_new',
    'BIO_new', 'BIO_s_mem', 'BIO_new_mem_buf', 'SSL_get_current_cipher', 'SSL_get_version', 'SSL_get1_peer_certificate', 'a2i_IPADDRESS',
    'X509_STORE_get0_objects', 'OPENSSL_sk_value', 'X509_OBJECT_get0_X509', 'd2i_X509_bio', 'PEM_read_bio_X509', 'SSL_CIPHER_get_name',
    'SSL_CIPHER_get_version', 'SSL_CIPHER_description', 'SSL_CTX_get_ciphers', 'ERR_lib_error_string', 'ERR_reason_error_string', 'OBJ_nid2obj',
    'OBJ_txt2obj', 'OBJ_nid2sn', 'OBJ_nid2ln', 'X509_verify_cert_error_string', 'X509_get_default_cert_file_env', 'X509_get_default_cert_file',
    'X509_get_default_cert_dir_env', 'X509_get_default_cert_dir', 'OpenSSL_version', 'SSL_CTX_get_options', 'X509_VERIFY_PARAM_get_flags', 'SSL_CTX_ctrl',
    'ERR_peek_last_error', 'SSL_get_verify_result', 'BIO_ctrl_pending', 'BIO_ctrl', 'SSL_get_finished', 'SSL_get_peer_finished', 'OpenSSL_version_num',
    'SSL_CTX_get_num_tickets', 'SSL_get1_session', 'SSL_SESSION_get_time', 'SSL_SESSION_get_timeout', 'SSL_SESSION_get_ticket_lifetime_hint',
    'SSL_SESSION_get_id', 'BIO_new_file', 'PEM_read_bio_DHparams',
}


def _call(library, name, args):
    address = _known.get(name)
    if address is None:
        address = _known[name] = _native.dlsym(library, name)
    held = [memory(a) if isinstance(a, bytes) else a for a in args]
    values = tuple([a._address_ if isinstance(a, _Block) else 0 if a is None else a for a in held])
    result = _native.call(address, 'i' * len(values), values, 'l')
    if name in _LONG:
        return result
    result &= 0xffffffff
    return result - 0x100000000 if result > 0x7fffffff else result


def ssl(name, *args):
    return _call(_ssl, name, args)


def crypto(name, *args):
    return _call(_crypto, name, args)


def room(size):
    block = _Block()
    block._own_(size)
    return block


def memory(data):
    block = room(len(data) + 1)
    _native.write(block._address_, data)
    return block


def content(block, size):
    return _native.read(block._address_, size) if size > 0 else b''


def text(address):
    return _native.read_text(address).decode() if address else None


def _address(block, index=0):
    return int.from_bytes(_native.read(block._address_ + 8 * index, 8), 'little')


OPENSSL_VERSION = text(crypto('OpenSSL_version', 0))
OPENSSL_VERSION_NUMBER = crypto('OpenSSL_version_num')
OPENSSL_VERSION_INFO = (OPENSSL_VERSION_NUMBER >> 28 & 255, OPENSSL_VERSION_NUMBER >> 20 & 255, OPENSSL_VERSION_NUMBER >> 12 & 255,
                        OPENSSL_VERSION_NUMBER >> 4 & 255, OPENSSL_VERSION_NUMBER & 15)


def see(name):
    """Fails, without a word about the name, where there is no such file."""
    try:
        _os.stat(name)
    except OSError as e:
        raise OSError(e.errno, _os.strerror(e.errno)) from None


# ---- errors

class SSLError(OSError):
    """Something went wrong in TLS."""
    __module__ = 'ssl'

    def __str__(self):
        return self.strerror if isinstance(self.strerror, str) else str(self.args)


class SSLZeroReturnError(SSLError):
    """The other side has closed the connection."""
    __module__ = 'ssl'


class SSLWantReadError(SSLError):
    """More must be read before it can go on, and reading would block."""
    __module__ = 'ssl'


class SSLWantWriteError(SSLError):
    """More must be written before it can go on, and writing would block."""
    __module__ = 'ssl'


class SSLSyscallError(SSLError):
    """The system reported a failure."""
    __module__ = 'ssl'


class SSLEOFError(SSLError):
    """The connection ended without being closed as TLS does."""
    __module__ = 'ssl'


class SSLCertVerificationError(SSLError, ValueError):
    """A certificate is not to be trusted."""
    __module__ = 'ssl'


def forget():
    crypto('ERR_clear_error')


def failure(connection=None):
    """The exception for what OpenSSL noted last."""
    code = crypto('ERR_peek_last_error')
    reason = text(crypto('ERR_reason_error_string', code)) or 'unknown error'
    library = {20: 'SSL', 11: 'X509', 9: 'PEM', 13: 'ASN1'}.get(code >> 23 & 255)
    forget()
    if code & 0x80000000:
        return OSError(code & 0x7fffffff, _os.strerror(code & 0x7fffffff))
    name = reason.upper().replace(' ', '_').replace('-', '_')
    kind, words, trust = SSLError, reason, 0
    if name == 'UNEXPECTED_EOF_WHILE_READING':
        kind, words = SSLEOFError, 'EOF occurred in violation of protocol'
    if reason == 'certificate verify failed' and connection is not None:
        kind, trust = SSLCertVerificationError, ssl('SSL_get_verify_result', connection._ssl)
        why = (f"Hostname mismatch, certificate is not valid for '{connection.server_hostname}'." if trust == 62
               else f"IP address mismatch, certificate is not valid for '{connection.server_hostname}'." if trust == 64
               else text(crypto('X509_verify_cert_error_string', trust)))
        words = f'{reason}: {why}'
    made = kind(8 if kind is SSLEOFError else 1, f'[{library or "unknown"}: {name}] {words} (_ssl.c:1006)')
    made.library, made.reason = library, name
    if kind is SSLCertVerificationError:
        made.verify_code, made.verify_message = trust, why
    return made


# ---- memory that TLS reads and writes

class MemoryBIO:
    __module__ = '_ssl'

    def __init__(self):
        self._bio = crypto('BIO_new', crypto('BIO_s_mem'))
        self._ended = False
        crypto('BIO_ctrl', self._bio, 130, -1, 0)

    def __del__(self):
        if getattr(self, '_bio', 0):
            crypto('BIO_free', self._bio)

    @property
    def pending(self):
        return crypto('BIO_ctrl_pending', self._bio)

    @property
    def eof(self):
        return self._ended and self.pending == 0

    def read(self, size=-1, /):
        there = self.pending
        size = there if size < 0 else min(size, there)
        block = room(size)
        return content(block, crypto('BIO_read', self._bio, block, size)) if size else b''

    def write(self, b, /):
        if self._ended:
            raise SSLError('cannot write() after write_eof()')
        data = bytes(memoryview(b))
        return crypto('BIO_write', self._bio, data, len(data)) if data else 0

    def write_eof(self):
        self._ended = True
        crypto('BIO_ctrl', self._bio, 130, 0, 0)


# ---- certificates and ciphers

def der(certificate):
    size = crypto('i2d_X509', certificate, 0)
    block, at = room(size), room(8)
    _native.write(at._address_, block._address_.to_bytes(8, 'little'))
    crypto('i2d_X509', certificate, at)
    return content(block, size)


def add_certificates(store, data):
    if isinstance(data, str):
        try:
            data = data.encode('ascii')
        except UnicodeEncodeError:
            raise TypeError('cadata should be an ASCII string or a bytes-like object') from None
        function, rest = 'PEM_read_bio_X509', (0, 0, 0)
    else:
        data = bytes(data)
        function, rest = 'd2i_X509_bio', (0,)
    if not data:
        raise ValueError('Empty certificate data')
    held = memory(data)
    bio = crypto('BIO_new_mem_buf', held, len(data))
    count = 0
    while certificate := crypto(function, bio, *rest):
        count += 1
        crypto('X509_STORE_add_cert', store, certificate)
        crypto('X509_free', certificate)
    crypto('BIO_free', bio)
    forget()
    if count == 0:
        raise SSLError(0, 'no start line: cadata does not contain a certificate (_ssl.c:4020)' if function[0] == 'P'
                       else 'not enough data: cadata does not contain a certificate (_ssl.c:4020)')


def stored(store):
    objects = crypto('X509_STORE_get0_objects', store)
    found = []
    for i in range(crypto('OPENSSL_sk_num', objects)):
        one = crypto('OPENSSL_sk_value', objects, i)
        found.append((crypto('X509_OBJECT_get_type', one), crypto('X509_OBJECT_get0_X509', one)))
    return found


def cipher(one):
    if not one:
        return None
    return text(ssl('SSL_CIPHER_get_name', one)), text(ssl('SSL_CIPHER_get_version', one)), ssl('SSL_CIPHER_get_bits', one, 0)


def ciphers(context):
    all_of_them = ssl('SSL_CTX_get_ciphers', context)
    made = []
    for i in range(crypto('OPENSSL_sk_num', all_of_them)):
        one = crypto('OPENSSL_sk_value', all_of_them, i)
        name, version, bits = cipher(one)
        words = room(256)
        description = text(ssl('SSL_CIPHER_description', one, words, 256)).strip()
        made.append({'id': ssl('SSL_CIPHER_get_id', one) & 0xffffffff, 'name': name, 'protocol': version, 'description': description,
                     'strength_bits': bits, 'alg_bits': bits, 'aead': bool(ssl('SSL_CIPHER_is_aead', one)),
                     'symmetric': _long_name(ssl('SSL_CIPHER_get_cipher_nid', one)), 'digest': _long_name(ssl('SSL_CIPHER_get_digest_nid', one)),
                     'kea': _long_name(ssl('SSL_CIPHER_get_kx_nid', one)), 'auth': _long_name(ssl('SSL_CIPHER_get_auth_nid', one))})
    return made


def _long_name(nid):
    return text(crypto('OBJ_nid2ln', nid)) if nid else None


def chooser(protocols):
    """What a server calls to choose among the protocols of a client."""
    ours = memory(protocols)

    def choose(args):
        connection, out, size, theirs, length, arg = args
        return 0 if ssl('SSL_select_next_proto', out, size, ours, len(protocols), theirs, length & 0xffffffff) == 1 else 3
    made = _Callback(choose, 'iiiiii', 'i')
    return _Kept(made.address, made)


class _Kept:
    def __init__(self, address, *held):
        self._address_, self._held = address, held


def chosen(connection):
    block = room(16)
    ssl('SSL_get0_alpn_selected', connection, block._address_, block._address_ + 8)
    size = _address(block, 1) & 0xffffffff
    return _native.read(_address(block), size).decode('ascii') if size else None


def session_id(session):
    size = room(8)
    address = ssl('SSL_SESSION_get_id', session, size)
    return _native.read(address, int.from_bytes(content(size, 4), 'little'))


# ---- names of things

def _object(made):
    if not made:
        return None
    nid = crypto('OBJ_obj2nid', made)
    words = room(256)
    crypto('OBJ_obj2txt', words, 256, made, 1)
    return nid, text(crypto('OBJ_nid2sn', nid)), text(crypto('OBJ_nid2ln', nid)), text(words._address_)


def txt2obj(txt, name=False):
    made = crypto('OBJ_txt2obj', txt.encode(), 0 if name else 1)
    found = _object(made)
    forget()
    if found is None:
        raise ValueError(f"unknown object '{txt[:100]}'")
    crypto('ASN1_OBJECT_free', made)
    return found


def nid2obj(nid, /):
    if nid < 0:
        raise ValueError('NID must be positive')
    found = _object(crypto('OBJ_nid2obj', nid))
    forget()
    if found is None:
        raise ValueError(f'unknown NID {nid}')
    return found


def get_default_verify_paths():
    return tuple([text(crypto('X509_get_default_cert_' + what)) for what in ('file_env', 'file', 'dir_env', 'dir')])


# ---- random bytes

def RAND_bytes(n, /):
    if n < 0:
        raise ValueError('num must be positive')
    return _os.urandom(n)


def RAND_pseudo_bytes(n, /):
    return RAND_bytes(n), True


def RAND_status():
    return True


def RAND_add(string, entropy, /):
    pass
