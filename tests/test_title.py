"""`metadata/title.py`: where the headline ends and the site begins."""

from __future__ import annotations

import pytest

from newsclean.metadata.title import is_press_name, split_title


@pytest.mark.parametrize(
    ("title", "headline", "site"),
    [
        ("The harbour claims to have caught the last eel – Al-Marsa", "The harbour claims to have caught the last eel", "Al-Marsa"),
        ("Tram line 9 reopens after two years | Karsholm Post", "Tram line 9 reopens after two years", "Karsholm Post"),
        ("Tram line 9 reopens again | Transport | Karsholm Post", "Tram line 9 reopens again", "Karsholm Post"),
        ("Ferry runs again - HBC News", "Ferry runs again", "HBC News"),
        ("Ferry runs again after the storm - harbour.example", "Ferry runs again after the storm", "harbour.example"),
        ("Who cut the four bolts of the roof : HBC", "Who cut the four bolts of the roof", "HBC"),
        ("Five plans for 2024 and one for 2025 - Karsholm Post", "Five plans for 2024 and one for 2025", "Karsholm Post"),
        ("Court fines the man for ‘rumours’ - Times of Karsholm", "Court fines the man for ‘rumours’", "Times of Karsholm"),
        ("Der Rat kauft die Mühle - Karsholmer Anzeiger", "Der Rat kauft die Mühle", "Karsholmer Anzeiger"),
        ("„Wir bleiben“ – Neue Karsholmer Tageszeitung", "„Wir bleiben“", "Neue Karsholmer Tageszeitung"),
        ("Zinsen steigen wieder stark | karsholm online", "Zinsen steigen wieder stark", "karsholm online"),
        ("Les dockers votent la grève – L'Écho du Port", "Les dockers votent la grève", "L'Écho du Port"),
        ("El puerto cierra dos años - El Diario de la Bahía", "El puerto cierra dos años", "El Diario de la Bahía"),
        ("Harbour News | Ferry runs again after storm", "Ferry runs again after storm", "Harbour News"),
        ("港の橋が閉鎖 | 港新聞", "港の橋が閉鎖", "港新聞"),
    ],
)
def test_splits_off_the_site(title: str, headline: str, site: str) -> None:
    assert split_title(title) == (headline, site)


@pytest.mark.parametrize(
    "title",
    [
        "",
        "Council sells the clock tower",
        "Al-Marsa wins",
        "Paris – Roubaix",
        "Northport 3 – 1 Sallow",
        "Northport 3 | Sallow 2",
        "“The sea does not read timetables” – Ahlberg",
        "The keeper of the outer rock – Review",
        "Interview with the mayor of Pellworth - Part 2",
        "The bill is dead in the water – what next",
        "Why the ferry sank - and who knew",
        "The price of bread in Karsholm – 2024",
        "Opinion | The court is wrong about this",
        "Family: Rubiaceae | Place of Origin: Ethiopia",
        "Ferry runs again after storm - The Voice of the Outer Western Islands and Their People",
    ],
)
def test_keeps_what_is_no_site(title: str) -> None:
    assert split_title(title) == (title, None)


def test_a_speaker_behind_a_dash_cannot_be_told_from_a_site_by_form() -> None:
    # The filter `headline` asks the story: one that names the speaker again shows that it is no site.
    assert split_title("We will not sell the last of the ferries – Hollis") == ("We will not sell the last of the ferries", "Hollis")


@pytest.mark.parametrize(("name", "expected"), [("The Harbour Times", True), ("harbour.example", True), ("HBC", True), ("Hollis", False), ("Al-Marsa", False)])
def test_a_press_name_says_so_itself(name: str, expected: bool) -> None:
    assert is_press_name(name) is expected


def test_white_space_around_a_title_is_taken_off() -> None:
    assert split_title("  Council sells the clock tower \n") == ("Council sells the clock tower", None)
