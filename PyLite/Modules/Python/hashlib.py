"""Hash functions."""
from _blake2 import blake2b, blake2s
from _hashlib import new, openssl_md_meth_names, pbkdf2_hmac
from _md5 import md5
from _sha1 import sha1
from _sha256 import sha224, sha256
from _sha3 import sha3_224, sha3_256, sha3_384, sha3_512, shake_128, shake_256
from _sha512 import sha384, sha512

algorithms_guaranteed = set(openssl_md_meth_names)
algorithms_available = set(openssl_md_meth_names)

__all__ = ('md5', 'sha1', 'sha224', 'sha256', 'sha384', 'sha512', 'blake2b', 'blake2s', 'sha3_224', 'sha3_256', 'sha3_384', 'sha3_512',
           'shake_128', 'shake_256', 'new', 'algorithms_guaranteed', 'algorithms_available', 'pbkdf2_hmac', 'file_digest')


def file_digest(fileobj, digest, /, *, _bufsize=1 << 18):
    """The hash of a file opened for reading bytes."""
    state = new(digest) if isinstance(digest, str) else digest()
    while True:
        data = fileobj.read(_bufsize)
        if not data:
            return state
        state.update(data)
