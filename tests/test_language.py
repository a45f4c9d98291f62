"""The language of a document."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from newsclean.language import detect, normalise
from newsclean.phrases import fold

TEXTS = {
    "en": "The council voted on Tuesday to close the old bridge for six months, and it was not the first time that it had been shut.",
    "de": "Der Stadtrat hat am Dienstag beschlossen, die alte Brücke für sechs Monate zu sperren, und das nicht zum ersten Mal.",
    "fr": "Le conseil municipal a voté mardi la fermeture du vieux pont pour six mois, et ce n'est pas la première fois qu'il est fermé.",
    "es": "El concejo votó el martes por cerrar el viejo puente durante seis meses, y no es la primera vez que se cierra para las obras.",
    "pt": "A câmara votou na terça-feira o fecho da velha ponte por seis meses, e não é a primeira vez que ela foi fechada para obras.",
    "it": "Il consiglio ha votato martedì la chiusura del vecchio ponte per sei mesi, e non è la prima volta che viene chiuso per i lavori.",
    "ja": "市議会は火曜日、古い橋を六か月間閉鎖することを決めた。",
    "ko": "시의회는 화요일에 오래된 다리를 여섯 달 동안 폐쇄하기로 했다.",
    "zh": "市议会星期二决定将旧桥关闭六个月，这不是第一次关闭。",
    "ru": "Городской совет во вторник решил закрыть старый мост на шесть месяцев, и это не первый раз, как он был закрыт.",
}


@pytest.mark.parametrize("language", sorted(TEXTS))
def test_a_sentence_or_two_is_enough(language):
    assert detect(fold(TEXTS[language]))[0] == language


def test_a_glance_that_is_not_clear_is_followed_by_a_longer_look():
    # In the middle a quotation in another language, as long as what is looked at first, with a few words of both.
    quotation = " ".join(["«Il consiglio the town voted»"] * 10)
    text = f"{TEXTS['en']} {TEXTS['en']} {quotation} {TEXTS['en']} {TEXTS['en']}"

    assert detect(fold(text)) == ("en", "function words")


def test_too_little_text_has_no_language():
    assert detect("ok 12") == (None, "none")


def test_the_same_text_has_the_same_language_twice():
    text = "lorem ipsum dolor sit amet consectetur adipiscing elit sed do eiusmod tempor"

    assert {detect(text) for _ in range(5)} == {detect(text)}


@pytest.mark.parametrize(("tag", "language"), [("pt-BR", "pt"), ("EN_us", "en"), ("de", "de")])
def test_tags_are_normalised(tag, language):
    assert normalise(tag) == language


@pytest.mark.parametrize(
    ("text", "stated", "found"),
    [
        ("regeringen fremlagde forslaget tirsdag morgen i folketinget efter lange forhandlinger", "da-DK", ("da", "page")),
        ("the board of the harbour said that it was to close the pier and not the market", "da", ("en", "function words")),
        ("regeringen fremlagde forslaget tirsdag morgen i folketinget efter lange forhandlinger", "<unknown>", ("da", "langdetect")),
    ],
    ids=["where words do not tell", "not where they do", "not what is no tag"],
)
def test_what_a_page_states_of_its_language_is_believed_where_words_do_not_tell(text, stated, found):
    assert detect(text, stated) == found


def test_threads_that_ask_at_once_get_the_same_answer(monkeypatch):
    from langdetect import detector_factory

    text = "accept all cookies reject all manage cookies"
    alone = detect(text)
    monkeypatch.setattr(detector_factory, "_factory", None)  # as in a process that has not asked yet

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(detect, [text] * 8)) == [alone] * 8
    assert alone[1] == "langdetect"
