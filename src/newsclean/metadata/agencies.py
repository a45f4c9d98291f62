"""News agencies: what they are called and how their names are written in bylines, datelines and credits."""

from __future__ import annotations

import regex

from newsclean.patterns import lazy_pattern

# Names that mean an agency wherever they are a whole field.
_SURE = frozenset(
    """reuters|thomson reuters|associated press|agence france-presse|agence france presse|afp|dpa|dpa-afx|dpa-infocom|dpa international|deutsche presse-agentur|keystone-sda|keystone-ats
    |united press international|upi|press trust of india|pti|ians|xinhua|xinhua news agency|kyodo|kyodo news|jiji press|yonhap|yonhap news agency|tass|ria novosti|interfax|ukrinform
    |anadolu|anadolu agency|anadolu ajansı|bernama|antara|efe|europa press|europapress|agencia efe|ansa|adnkronos|askanews|lapresse|italpress|agenzia dire|agenzia nova|radiocor|lusa
    |agência lusa|agência brasil|agência estado|estadão conteúdo|folhapress|télam|telam|notimex|belga|ritzau|pa media|press association|canadian press|la presse canadienne
    |dow jones|dow jones newswires|cnn newsource|tribune news service|tribune content agency|business wire|pr newswire|prnewswire|globe newswire|globenewswire|accesswire
    |dts nachrichtenagentur|australian associated press|irna|isna|ndtv/pti|austria presse agentur|schweizerische depeschenagentur|katholische nachrichten-agentur
    |evangelischer pressedienst|sport-informations-dienst|china news service|central news agency|middle east news agency|news agency of nigeria|ghana news agency|agerpres
    |mediafax|rbc-ukraine|unian|cision|zuma press|storyful|dapd""".replace("\n", "")
    .replace("    ", "")
    .split("|")
)
# Letters that are words or initials elsewhere: only written just so.
_EXACT = frozenset(
    [
        "AP",
        "PA",
        "APA",
        "SDA",
        "ATS",
        "SID",
        "sid",
        "sda",
        "apa",
        "KNA",
        "kna",
        "epd",
        "EPD",
        "ANI",
        "ANA",
        "TT",
        "NTB",
        "STT",
        "PAP",
        "CTK",
        "ČTK",
        "TASR",
        "MTI",
        "BTA",
        "HINA",
        "AAP",
        "CP",
        "TNS",
        "NAN",
        "GNA",
        "BSS",
        "UNB",
        "APP",
        "WAM",
        "SPA",
        "MENA",
        "NNA",
        "CNA",
        "AGI",
        "ANP",
        "ots",
        "rtr",
        "ap",
    ]
)
_PARTS = lazy_pattern(r"\s*/\s*")
_ARTICLE = lazy_pattern(r"(?:the|die|der|l['’]|la)\s+", regex.IGNORECASE)


def agency_in(text: str) -> str | None:
    """Return the agency that a short text names, as written but without its article, or None.

    The text must be the agency and nothing else: "The Associated Press" gives "Associated Press", "AFP/dpa"
    gives itself, "dpa/lby" too (a desk may follow); "Reuters building" gives None.
    """
    text = text.strip()
    if not 2 <= len(text) <= 60:
        return None
    article = _ARTICLE.match(text)
    if article is not None:
        text = text[article.end() :]
    if is_agency(text):
        return text
    if "/" in text:
        parts = _PARTS.split(text)
        if 2 <= len(parts) <= 4 and any(is_agency(p) for p in parts) and all(is_agency(p) or (p.isalpha() and len(p) <= 4) for p in parts):
            return text
    return None


def is_agency(text: str) -> bool:
    """Return whether a text is the name of one agency, articles apart."""
    return text in _EXACT or text.casefold() in _SURE
