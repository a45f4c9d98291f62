"""The language of a document: stated, by script, by a vote of function words, or by langdetect."""

from __future__ import annotations

from threading import Lock

import regex

from newsclean.patterns import lazy_pattern

# A document's language is decided in its middle, where the story is and the page's furniture is not: on a short sample
# if that is enough, else on a long one. Most texts are clear on even less: there one language has many times the votes.
_SAMPLES_CHARS = (600, 4000)
_GLANCE_CHARS = 300
_CLEAR_LEAD = 4.0
_WORDS = lazy_pattern(r"[^\W\d_]{1,12}")
_MIN_VOTES = 6
_ONE_AT_A_TIME = Lock()
_LEAD = 1.3
# A sentence has few function words; they must agree better.
_FEW_VOTES = 3
_FEW_LEAD = 2.0

_FUNCTION_WORDS = {
    "en": "the of and to in that is was for it with as his he on be at by had not are but from have they which were said this has its their would been who will",
    "de": "der die das und ist nicht den von zu mit sich des auf für im dem ein eine als auch es an werden aus er hat dass sie nach bei einer um wird sind noch wie einen über war oder haben",
    "fr": "le la les des et est du une dans pour que qui par sur pas plus au avec sont ce ne se il été cette aux mais ont elle ses leur était à d l",
    "es": "el la los las de que en y un una por con no su para es al lo como más pero sus ha se del este fue son entre también desde años",
    "pt": "o a os as de que e em um uma por com não do da dos das no na para se ao é mais foi pela pelo são ele também ser seu sua como entre anos",
    "it": "il la di che e un una per con non del della in i le gli da si è sono al dei alla nel più anche ha delle ma come lo dal nella stato",
    "ru": "и в не на что с по это как из но к за у от он был для его о то а же все бы так их до или при",
    "uk": "і в не на що з та у за це як до від він для про але його є які було також",
    "bg": "и на в да за се от не са е с по като ще той до но при след това има бъде",
    "nl": "de het een en van in is dat op te voor met zijn niet aan er om ook als bij maar door naar heeft hij uit worden werd nog wordt deze",
    "no": "og det i er på som en til av for med at har ikke den de et om han var seg fra men så vi kan skal ble etter",
    "da": "og det i er på som en til af for med at har ikke den de et om han var sig fra men så vi kan skal blev efter",
    "sv": "och det i är på som en till av för med att har inte den de ett om han var sig från men så vi kan ska efter",
    "pl": "w i na z że się do nie o jest to jak po dla od za co przez był jego oraz także tym",
    "cs": "a se v na je že s z do o to i by za který jsou jako podle pro ale byl jeho také po",
    "tr": "ve bir bu için da de ile olarak çok daha olan gibi ne kadar sonra en dedi",
    "id": "yang dan di dari untuk dengan ini itu pada tidak dalam akan juga ke adalah oleh saat",
    "ro": "și în de la a cu pe nu care din un o să pentru este au mai fost că",
    "hu": "a az és hogy is nem egy meg volt ez de csak el azt már mint még",
    "fi": "ja on ei että se oli hän mutta myös ovat kun niin mukaan ole",
}
_VOTES: dict[str, list[str]] = {}
for _language, _line in _FUNCTION_WORDS.items():
    for _word in set(_line.split()):
        _VOTES.setdefault(_word, []).append(_language)

# Scripts that settle the language, or nearly: Japanese mixes Kana with Han, so Kana goes first.
_SCRIPTS = (
    ("ja", regex.compile(r"[\u3040-\u30ff]")),
    ("ko", regex.compile(r"[\uac00-\ud7af]")),
    ("zh", regex.compile(r"[\u4e00-\u9fff]")),
    ("th", regex.compile(r"[\u0e00-\u0e7f]")),
    ("el", regex.compile(r"[\u0370-\u03ff]")),
    ("he", regex.compile(r"[\u0590-\u05ff]")),
    ("hi", regex.compile(r"[\u0900-\u097f]")),
    ("bn", regex.compile(r"[\u0980-\u09ff]")),
    ("ta", regex.compile(r"[\u0b80-\u0bff]")),
    ("ka", regex.compile(r"[\u10a0-\u10ff]")),
    ("hy", regex.compile(r"[\u0530-\u058f]")),
    ("my", regex.compile(r"[\u1000-\u109f]")),
    ("km", regex.compile(r"[\u1780-\u17ff]")),
)
_NOT_LATIN = lazy_pattern(r"[\u0370-\u1cff\u3040-\ud7af]")


