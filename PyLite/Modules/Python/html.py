"""Quoting text for HTML, and back."""

import re

__all__ = ['escape', 'unescape']


def escape(s, quote=True):
    """The text with &amp;, &lt; and &gt; and, with quote, &quot; and &#x27;."""
    s = s.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    if quote:
        s = s.replace('"', "&quot;").replace('\'', "&#x27;")
    return s


_latin = ('nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute micro para middot cedil sup1 '
          'ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc '
          'Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml '
          'aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave '
          'uacute ucirc uuml yacute thorn yuml').split()
_greek = ('Alpha Beta Gamma Delta Epsilon Zeta Eta Theta Iota Kappa Lambda Mu Nu Xi Omicron Pi Rho - Sigma Tau Upsilon Phi Chi Psi Omega - - - - - - - '
          'alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigmaf sigma tau upsilon phi chi psi omega').split()
_others = {
    'quot': 34, 'amp': 38, 'lt': 60, 'gt': 62, 'apos': 39, 'OElig': 338, 'oelig': 339, 'Scaron': 352, 'scaron': 353, 'Yuml': 376, 'fnof': 402,
    'circ': 710, 'tilde': 732, 'ensp': 8194, 'emsp': 8195, 'thinsp': 8201, 'zwnj': 8204, 'zwj': 8205, 'lrm': 8206, 'rlm': 8207, 'ndash': 8211,
    'mdash': 8212, 'lsquo': 8216, 'rsquo': 8217, 'sbquo': 8218, 'ldquo': 8220, 'rdquo': 8221, 'bdquo': 8222, 'dagger': 8224, 'Dagger': 8225,
    'bull': 8226, 'hellip': 8230, 'permil': 8240, 'prime': 8242, 'Prime': 8243, 'lsaquo': 8249, 'rsaquo': 8250, 'oline': 8254, 'frasl': 8260,
    'euro': 8364, 'image': 8465, 'weierp': 8472, 'real': 8476, 'trade': 8482, 'larr': 8592, 'uarr': 8593, 'rarr': 8594, 'darr': 8595, 'harr': 8596,
    'lArr': 8656, 'uArr': 8657, 'rArr': 8658, 'dArr': 8659, 'hArr': 8660, 'forall': 8704, 'part': 8706, 'exist': 8707, 'empty': 8709, 'nabla': 8711,
    'isin': 8712, 'notin': 8713, 'ni': 8715, 'prod': 8719, 'sum': 8721, 'minus': 8722, 'lowast': 8727, 'radic': 8730, 'prop': 8733, 'infin': 8734,
    'ang': 8736, 'and': 8743, 'or': 8744, 'cap': 8745, 'cup': 8746, 'int': 8747, 'there4': 8756, 'sim': 8764, 'cong': 8773, 'asymp': 8776,
    'ne': 8800, 'equiv': 8801, 'le': 8804, 'ge': 8805, 'sub': 8834, 'sup': 8835, 'nsub': 8836, 'sube': 8838, 'supe': 8839, 'oplus': 8853,
    'otimes': 8855, 'perp': 8869, 'sdot': 8901, 'loz': 9674, 'spades': 9824, 'clubs': 9827, 'hearts': 9829, 'diams': 9830, 'check': 10003,
}
_without_semicolon = frozenset(_latin + ['quot', 'amp', 'lt', 'gt', 'AMP', 'LT', 'GT', 'QUOT', 'COPY', 'REG'])
_characters = {}
# Numbers of windows-1252 that are meant as its characters.
_windows = dict(zip(range(0x80, 0xA0), '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ'))


def _fill():
    _characters.update({name: chr(160 + i) for i, name in enumerate(_latin)})
    _characters.update({name: chr(913 + i) for i, name in enumerate(_greek) if name != '-'})
    _characters.update({name: chr(code) for name, code in _others.items()})
    _characters.update(AMP='&', LT='<', GT='>', QUOT='"', COPY='©', REG='®')


def _replaced(match):
    name = match.group(1)
    if name[0] == '#':
        digits = name[1:].rstrip(';')
        number = int(digits[1:], 16) if digits[0] in 'xX' else int(digits)
        if number in _windows:
            return _windows[number]
        if number == 0 or 0xD800 <= number <= 0xDFFF or number > 0x10FFFF:
            return '\uFFFD'
        if number == 0xD:
            return '\r'
        if number < 0x20 and number not in (9, 10, 12) or number in (0xB, 0x7F) or 0xFDD0 <= number <= 0xFDEF or number & 0xFFFE == 0xFFFE:
            return ''
        return chr(number)
    if not _characters:
        _fill()
    if name[-1] == ';' and name[:-1] in _characters:
        return _characters[name[:-1]]
    for end in range(len(name), 1, -1):
        if name[:end] in _without_semicolon:
            return _characters[name[:end]] + name[end:]
    return '&' + name


_reference = re.compile(r'&(#[0-9]+;?|#[xX][0-9a-fA-F]+;?|[^\t\n\f <&#;]{1,32};?)')


def unescape(s):
    """The text with its character references (&gt;, &#62;, &#x3e;) replaced."""
    return _reference.sub(_replaced, s) if '&' in s else s
