"""Whose words a sentence is: verbs of telling in six languages, quotations, and words that are spoken of."""

from __future__ import annotations

import pytest

from newsclean.draft import Draft
from newsclean.filters._speech import mentioned, quoted, reported


@pytest.mark.parametrize(
    "text",
    [
        "The page could not be loaded, the ministry said.",
        "Visitors were told that the page could not be found.",
        "Keep off the grass, reads a sign by the gate.",
        "Aidez-nous à rester, implorent les habitants sur une banderole.",
        "Donnez votre sang, rappelle la Ligue.",
        "Schließen Sie das Fenster, riet die Bibliothekarin.",
        "Wir helfen gern, sagte sie.",
        "Siga hacia el sur, alertó la Xunta.",
        "È vietata la caccia, ha stabilito il Tar.",
        "Scriveteci subito, chiede l'assessore.",
        "Cadastre-se no posto, pede a prefeitura.",
    ],
)
def test_tellers_are_found(text: str) -> None:
    draft = Draft.of(text)

    assert reported(draft, 0, len(draft.text))


@pytest.mark.parametrize(
    "text",
    [
        "The page you are looking for could not be found.",
        "Sign up for our newsletter, and read more every morning.",
        "Please accept cookies, so we can show you this video.",
        "Nous utilisons des cookies, note importante pour nos lecteurs.",
        "Wenn Sie weiterlesen, bitten wir Sie um Ihre Zustimmung.",
        "Recuerda tu contraseña, recuerda que distingue mayúsculas.",
        "Aceite os cookies, conta com os nossos parceiros.",
        "Accetta i cookie, ricorda che puoi cambiare idea.",
    ],
)
def test_the_page_itself_is_no_teller(text: str) -> None:
    draft = Draft.of(text)

    assert not reported(draft, 0, len(draft.text))


def test_an_open_quotation_mark_quotes() -> None:
    draft = Draft.of("He read: “Accept all cookies now” and laughed at the screen.")

    assert quoted(draft, draft.blocks[0], draft.text.index("cookies"))
    assert not quoted(draft, draft.blocks[0], draft.text.index("laughed"))


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("The phrase we use cookies is everywhere.", "we use cookies", True),
        ("Your session has expired was all they saw.", "Your session has expired", True),
        ("Sorry, your session has expired.", "your session has expired", False),
    ],
)
def test_words_that_a_sentence_speaks_of(text: str, words: str, expected: bool) -> None:
    draft = Draft.of(text)
    start = text.index(words)

    assert mentioned(draft, 0, start, start + len(words), len(text)) is expected
