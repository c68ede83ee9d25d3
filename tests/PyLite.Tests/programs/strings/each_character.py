"""Methods that go through a text character by character, and what they do with the odd ones."""
text=' '.join(('the quick brown fox jumps over the lazy dog '*20).split())
print(text.upper()[:50], 'ABC'.upper(), 'abc'.lower(), 'ÄbC'.upper(), 'straße'.upper(), ''.upper(), 'aBc1'.lower(), 'ΑΣ'.lower())
print('a\nb\r\nc\x85d\u2028e\x1cf\n'.splitlines(), 'a\nb\r\nc\x85d\u2028e\x1cf\n'.splitlines(True), ''.splitlines(), '\n'.splitlines(), '😀\nb\r\n'.splitlines(True), 'a\r'.splitlines(True), '\r\n\r\n'.splitlines())
print('abc'.rjust(6,'.'),'abc'.ljust(6)+'|','abc'.center(8,'*'),'abc'.center(7,'*'),'ab'.center(7,'é'),'a'.rjust(4,'😀'),'😀'.center(4,'-'))
t=str.maketrans('abc','xyz','q')
print('aabbccq hello'.translate(t), 'abc'.translate({97:'xx',98:None,99:120}), 'é'.translate({233:'e'}), 'abc'.translate({97:0x1F600}), 'abc'.translate({97:'😀'}),''.translate(t))
for bad in ({97:2.5},{97:-1},{97:0x110000}):
    try: print('abc'.translate(bad))
    except Exception as e: print(type(e).__name__,e)
class K:
    def __hash__(s): return hash(97)
    def __eq__(s,o): raise RuntimeError('eq')
try: print('abc'.translate({K():1}))
except Exception as e: print(type(e).__name__,e)
class K2(K):
    __hash__ = K.__hash__
    def __eq__(s,o): raise KeyError('eq')
print('abc'.translate({K2():1}))
print(b''.join([b'ab',bytearray(b'cd'),memoryview(b'ef')]), b', '.join([b'a',b'b']), bytearray(b'-').join([b'a',b'b']), b'x'.join([]), b'x'.join([b'q']))
try: b''.join([b'a','b'])
except TypeError as e: print(e)
