"""Bytes as text of 16, 32, 64 or 85 characters."""

import binascii

__all__ = ['encode', 'decode', 'encodebytes', 'decodebytes', 'b64encode', 'b64decode', 'b32encode', 'b32decode', 'b32hexencode', 'b32hexdecode',
           'b16encode', 'b16decode', 'b85encode', 'b85decode', 'a85encode', 'a85decode', 'standard_b64encode', 'standard_b64decode',
           'urlsafe_b64encode', 'urlsafe_b64decode']


def _bytes(s):
    if isinstance(s, str):
        try:
            return s.encode('ascii')
        except UnicodeEncodeError:
            raise ValueError('string argument should contain only ASCII characters')
    if isinstance(s, (bytes, bytearray)):
        return bytes(s)
    try:
        return bytes(memoryview(s))
    except TypeError:
        raise TypeError("argument should be a bytes-like object or ASCII string, not %r" % s.__class__.__name__) from None


def b64encode(s, altchars=None):
    encoded = binascii.b2a_base64(s, newline=False)
    if altchars is not None:
        assert len(altchars) == 2, repr(altchars)
        return encoded.translate(bytes.maketrans(b'+/', altchars))
    return encoded


def b64decode(s, altchars=None, validate=False):
    s = _bytes(s)
    if altchars is not None:
        altchars = _bytes(altchars)
        assert len(altchars) == 2, repr(altchars)
        s = s.translate(bytes.maketrans(altchars, b'+/'))
    return binascii.a2b_base64(s, strict_mode=validate)


def standard_b64encode(s):
    return b64encode(s)


def standard_b64decode(s):
    return b64decode(s)


def urlsafe_b64encode(s):
    return b64encode(s, b'-_')


def urlsafe_b64decode(s):
    return b64decode(s, b'-_')


_base32 = b'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
_base32hex = b'0123456789ABCDEFGHIJKLMNOPQRSTUV'


def _encode32(alphabet, s):
    s = bytes(s)
    result = bytearray()
    for i in range(0, len(s), 5):
        part = s[i:i + 5]
        bits = int.from_bytes(part + bytes(5 - len(part)), 'big')
        digits = bytes([alphabet[bits >> shift & 31] for shift in range(35, -1, -5)])
        used = (len(part) * 8 + 4) // 5
        result += digits[:used] + b'=' * (8 - used)
    return bytes(result)


