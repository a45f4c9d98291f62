"""Bytes of a page to text."""

from __future__ import annotations

import codecs

import pytest

from newsclean.errors import ConfigError
from newsclean.readers.decode import decode
from newsclean.readers.html import read_html

RUSSIAN = "<p>Городской совет проголосовал во вторник за закрытие старого моста на шесть месяцев, сообщил представитель мэрии.</p>" * 4


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (codecs.BOM_UTF8 + '<meta charset="koi8-r"><p>é</p>'.encode(), '<meta charset="koi8-r"><p>é</p>'),
        (codecs.BOM_UTF16_LE + "<p>é漢</p>".encode("utf-16-le"), "<p>é漢</p>"),
        (codecs.BOM_UTF16_BE + "<p>é漢</p>".encode("utf-16-be"), "<p>é漢</p>"),
        (codecs.BOM_UTF32_LE + "<p>é</p>".encode("utf-32-le"), "<p>é</p>"),
        ("<p>é</p>".encode("utf-16-le"), "<p>é</p>"),
        ("<p>é</p>".encode("utf-16-be"), "<p>é</p>"),
        ("<p>é</p>".encode(), "<p>é</p>"),
        ('<?xml version="1.0" encoding="iso-8859-15"?><html>5 €</html>'.encode("iso-8859-15"), '<?xml version="1.0" encoding="iso-8859-15"?><html>5 €</html>'),
        ('<meta charset=iso-8859-1><p>“a” – é</p>'.encode("cp1252"), '<meta charset=iso-8859-1><p>“a” – é</p>'),
        ('<meta charset="gb2312"><p>朱镕基 喆</p>'.encode("gbk"), '<meta charset="gb2312"><p>朱镕基 喆</p>'),
        ('<meta charset="Shift_JIS"><p>髙橋①</p>'.encode("cp932"), '<meta charset="Shift_JIS"><p>髙橋①</p>'),
        ('<meta charset="iso-2022-jp"><p>日本</p>'.encode("iso-2022-jp"), '<meta charset="iso-2022-jp"><p>日本</p>'),
        ('<meta http-equiv="content-type" content="text/html; charset=windows-1251"><p>мост</p>'.encode("cp1251"), '<meta http-equiv="content-type" content="text/html; charset=windows-1251"><p>мост</p>'),
        (RUSSIAN.encode("cp1251"), RUSSIAN),
        (('<meta charset="utf-8">' + RUSSIAN).encode("cp1251"), '<meta charset="utf-8">' + RUSSIAN),
        ('<meta charset="windows-1252"><p>Größe – “é”</p>'.encode(), '<meta charset="windows-1252"><p>Größe – “é”</p>'),
        ('<meta charset="no-such"><p>caf\xe9</p>'.encode("cp1252"), '<meta charset="no-such"><p>café</p>'),
        ('<meta charset="utf-8"><p>caf\xe9 “quoted”</p>'.encode("cp1252"), '<meta charset="utf-8"><p>café “quoted”</p>'),
        ("<p>Größe, Übermaß, Straße, café, naïve, Ærø, déjà, año</p>".encode() + b"\xff<p>x", "<p>Größe, Übermaß, Straße, café, naïve, Ærø, déjà, año</p>\ufffd<p>x"),
        ("<p>Größe, Übermaß, Straße, café, naïve, Ærø, déjà, año ü".encode()[:-1], "<p>Größe, Übermaß, Straße, café, naïve, Ærø, déjà, año \ufffd"),
        (b"", ""),
        (b'<meta charset="rot13"><p>caf\xe9</p>', '<meta charset="rot13"><p>café</p>'),
    ],
)  # fmt: skip
def test_the_charset_is_found(data, expected):
    assert decode(data) == expected


def test_a_stated_charset_comes_before_what_the_page_says():
    assert decode('<meta charset="utf-8"><p>мост</p>'.encode("koi8-r"), "koi8-r") == '<meta charset="utf-8"><p>мост</p>'
    assert decode(codecs.BOM_UTF8 + b"x", "koi8-r") == "x", "but not before a byte order mark"
    assert decode(b"<p>\xff\xfe caf\xe9", "utf-8") == "<p>\ufffd\ufffd caf\ufffd"


@pytest.mark.parametrize("name", ["latin-99", "rot13", "hex"])
def test_what_is_no_charset_is_refused(name):
    with pytest.raises(ConfigError, match=name):
        decode(b"<p>x</p>", name)


def test_characters_that_no_page_has():
    assert read_html("<p>a\0b \ud83d\ude00 c \ud800 d</p><p>e</p>").text == "ab 😀 c � d\ne"
    assert read_html(b"<html><p>a\0b</p><p>c</p>").text == "ab\nc"