_TAG = lazy_pattern(r"[A-Za-z]{2}(?:[-_][A-Za-z0-9_-]{1,30})?")


def normalise(tag: str) -> str:
    """Return the language of a BCP 47 tag in lower case: "pt-BR" gives "pt"."""
    return tag.replace("_", "-").split("-")[0].strip().lower()


def detect(folded: str, stated: str | None = None) -> tuple[str | None, str]:
    """Return the language of a text (ISO 639-1) and how it was found.

    Args: `folded` is the fold of the text; `stated` is the tag that its page has for its language, which is believed where
        neither script nor function words tell.
    Returns: `(None, "none")` when the text has too few words to tell; otherwise how is "script", "function words", "page"
        or "langdetect".
    Source: langdetect (Shuyo 2010) costs 2 ms a document and 0.3 s at its first call, so that a vote of function
        words goes first. A word that several languages share counts in parts. The vote is sure from 6 function words on,
        when the first language has 1.3 times the votes of the next (4 times in the first 300 characters looked at), and
        from 3 on with twice as many.
    """
    glance = _middle(folded, _GLANCE_CHARS)
    if _is_western(glance) and (language := _by_vote(glance, _MIN_VOTES, _CLEAR_LEAD)) is not None:
        return language, "function words"
    for size in _SAMPLES_CHARS:
        sample = _middle(folded, size)
        if not _is_western(sample) and (language := _by_script(sample)) is not None:
            return language, "script"
        if (language := _by_vote(sample, _FEW_VOTES, _LEAD)) is not None:
            return language, "function words"
        if len(folded) <= size:
            break
    if stated is not None and _TAG.fullmatch(stated):
        return normalise(stated), "page"
    return _langdetect(sample)


def _middle(folded: str, size: int) -> str:
    start = max(0, len(folded) // 2 - size // 2)
    return folded[start : start + size]


def _is_western(sample: str) -> bool:
    """Return whether every character is of Latin-1, as in most texts; then no other script needs to be looked for."""
    try:
        sample.encode("latin-1")
    except UnicodeEncodeError:
        return False
    return True


def _by_script(sample: str) -> str | None:
    """Return the language that a quarter of the letters are written in, where its script tells."""
    if _NOT_LATIN.search(sample) is None:
        return None
    foreign = len(_NOT_LATIN.findall(sample))
    if foreign * 4 > len(sample) - sample.count(" "):
        for language, script in _SCRIPTS:
            if len(script.findall(sample)) * 5 > foreign:
                return language
    return None


def _by_vote(sample: str, least: int, lead: float) -> str | None:
    """Return the language of the function words in a sample.

    Args: there must be `least` of them, and the first language must have `lead` times the votes of the next, or more where
        they are few.
    """
    votes: dict[str, float] = {}
    total = 0
    counts: dict[str, int] = {}
    for word in filter(_VOTES.__contains__, sample.split()):
        counts[word] = counts.get(word, 0) + 1
    for word, count in counts.items():
        languages = _VOTES[word]
        total += count
        weight = count / len(languages)
        for language in languages:
            votes[language] = votes.get(language, 0.0) + weight
    if total < least:
        return None
    first = max(votes, key=votes.__getitem__)
    most = votes.pop(first)
    if total < _MIN_VOTES:
        lead = max(lead, _FEW_LEAD)
    return first if most >= lead * max(votes.values(), default=0.0) else None


def _langdetect(sample: str) -> tuple[str | None, str]:
    """Ask langdetect, seeded so that it gives the same answer twice; too short a text has no language."""
    if len(_WORDS.findall(sample)) < _MIN_VOTES:
        return None, "none"
    from langdetect import DetectorFactory, detect_langs
    from langdetect.lang_detect_exception import LangDetectException

    with _ONE_AT_A_TIME:  # it loads its profiles behind its own back: a second thread would find some of them
        DetectorFactory.seed = 0
        try:
            best = detect_langs(sample)[0]
        except LangDetectException:
            return None, "none"
    if best.prob < 0.8:
        return None, "none"
    return normalise(best.lang), "langdetect"
