"""Split a page's title into the headline and the site: "Headline – Site", "Headline | Section | Site"."""

from __future__ import annotations

import regex

from newsclean.patterns import lazy_pattern

__all__ = ["is_press_name", "split_title"]

# The separator stands between spaces: "Al-Akhbar" and "2019–2022" are one word.
_SEPARATOR = lazy_pattern(r"\s+(?:[|»·•‹›:—–]|-{1,3}|::)\s+|\s*[｜ㅣ]\s*")
_WORD = lazy_pattern(r"[^\s,&+/]+")
_DOMAIN = lazy_pattern(r"(?:www\.)?[\w-]{2,30}(?:\.[\w-]{2,20}){0,2}\.[a-z]{2,10}", regex.IGNORECASE)
_CODE = lazy_pattern(r"\p{Lu}[\p{Lu}\d&]{1,4}")
_ENDS_DIGIT = lazy_pattern(r"\d\s*$")
_ENDS_SPEECH = lazy_pattern(r"[\"”»’'“]\s*$")

_MAX_SITE_WORDS = 4
_MAX_SITE_WORDS_BAR = 6
_MAX_SITE_CHARS = 50
# A headline of fewer words may be one half of a name with a dash: "Paris – Roubaix".
_MIN_HEADLINE_WORDS = 4

# Words that names of newsrooms are made of, in six languages.
_PRESS_WORDS = """
    news newspaper newspapers times post daily weekly monthly herald tribune journal gazette chronicle guardian
    telegraph observer magazine online tv radio fm press mail express standard bulletin courier dispatch globe
    sentinel register examiner inquirer insider today network media agency reporter wire examiner ledger argus
    advertiser echo citizen independent mercury
    zeitung nachrichten anzeiger kurier rundschau tagblatt tageblatt blatt presse magazin allgemeine wochenblatt bote
    notícias noticias jornal diário diario folha gazeta periódico semanario correio correo informativo revista
    corriere giornale gazzetta quotidiano notizie notiziario messaggero
    journal actualité actualités actus quotidien hebdo dépêche dépêches courrier gazette revue infos info
    """
_PRESS = frozenset(_PRESS_WORDS.split())
# And how the compounds among them end: "Tageszeitung", "Buxtehuder Wochenblatt".
_PRESS_ENDS = ("zeitung", "blatt", "anzeiger", "kurier", "nachrichten", "presse", "news", "times", "media")
# Labels of a kind of article, which headlines append as sites do.
_LABEL_WORDS = """
    review reviews live video videos photos pictures gallery opinion analysis explainer explained interview podcast
    report update updates part quiz letter letters obituary poll exclusive watch transcript recap preview results
    análise opinião entrevista vídeo fotos crítica crónica crônica reportagem
    análisis opinión directo reportaje
    analyse avis entretien direct vidéo critique reportage portrait
    kommentar analyse liveticker ticker bilder rezension kritik porträt
    recensione intervista commento foto diretta analisi
    """
_LABELS = frozenset(_LABEL_WORDS.split())
_SMALL_WORDS = "of the and for in on de la le les des du da do dos das del y e et di della für und der die am"
_SMALL = frozenset(_SMALL_WORDS.split())


def split_title(title: str) -> tuple[str, str | None]:
    """Return the headline of a title and the site that its last part names, or None.

    The last part is a site where a bar stands before it and it has the form of a name; where a dash does, only if
    besides that the headline has at least four words and does not end with speech ("… ‘it was ours’ – Mayor"), and
    the part is no label of a kind of article ("– Review"). Sections between headline and site are left out.
    """
    title = title.strip()
    marks = list(_SEPARATOR.finditer(title))
    if not marks:
        return title, None
    last = marks[-1]
    head, site = title[: last.start()].strip(), title[last.end() :].strip()
    sign = last.group().strip()
    if not _is_site(head, site, sign[0]):
        return _split_front(title, marks[0])
    for mark in reversed(marks[:-1]):  # "Headline | Politics | Site"
        middle = title[mark.end() : len(head)].strip()
        if mark.group().strip() != sign or len(middle.split()) > 3 or not _is_name(middle):
            break
        if len(title[: mark.start()].split()) < _MIN_HEADLINE_WORDS:
            break
        head = title[: mark.start()].strip()
    return head, site


def is_press_name(text: str) -> bool:
    """Return whether a name says by itself that it is a newsroom's: "The Harbour Times", "harbour.example", "HBC"."""
    return _has_press_word(text) or bool(_DOMAIN.fullmatch(text) or _CODE.fullmatch(text))


def _has_press_word(text: str) -> bool:
    words = [word.casefold() for word in _WORD.findall(text)]
    return any(word in _PRESS or word.endswith(_PRESS_ENDS) for word in words)


def _split_front(title: str, first: regex.Match[str]) -> tuple[str, str | None]:
    """Split "Harbour News | Headline": only where the front says by itself that it is a newsroom."""
    site, head = title[: first.start()].strip(), title[first.end() :].strip()
    pressed = _has_press_word(site) or _DOMAIN.fullmatch(site)
    if first.group().strip() in ("|", "»") and pressed and _is_name(site) and len(site.split()) <= _MAX_SITE_WORDS and len(head.split()) >= _MIN_HEADLINE_WORDS:
        return head, site
    return title, None


def _is_site(head: str, site: str, sign: str) -> bool:
    """Return whether the part behind the last separator, whose first character is `sign`, names the site."""
    if not head or len(site) > _MAX_SITE_CHARS or not _is_name(site):
        return False
    words = site.split()
    if all(word.casefold() in _LABELS or word.isdigit() for word in words):
        return False
    pressed = is_press_name(site)
    dashed = sign in "-–—"
    if len(words) > (_MAX_SITE_WORDS + pressed if dashed else _MAX_SITE_WORDS_BAR):
        return False
    if _ENDS_DIGIT.search(head) and (site[0].isdigit() or _ENDS_DIGIT.search(site)):
        return False  # a score: "Northport 3 – 1 Sallow", "Northport 3 | Sallow 2"
    cased = any(c.islower() or c.isupper() for c in head)
    long_enough = len(head.split()) >= _MIN_HEADLINE_WORDS if cased else len(head) >= 6
    if sign == ":":
        return pressed and long_enough
    if not dashed:
        return long_enough or pressed or len(head) >= 12
    return (pressed and len(head) >= 8) or (long_enough and not _ENDS_SPEECH.search(head))


def _is_name(text: str) -> bool:
    """Return whether every word is written as in a name.

    None begins with a small letter, but for "of" and such, "iRadio", and the first where the rest says "newspaper".
    """
    if _DOMAIN.fullmatch(text):
        return True
    words = _WORD.findall(text)
    if not words or ": " in text or text[-1] in '.?!…:;,"”' or text[0].isdigit() or not any(c.isalpha() for c in text):
        return False
    small = [word for word in words if word.islower() and word.casefold() not in _SMALL]
    if small or (words[0].islower() and len(words) > 1):
        return len(words) <= 3 and _has_press_word(text) and all(word in _PRESS or word == words[0] for word in small)
    return not words[0].islower()
