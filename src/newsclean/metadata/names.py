"""Names of persons: what one looks like, and which capitalised words are none."""

from __future__ import annotations

import regex

from newsclean.patterns import lazy_pattern

# Degrees behind a name: those known, and three capitals or more without a vowel ("CPP", "DVM"). MA, BA and DO are surnames in capitals too, but behind a comma.
DEGREE = lazy_pattern(
    r"""(?:,?\s+(?:Ph\.?\s?D|M\.?\s?D|D\.?V\.?M|MBA|CFP|CPA|RN|RD|MS|JD|Esq|MPH|MSc|BSc|FAAP|FACP|FACS|FACC|FAAN|FACOG
        |(?<=\p{Ll}[,.]?\s(?:[A-Z]{2,6},?\s)*)[B-DF-HJ-NP-TV-XZ]{3,6}|(?<=,\s)(?:MA|BA|DO|MEd))\b[.®]*)+$""",
    regex.VERBOSE,
)
# Organisations are no persons.
ORG = lazy_pattern(
    r"""(?<!\p{L})(?:news|times|post|press|media|radio|tv|today|tribune|herald|journal|gazette|guardian|daily|weekly|magazine
        |university|institute|department|agenc(?:y|ies)|agentur(?:en)?|agences?|agencias?|agências?|agenzie|online|digital|network|group|foundation|association
        |zeitung|verlag|xpress|wire|services?|team|desk|editorial|staff|redaktion|rédaction|redacción|redação|redazione|broadcasting|corporation|inc|ltd|llc|gmbh
        |company|center|centre|council|college|school|hospital|ministry|office|board|mailonline|reports?|admin|guest|partner|contributors?|sponsored|books?|games|guide|publishing|publishers|studios?|records|entertainment|pictures|insurance|travel|best|cheap|top)\.?(?!\p{L})
      | \.(?:com|org|net|de|fr|es|it|uk|br|pt|at|ch|co|is|no|se|dk)\b""",
    regex.VERBOSE | regex.IGNORECASE,
)
_ARTICLE = lazy_pattern(r"(?:the|le|la|el|il|der|die|das)\s", regex.IGNORECASE)
_NOT_NAME_WORDS = """
    july september october november december monday tuesday wednesday thursday friday saturday sunday christmas
    easter new breaking live update updated exclusive photo photos video image credit source read more share follow
    subscribe home world politics sport sports business opinion culture health science this that these those what
    when where why how who and or of for with from about after before not no all noël weihnachten navidad ostern
    advertisement diseases sciences affairs relations studies research cookie cookies privacy policy contact us
    save article suggested searches search menu images getty arts digest historian sign log skip login register
    comments comment listen watch print email link copied lecture lesezeit minuten by
    """
_NOT_NAMES = frozenset(_NOT_NAME_WORDS.split())
# Months, and the Italian Christmas, that are first names or surnames as well.
_MONTHS = frozenset(["january", "february", "march", "april", "may", "june", "august", "natal", "natale", "day", "eve"])
_PLACE_NAMES = """
    new york|los angeles|san francisco|new delhi|hong kong|tel aviv|buenos aires|rio de janeiro|são paulo|sao paulo
    mexico city|cape town|las vegas|washington dc|kuala lumpur|abu dhabi|addis ababa|phnom penh|united nations
    st petersburg|san diego|san antonio|new orleans|saudi arabia|south africa|sri lanka|new zealand|north carolina
    """
_PLACES = frozenset(name.strip() for line in _PLACE_NAMES.strip().splitlines() for name in line.split("|"))
_PARTICLE = r"(?:d[aeiou]s?|del|della|dello|di|van|von|zu|zum|zur|vom|den|der|ter|ten|la|las|los|le|el|al|bin|ibn|binti|ben|af|av|y|e|’t|'t|ap)"
_WORD = r"(?:(?:al-|el-|d['’]|l['’]|O['’])?\p{Lu}[\p{L}\p{M}'’]*(?:-\p{L}[\p{L}\p{M}'’]*)*\.?|(?:\p{Lu}\.){1,4})"
NAME = lazy_pattern(
    rf"(?:(?:Dr|Prof|Sir|Dame|Fr|Rev|Mag|Mr|Mrs|Ms|Msgr)\.?\s+){{0,2}}{_WORD}(?:\s+(?:{_PARTICLE}\s+){{0,2}}{_WORD}){{1,4}}(?:,?\s+(?:Jr|Sr|I{{2,3}}|IV|M\.?D|Ph\.?D|CFP|MBA)\.?)?"
)
_MC = lazy_pattern(r"^M[cC]\p{L}")


def is_name(text: str) -> bool:
    """Return whether a text is a person's name and nothing else: 2 to 5 capitalised words, no organisation."""
    return len(text) <= 60 and person(text.strip()) is not None


def is_refused(words: list[str]) -> bool:
    """Return whether words hold one that no name does, are all months, or a place."""
    lower = [w.strip(".,").casefold() for w in words]
    return any(w in _NOT_NAMES for w in lower) or all(w in _MONTHS for w in lower) or " ".join(lower) in _PLACES


def tidy_name(name: str) -> str:
    """Return a name in ordinary capitals: "RALPH D. RUSSO" and "Jean DUPONT" lose their shouting."""
    words = name.split()
    half = len(words) // 2
    if len(words) in (4, 6) and words[:half] == words[half:]:
        words = words[:half]
    if not any(len(w) > 3 and (w.isupper() or w[2:].isupper()) for w in words) and not all(w.isupper() for w in words):
        return " ".join(words)
    return " ".join(_calm(w) for w in words)


def _calm(word: str) -> str:
    if _MC.match(word) and word[2:].isupper():
        return word[:3] + word[3:].lower()
    if not word.isupper() or word.endswith(".") or word in ("II", "III", "IV", "MD", "CFP", "MBA"):
        return word
    if len(word) == 1:
        return word
    calm = "".join(c if i == 0 or word[i - 1] in "-'’" else c.lower() for i, c in enumerate(word))
    return calm[:2] + calm[2:3].upper() + calm[3:] if _MC.match(calm) and len(calm) > 4 else calm


def person(piece: str) -> str | None:
    """Return the person whose name a text is, in ordinary capitals, or None."""
    if not NAME.fullmatch(piece) or ORG.search(piece) or _ARTICLE.match(piece):
        return None
    if is_refused(piece.split()):
        return None
    return tidy_name(DEGREE.sub("", piece))