def _decode32(alphabet, s, casefold, map01=None):
    s = _bytes(s)
    if len(s) % 8:
        raise binascii.Error('Incorrect padding')
    if map01 is not None:
        map01 = _bytes(map01)
        assert len(map01) == 1, repr(map01)
        s = s.translate(bytes.maketrans(b'01', b'O' + map01))
    if casefold:
        s = s.upper()
    length = len(s)
    s = s.rstrip(b'=')
    padding = length - len(s)
    values = {c: i for i, c in enumerate(alphabet)}
    result = bytearray()
    for i in range(0, len(s), 8):
        bits = 0
        for c in s[i:i + 8].ljust(8, alphabet[:1]):
            if c not in values:
                raise binascii.Error('Non-base32 digit found')
            bits = bits << 5 | values[c]
        result += bits.to_bytes(5, 'big')
    if padding not in (0, 1, 3, 4, 6):
        raise binascii.Error('Incorrect padding')
    if padding and result:
        result = result[:-5] + result[-5:][:(8 - padding) * 5 // 8]
    return bytes(result)


def b32encode(s):
    return _encode32(_base32, s)


def b32decode(s, casefold=False, map01=None):
    return _decode32(_base32, s, casefold, map01)


def b32hexencode(s):
    return _encode32(_base32hex, s)


def b32hexdecode(s, casefold=False):
    return _decode32(_base32hex, s, casefold)


def b16encode(s):
    return binascii.hexlify(s).upper()


def b16decode(s, casefold=False):
    s = _bytes(s)
    if casefold:
        s = s.upper()
    if s.translate(None, b'0123456789ABCDEF'):
        raise binascii.Error('Non-base16 digit found')
    return binascii.unhexlify(s)


_base85 = b'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%&()*+-;<=>?@^_`{|}~'
_ascii85 = bytes(range(33, 118))


def _encode85(alphabet, b, pad, zeros=False, spaces=False):
    b = bytes(b)
    padding = -len(b) % 4
    b += bytes(padding)
    result = bytearray()
    for i in range(0, len(b), 4):
        n = int.from_bytes(b[i:i + 4], 'big')
        is_last = i + 4 == len(b)
        if zeros and n == 0 and not (is_last and padding and not pad):
            result += b'z'
        elif spaces and n == 0x20202020:
            result += b'y'
        else:
            digits = bytearray()
            for _ in range(5):
                n, digit = divmod(n, 85)
                digits.append(alphabet[digit])
            digits.reverse()
            result += digits[:5 - padding] if is_last and padding and not pad else digits
    return bytes(result)


def b85encode(b, pad=False):
    return _encode85(_base85, b, pad)


def b85decode(b):
    b = _bytes(b)
    values = {c: i for i, c in enumerate(_base85)}
    padding = -len(b) % 5
    b += b'~' * padding
    result = bytearray()
    for i in range(0, len(b), 5):
        n = 0
        for at, c in enumerate(b[i:i + 5]):
            if c not in values:
                raise ValueError('bad base85 character at position %d' % (i + at)) from None
            n = n * 85 + values[c]
        if n > 0xFFFFFFFF:
            raise ValueError('base85 overflow in hunk starting at byte %d' % i) from None
        result += n.to_bytes(4, 'big')
    return bytes(result[:len(result) - padding])


def a85encode(b, *, foldspaces=False, wrapcol=0, pad=False, adobe=False):
    result = _encode85(_ascii85, b, pad, zeros=True, spaces=foldspaces)
    if adobe:
        result = b'<~' + result
    if wrapcol:
        wrapcol = max(2 if adobe else 1, wrapcol)
        lines = [result[i:i + wrapcol] for i in range(0, len(result), wrapcol)]
        if adobe and len(lines[-1]) + 2 > wrapcol:
            lines.append(b'')
        result = b'\n'.join(lines)
    return result + b'~>' if adobe else result


def a85decode(b, *, foldspaces=False, adobe=False, ignorechars=b' \t\n\r\v'):
    b = _bytes(b)
    if adobe:
        if not b.endswith(b'~>'):
            raise ValueError("Ascii85 encoded byte sequences must end with b'~>'")
        b = b[2:-2] if b.startswith(b'<~') else b[:-2]
    result = bytearray()
    digits = []
    for c in b + b'u' * 4:
        if 33 <= c <= 117:
            digits.append(c - 33)
            if len(digits) == 5:
                n = 0
                for digit in digits:
                    n = n * 85 + digit
                if n > 0xFFFFFFFF:
                    raise ValueError('Ascii85 overflow') from None
                result += n.to_bytes(4, 'big')
                digits = []
        elif c == 122 or foldspaces and c == 121:
            if digits:
                raise ValueError('%s inside Ascii85 5-tuple' % chr(c))
            result += b'\0\0\0\0' if c == 122 else b'    '
        elif c not in ignorechars:
            raise ValueError('Non-Ascii85 digit found: %c' % c)
    padding = 4 - len(digits)
    return bytes(result[:len(result) - padding]) if padding else bytes(result)


def encodebytes(s):
    """Base 64 in lines of 76 characters."""
    s = bytes(s)
    return b''.join([binascii.b2a_base64(s[i:i + 57]) for i in range(0, len(s), 57)])


def decodebytes(s):
    return binascii.a2b_base64(bytes(s))


def encode(input, output):
    output.write(encodebytes(input.read()))


def decode(input, output):
    output.write(decodebytes(input.read()))
