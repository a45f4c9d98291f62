"""Whole pages as bytes of other charsets: the body is that of the same page as text."""

from __future__ import annotations

from pathlib import Path

import pytest

from newsclean.api import clean
from newsclean.testing import load_fixture

ARTICLES = Path(__file__).parents[1] / "fixtures/articles"
RUSSIAN_BODY = [
    "Совет города Озёрска во вторник решил закрыть старый мост на шесть месяцев: осмотр показал, что сталь потеряла треть прочности.",
    "Автобусы пойдут в объезд через Рыночную улицу, хотя торговцы просили мэра больше этого не делать.",
    "«Мы не поверили и проверили ещё раз», — сказала инженер Марья Линд, которая руководила осмотром.",
    "Работы начнутся весной. Две трети расходов возьмёт на себя область, остальное город займёт.",
]
RUSSIAN = (
    '<html><head><meta http-equiv="Content-Type" content="text/html; charset=windows-1251"><title>Старый мост закроют на полгода — Озёрские вести</title></head><body>'
    '<div class="menu"><a href="/">Главная</a> <a href="/news">Новости</a> <a href="/sport">Спорт</a> <a href="/afisha">Афиша</a></div>'
    '<div class="content"><h1>Старый мост закроют на полгода</h1><div class="text">'
    + "".join(f"<p>{text}</p>" for text in RUSSIAN_BODY)
    + '</div></div><div class="more"><h3>Читайте также</h3><a href="/1">В библиотеке открыли зал для чтения вслух</a><a href="/2">Паром снова ходит по воскресеньям</a></div>'
    "<div class='foot'>© Озёрские вести, 2024. Все права защищены.</div></body></html>"
)


def test_a_page_in_windows_1251():
    article = clean(RUSSIAN.encode("windows-1251"))

    assert article.text.split("\n\n") == RUSSIAN_BODY
    assert article.metadata.title == "Старый мост закроют на полгода"


@pytest.mark.parametrize("charset", ["shift_jis", "euc-jp", "iso-2022-jp"])
def test_a_page_in_japanese_charsets(charset):
    fixture = load_fixture(ARTICLES / "page-div-breaks-ja")
    source = fixture.source.replace("utf-8", charset).replace("©", "(C)").encode(charset)

    assert clean(source).text == fixture.body
