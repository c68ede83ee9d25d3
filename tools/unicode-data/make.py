"""Writes the tables of PyLite's unicodedata module, from those of the Python that runs this (3.11 for Unicode 14):

    python3.11 tools/unicode-data/make.py PyLite/Modules/Text

unicode-properties.bin has what characters are, unicode-names.bin what they are called, unicode-case.bin what methods of str ask of them and
their other cases. All are text, compressed with zlib.
"""
import sys
import unicodedata as u
import zlib

END = 0x110000

# Names that are no character's own: found by trying, as there is no list of them in the library.
ALIASES = '''NULL;START OF HEADING;START OF TEXT;END OF TEXT;END OF TRANSMISSION;ENQUIRY;ACKNOWLEDGE;ALERT;BACKSPACE;CHARACTER TABULATION
HORIZONTAL TABULATION;LINE FEED;NEW LINE;END OF LINE;LINE TABULATION;VERTICAL TABULATION;FORM FEED;CARRIAGE RETURN;SHIFT OUT;SHIFT IN
DATA LINK ESCAPE;DEVICE CONTROL ONE;DEVICE CONTROL TWO;DEVICE CONTROL THREE;DEVICE CONTROL FOUR;NEGATIVE ACKNOWLEDGE;SYNCHRONOUS IDLE
END OF TRANSMISSION BLOCK;CANCEL;END OF MEDIUM;SUBSTITUTE;ESCAPE;INFORMATION SEPARATOR FOUR;FILE SEPARATOR;INFORMATION SEPARATOR THREE
GROUP SEPARATOR;INFORMATION SEPARATOR TWO;RECORD SEPARATOR;INFORMATION SEPARATOR ONE;UNIT SEPARATOR;DELETE;PADDING CHARACTER
HIGH OCTET PRESET;BREAK PERMITTED HERE;NO BREAK HERE;INDEX;NEXT LINE;START OF SELECTED AREA;END OF SELECTED AREA
CHARACTER TABULATION SET;HORIZONTAL TABULATION SET;CHARACTER TABULATION WITH JUSTIFICATION;HORIZONTAL TABULATION WITH JUSTIFICATION
LINE TABULATION SET;VERTICAL TABULATION SET;PARTIAL LINE FORWARD;PARTIAL LINE DOWN;PARTIAL LINE BACKWARD;PARTIAL LINE UP;REVERSE LINE FEED
REVERSE INDEX;SINGLE SHIFT TWO;SINGLE-SHIFT-2;SINGLE SHIFT THREE;SINGLE-SHIFT-3;DEVICE CONTROL STRING;PRIVATE USE ONE;PRIVATE USE-1
PRIVATE USE TWO;PRIVATE USE-2;SET TRANSMIT STATE;CANCEL CHARACTER;MESSAGE WAITING;START OF GUARDED AREA;START OF PROTECTED AREA
END OF GUARDED AREA;END OF PROTECTED AREA;START OF STRING;SINGLE GRAPHIC CHARACTER INTRODUCER;SINGLE CHARACTER INTRODUCER
CONTROL SEQUENCE INTRODUCER;STRING TERMINATOR;OPERATING SYSTEM COMMAND;PRIVACY MESSAGE;APPLICATION PROGRAM COMMAND;BYTE ORDER MARK
NUL;SOH;STX;ETX;EOT;ENQ;ACK;BEL;BS;TAB;HT;LF;NL;EOL;VT;FF;CR;SO;SI;DLE;DC1;DC2;DC3;DC4;NAK;SYN;ETB;CAN;EOM;EM;SUB;ESC;FS;GS;RS;US;SP;DEL
PAD;HOP;BPH;NBH;IND;NEL;SSA;ESA;HTS;HTJ;VTS;PLD;PLU;RI;SS2;SS3;DCS;PU1;PU2;STS;CCH;MW;SPA;EPA;SOS;SGC;SCI;CSI;ST;OSC;PM;APC;NBSP;SHY;CGJ
ALM;SP;ZWSP;ZWNJ;ZWJ;LRM;RLM;LRE;RLE;PDF;LRO;RLO;NNBSP;MMSP;WJ;LRI;RLI;FSI;PDI;BOM;ZWNBSP;FVS1;FVS2;FVS3;FVS4;MVS
LATIN CAPITAL LETTER GHA;LATIN SMALL LETTER GHA;WEIERSTRASS ELLIPTIC FUNCTION;CUNEIFORM SIGN NU11 TENU
CUNEIFORM SIGN NU11 OVER NU11 BUR OVER BUR;KANNADA LETTER LLLA;LAO LETTER FO FON;LAO LETTER FO FAY;LAO LETTER RO;LAO LETTER LO
TIBETAN MARK BKA- SHOG GI MGO RGYAN;PRESENTATION FORM FOR VERTICAL RIGHT WHITE LENTICULAR BRACKET;MICR ON US SYMBOL;MICR DASH SYMBOL
BYZANTINE MUSICAL SYMBOL FTHORA SKLIRON CHROMA VASIS'''.replace('\n', ';').split(';')


