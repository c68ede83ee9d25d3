"""What a certificate says, as getpeercert() tells it, read from its DER form."""
import _ssl_library as _lib

_MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split()


def _read(data, at=0):
    """The tag and content of an element, and where the next begins."""
    tag, size = data[at], data[at + 1]
    at += 2
    if size & 0x80:
        count = size & 0x7f
        size = int.from_bytes(data[at:at + count], 'big')
        at += count
    return tag, data[at:at + size], at + size


def _parts(data):
    at = 0
    while at < len(data):
        tag, content, at = _read(data, at)
        yield tag, content


def _number(data):
    parts, value = [], 0
    for byte in data:
        value = value << 7 | byte & 0x7f
        if not byte & 0x80:
            parts.append(value)
            value = 0
    first = min(parts[0] // 40, 2)
    return '.'.join(map(str, [first, parts[0] - 40 * first, *parts[1:]]))


def _text(tag, data):
    return data.decode('utf-16-be' if tag == 30 else 'utf-32-be' if tag == 28 else 'utf-8' if tag == 12 else 'latin-1')


def _name(data):
    found = []
    for _, group in _parts(data):
        pairs = []
        for _, pair in _parts(group):
            (_, kind), (tag, value) = _parts(pair)
            try:
                word = _lib.txt2obj(_number(kind))[2]
            except ValueError:
                word = _number(kind)
            pairs.append((word, _text(tag, value)))
        found.append(tuple(pairs))
    return tuple(found)


def _time(tag, data):
    digits = data.decode('ascii')
    if tag == 23:
        digits = ('19' if digits[0] >= '5' else '20') + digits
    return f'{_MONTHS[int(digits[4:6]) - 1]} {int(digits[6:8]):2} {digits[8:10]}:{digits[10:12]}:{digits[12:14]} {digits[:4]} GMT'


def _address(data):
    if len(data) == 4:
        return '.'.join(map(str, data))
    return ':'.join(f'{data[i] << 8 | data[i + 1]:X}' for i in range(0, len(data), 2))


def _general(data):
    found = []
    for tag, value in _parts(data):
        kind = tag & 31
        if kind == 4:
            found.append(('DirName', _name(_read(value)[1])))
        elif kind == 7:
            found.append(('IP Address', _address(value)))
        elif kind == 8:
            found.append(('Registered ID', _number(value)))
        elif kind in (1, 2, 6):
            found.append(({1: 'email', 2: 'DNS', 6: 'URI'}[kind], value.decode('latin-1')))
        else:
            found.append(('othername', '<unsupported>'))
    return tuple(found)


def _places(data):
    """Where lists of certificates that are no longer good are found."""
    found = []
    for _, point in _parts(_read(data)[1]):
        for tag, name in _parts(point):
            if tag == 0xa0:
                for kind, names in _parts(name):
                    if kind == 0xa0:
                        found += [value.decode('latin-1') for of, value in _parts(names) if of & 31 == 6]
    return tuple(found)


def _services(data, wanted):
    found = []
    for _, one in _parts(_read(data)[1]):
        (_, kind), (tag, value) = _parts(one)
        if _number(kind) == wanted and tag & 31 == 6:
            found.append(value.decode('latin-1'))
    return tuple(found)


def described(data):
    fields = list(_parts(_read(_read(data)[1])[1]))
    version = 1
    if fields[0][0] == 0xa0:
        version = _read(fields.pop(0)[1])[1][-1] + 1
    serial, _, issuer, validity, subject = fields[:5]
    (begin_tag, begin), (end_tag, end) = _parts(validity[1])
    number = serial[1].hex().upper()
    if len(number) > 2 and number.startswith('00'):
        number = number[2:]
    made = {'subject': _name(subject[1]), 'issuer': _name(issuer[1]), 'version': version, 'serialNumber': number,
            'notBefore': _time(begin_tag, begin), 'notAfter': _time(end_tag, end)}
    extensions = {}
    for tag, content in fields[6:]:
        if tag == 0xa3:
            for _, extension in _parts(_read(content)[1]):
                parts = list(_parts(extension))
                extensions[_number(parts[0][1])] = parts[-1][1]
    if '2.5.29.17' in extensions:
        made['subjectAltName'] = _general(_read(extensions['2.5.29.17'])[1])
    if '1.3.6.1.5.5.7.1.1' in extensions:
        for key, kind in ('OCSP', '1.3.6.1.5.5.7.48.1'), ('caIssuers', '1.3.6.1.5.5.7.48.2'):
            if found := _services(extensions['1.3.6.1.5.5.7.1.1'], kind):
                made[key] = found
    if '2.5.29.31' in extensions:
        if places := _places(extensions['2.5.29.31']):
            made['crlDistributionPoints'] = places
    return made
