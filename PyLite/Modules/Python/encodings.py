"""Codecs by name, where CPython's library is not there to bring its own."""
import _codecs
import codecs
import sys

aliases = {
    'u8': 'utf_8', 'utf': 'utf_8', 'utf8': 'utf_8', 'cp65001': 'utf_8', 'u16': 'utf_16', 'utf16': 'utf_16', 'u32': 'utf_32', 'utf32': 'utf_32',
    'utf_16be': 'utf_16_be', 'utf_16le': 'utf_16_le', 'utf_32be': 'utf_32_be', 'utf_32le': 'utf_32_le', 'u7': 'utf_7', 'utf7': 'utf_7',
    '646': 'ascii', 'us': 'ascii', 'us_ascii': 'ascii', 'ansi_x3.4_1968': 'ascii', 'iso646_us': 'ascii',
    'latin': 'latin_1', 'latin1': 'latin_1', 'l1': 'latin_1', 'iso_8859_1': 'latin_1', 'iso8859_1': 'latin_1', '8859': 'latin_1', 'cp819': 'latin_1',
    'utf_8_signature': 'utf_8_sig', 'utf8_sig': 'utf_8_sig',
}

_UNICODE = {'utf_8': 'utf-8', 'utf_7': 'utf-7', 'utf_16': 'utf-16', 'utf_16_le': 'utf-16-le', 'utf_16_be': 'utf-16-be', 'utf_32': 'utf-32',
            'utf_32_le': 'utf-32-le', 'utf_32_be': 'utf-32-be'}
_SIMPLE = {'ascii': 'ascii', 'latin_1': 'iso8859-1', 'unicode_escape': 'unicode-escape', 'raw_unicode_escape': 'raw-unicode-escape'}


def normalize_encoding(encoding):
    """The name with underscores for what is no letter, digit or dot."""
    if isinstance(encoding, bytes):
        encoding = str(encoding, 'ascii')
    words = ''.join(c if c.isalnum() or c == '.' else ' ' for c in encoding)
    return '_'.join(words.split())


def _classes(encode, decode, stateful):
    class Encoder(codecs.IncrementalEncoder):
        def encode(self, input, final=False):
            return encode(input, self.errors)[0]

    if stateful:
        class Decoder(codecs.BufferedIncrementalDecoder):
            def _buffer_decode(self, input, errors, final):
                return decode(input, errors, final)
    else:
        class Decoder(codecs.IncrementalDecoder):
            def decode(self, input, final=False):
                return decode(input, self.errors)[0]

    class Writer(codecs.StreamWriter):
        def encode(self, input, errors='strict'):
            return encode(input, errors)

    class Reader(codecs.StreamReader):
        def decode(self, input, errors='strict'):
            return decode(input, errors)

    return Encoder, Decoder, Writer, Reader


def _with_mark(name):
    """UTF-16 and UTF-32: a mark comes before the first piece only, and its byte order is that of all."""
    encode, plain = getattr(_codecs, name + '_encode'), getattr(_codecs, f'{name}_{sys.byteorder[0]}e_encode')
    decode = getattr(_codecs, name + '_ex_decode')

    class Encoder(codecs.IncrementalEncoder):
        begun = False

        def encode(self, input, final=False):
            if not input:
                return b''
            run = plain if self.begun else encode
            self.begun = True
            return run(input, self.errors)[0]

        def reset(self):
            self.begun = False

        def getstate(self):
            return 0 if self.begun else 2

        def setstate(self, state):
            self.begun = state == 0

    class Decoder(codecs.BufferedIncrementalDecoder):
        order = 0

        def _buffer_decode(self, input, errors, final):
            text, used, self.order = decode(input, errors, self.order, final)
            return text, used

        def reset(self):
            codecs.BufferedIncrementalDecoder.reset(self)
            self.order = 0

    return Encoder, Decoder


def _info(name, encode, decode, stateful=False):
    encoder, decoder, writer, reader = _classes(encode, decode, stateful)
    if name in ('utf-16', 'utf-32'):
        encoder, decoder = _with_mark(name.replace('-', '_'))

    def decode_all(input, errors='strict'):
        return decode(input, errors, True) if stateful else decode(input, errors)

    return codecs.CodecInfo(encode, decode_all, streamreader=reader, streamwriter=writer, incrementalencoder=encoder, incrementaldecoder=decoder,
                            name=name)


def _marked():
    """UTF-8 that begins with a mark."""
    def encode(input, errors='strict'):
        return codecs.BOM_UTF8 + _codecs.utf_8_encode(input, errors)[0], len(input)

    def decode(input, errors='strict'):
        skipped = 3 if bytes(input[:3]) == codecs.BOM_UTF8 else 0
        text, used = _codecs.utf_8_decode(input[skipped:], errors, True)
        return text, used + skipped

    return _info('utf-8-sig', encode, decode)


def search_function(encoding):
    """The codec of a name, or None."""
    name = normalize_encoding(encoding).lower()
    name = aliases.get(name, name)
    if name in _UNICODE or name in _SIMPLE:
        return _info(_UNICODE.get(name) or _SIMPLE[name], getattr(_codecs, name + '_encode'), getattr(_codecs, name + '_decode'), name in _UNICODE)
    if name == 'utf_8_sig':
        return _marked()
    table = _codecs._platform_table(name)
    if table is None:
        return None
    mapping = _codecs.charmap_build(table)
    return _info(name.replace('_', '-'), lambda input, errors='strict': _codecs.charmap_encode(input, errors, mapping),
                 lambda input, errors='strict': _codecs.charmap_decode(input, errors, table))


codecs.register(search_function)