def numeric(c):
    value = u.numeric(c, None)
    if value is None:
        return ''
    for below in (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 16, 20, 32, 40, 64, 80, 160, 320):
        if value * below == int(value * below) or abs(value * below - round(value * below)) < 1e-9:
            return f'{round(value * below)}/{below}' if below > 1 else str(int(value))
    raise ValueError(hex(ord(c)))


def number(value):
    return '' if value is None else str(value)


def properties():
    records, order, runs = {}, [], []
    for code in range(END):
        c = chr(code)
        record = ';'.join([u.category(c), u.bidirectional(c), str(u.combining(c)), str(u.mirrored(c)), u.east_asian_width(c),
                           number(u.decimal(c, None)), number(u.digit(c, None)), numeric(c)])
        if record not in records:
            records[record] = len(order)
            order.append(record)
        if runs and runs[-1][0] == records[record]:
            runs[-1][1] += 1
        else:
            runs.append([records[record], 1])
    yield u.unidata_version
    yield str(len(order))
    yield from order
    yield str(len(runs))
    yield from (f'{record} {count}' for record, count in runs)
    for code in range(END):
        c = chr(code)
        parts = u.decomposition(c)
        if parts and not 0xac00 <= code <= 0xd7a3:
            # Whether two characters are put together again.
            again = not parts.startswith('<') and len(parts.split()) == 2 and u.normalize('NFC', ''.join(chr(int(p, 16)) for p in parts.split())) == c
            yield f'{code:X};{parts}' + (';+' if again else '')


def names():
    ranges = []
    for code in range(END):
        name = u.name(chr(code), None)
        if name is None or 0xac00 <= code <= 0xd7a3:
            continue
        if name.endswith(f'-{code:04X}'):
            prefix = name[:-len(f'{code:04X}')]
            if ranges and ranges[-1][2] == prefix and ranges[-1][1] == code - 1:
                ranges[-1][1] = code
            else:
                ranges.append([code, code, prefix])
        else:
            yield f'{code:X};{name}'
    for first, last, prefix in ranges:
        yield f'*{first:X};{last:X};{prefix}'
    for alias in ALIASES:
        try:
            yield f'+{ord(u.lookup(alias)):X};{alias}'
        except KeyError:
            pass


def is_ignorable(c):
    """Whether a sigma looks past the character for a cased letter."""
    return ('A' + c + '\u03a3').lower()[-1] == '\u03c2' and ('1' + c + '\u03a3').lower()[-1] == '\u03c3'


def case():
    runs, mappings = [], []
    for code in range(END):
        c = chr(code)
        tests = (c.isalpha(), c.isdecimal(), c.isdigit(), c.isnumeric(), c.isupper(), c.islower(), u.category(c) == 'Lt', c.isprintable(),
                 c.isidentifier(), ('a' + c).isidentifier(), is_ignorable(c))
        flags = sum(1 << i for i, test in enumerate(tests) if test)
        if runs and runs[-1][0] == flags:
            runs[-1][1] += 1
        else:
            runs.append([flags, 1])
        # A sigma alone is no end of a word.
        others = c.upper(), c.lower(), c.title(), c.casefold()
        if any(o != c for o in others):
            mappings.append(f'{code:X};' + ';'.join(' '.join(f'{ord(o):X}' for o in other) for other in others))
    yield str(len(runs))
    yield from (f'{flags:X} {count}' for flags, count in runs)
    yield from mappings


for file, lines in ('unicode-case.bin', case()), ('unicode-properties.bin', properties()), ('unicode-names.bin', names()):
    with open(f'{sys.argv[1]}/{file}', 'wb') as f:
        f.write(zlib.compress('\n'.join(lines).encode('ascii'), 9))
