"""Encodings of Chinese, Japanese and Korean."""
import codecs
import io

TEXT = {"shift_jis": "日本語テキスト ｶﾅ ~\\ ―", "euc_jp": "日本語 ｶﾅ 〜 −", "iso2022_jp": "日本語 and ASCII", "cp932": "日本語～－",
        "gb2312": "中文字符", "gbk": "中文字符 鎔", "gb18030": "中文 鎔 €😀é", "big5": "中文字元", "cp950": "中文字元",
        "euc_kr": "한국어 텍스트", "cp949": "한국어 똠방", "johab": "한국어"}
for name, text in TEXT.items():
    data = text.encode(name)
    print(name, data, data.decode(name) == text, codecs.lookup(name).name)
for errors in ("strict", "ignore", "replace", "xmlcharrefreplace", "backslashreplace"):
    for name in ("shift_jis", "gbk", "euc_kr"):
        try:
            print(name, errors, "a\u05d0b😀".encode(name, errors))
        except UnicodeEncodeError as e:
            print(e, e.start, e.end)
for errors in ("strict", "ignore", "replace"):
    for name, data in (("shift_jis", b"a\x82"), ("euc_jp", b"\xa4\xa2\xff\xff"), ("gbk", b"\xd6\xd0\xff\xffx"), ("gb18030", b"\x81\x30\x81")):
        try:
            print(name, errors, repr(data.decode(name, errors)))
        except UnicodeDecodeError as e:
            print(e, e.start, e.end)
decoder = codecs.getincrementaldecoder("shift_jis")()
print([decoder.decode(bytes([b])) for b in "日本".encode("shift_jis")], decoder.decode(b"", True))
print("".join(codecs.iterdecode([b"\xa4", b"\xa2\xa4", b"\xa4"], "euc_jp")))
print(io.TextIOWrapper(io.BytesIO("中文\n字".encode("gbk")), "gbk").readlines())
print(codecs.getreader("big5")(io.BytesIO("中文\nx".encode("big5"))).read())
