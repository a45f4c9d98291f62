"""Bylines: who wrote it, read from the line that says so.

`read_byline` is strict: it gives nothing for a line that holds anything besides names, roles, agencies,
addresses and times, so that a filter may ask it whether a line is a byline.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import regex

from newsclean.metadata.agencies import agency_in
from newsclean.metadata.given_names import has_given_name
from newsclean.metadata.names import NAME, ORG, person
from newsclean.patterns import lazy_pattern

# Words that open a byline, and labels that need their colon. Before "Von" or "Por" alone stands no letter of a
# sentence: "Von Berlin nach Hamburg" opens likewise and fails at "nach", which no name holds.
_OPENER = lazy_pattern(
    r"""\s*(?:
        (?P<prep> by | von | par | por | di | door | af | av | przez )(?:\s*:\s*|\s*$|\s+|(?=,))
      | (?P<phrase>
            (?:written|posted|published|story|stories|words|text|report|reported|article|interview|review|opinion|analysis
               |commentary|column|compiled|created|photos\ and\ story|story\ and\ photos|guest\ post|video|podcast)\s+by
          | (?:ein(?:e)?\s+)?(?:kommentar|analyse|gastbeitrag|interview|kolumne|essay|reportage|bericht|beitrag|artikel|glosse|leitartikel
               |porträt|rezension|text|geschrieben|verfasst|veröffentlicht|gepostet)\s+von
          | (?:publié|écrit|rédigé|posté|propos\ recueillis|un\ article|une\ enquête|texte|chronique|entretien|mis\ à\ jour)\s+par
          | (?:escrito|publicado|redactado|postado|elaborado|enviado|reportagem|texto)\s+(?:por|de)
          | (?:scritto|pubblicato|postato)\s+da | a\s+cura\s+di | (?:testo|intervista|servizio|articolo|commento)\s+di
          | dal\s+nostro\s+(?:inviato|corrispondente) | dalla\s+nostra\s+(?:inviata|corrispondente)
        )(?:\s*:\s*|\s+|\s*$)
      | (?P<label>
            authors? | author\s+of\s+the\s+article | autor(?:a|in|en|innen|es|as)? | auteurs? | autrice | autor[ei] | text | texto | texte | testo | tekst
          | words | story | reporter | redakteur(?:in)? | journaliste | reportagem | bericht | kommentar
        )\s*[:：]\s*
    )""",
    regex.VERBOSE | regex.IGNORECASE,
)
# A bare opener: "By", "Written by:", "By |", "By on", "Von am". A page's template is left where a link was cut.
_BARE = lazy_pattern(r"[\s,|:•·–—-]*(?:and|und|et|y|e)?[\s,|:•·–—-]*(?:on|am|le|el|il|em|published|in)?[\s,|:•·–—-]*", regex.IGNORECASE)

_EMAIL = lazy_pattern(r"[(<\[]?(?:mailto:)?[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}[)>\]]?")
_HANDLE = lazy_pattern(r"\(?(?<![\w])@\w{2,30}\b\)?")
_URL = lazy_pattern(r"(?:https?://|www\.)\S{1,200}")

MONTH = (
    r"jan(?:uary|uar|vier|eiro|uari)?|feb(?:ruary|ruar|rero|braio)?|fév(?:rier)?|fev(?:ereiro)?|gen(?:naio)?|ene(?:ro)?|mar(?:ch|s|zo|ço)?"
    r"|märz|mrz|apr(?:il|ile)?|abr(?:il)?|avr(?:il)?|mai|may(?:o)?|maio|mag(?:gio)?|jun[ei]?|jun(?:io|ho)|juin|giu(?:gno)?|jul[iy]?|jul(?:io|ho)"
    r"|juil(?:let)?|lug(?:lio)?|aug(?:ust)?|ago(?:sto)?|août|sep(?:t|tember|tembre|tiembre)?|set(?:embro|tembre)?|o[ck]t(?:ober|obre|ubre)?"
    r"|out(?:ubro)?|ott(?:obre)?|nov(?:ember|embre|iembre|embro)?|de[cz](?:ember|iembre|embro)?|déc(?:embre)?|dic(?:iembre|embre)?"
)
# A day of publication and whatever time, zone or "Tags" stands behind it, to the end of the line.
_WHEN = lazy_pattern(
    rf"""(?:(?<![\p{{L}}\d])|(?<=\p{{Ll}})(?=\p{{Lu}}))(?:
        (?:(?:published|posted|updated|last\s+updated|first\s+published|publié|mis\s+à\s+jour|actualisé|publicado|actualizado|atualizado|aktualisiert|veröffentlicht
            |stand|pubblicato|aggiornato|modifié)\b\s*(?:on|le|el|em|am|il)?\s*:?\s*)?
        (?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+|\d{{1,2}}[:.h]\d{{2}}\s*(?:[ap]\.?m\.?|uhr)?,?\s*(?:on\s+|[A-Z]{{2,4}},?\s+)?)?
        (?: (?:{MONTH})\.?\s+\d{{1,2}}(?:st|nd|rd|th)?(?:,?\s+\d{{4}})?
          | \d{{1,2}}(?:\.|º|er|st|nd|rd|th)?(?:\s+de)?\s+(?:{MONTH})\.?(?:(?:\s+de|,)?\s+\d{{4}})?
          | \d{{1,2}}[./-]\d{{1,2}}[./-](?:\d{{4}}|\d{{2}}) | \d{{4}}[-/.]\d{{2}}[-/.]\d{{2}} )
        (?!\p{{L}}).{{0,60}}
      | (?:updated|published|last\s+updated)\b.{{0,60}}
      | (?:vor|hace|há|il\s+y\s+a)\s+\d{{1,3}}\s+\p{{L}}{{1,12}} | \d{{1,3}}\s*(?:min(?:ute)?s?|hours?|hrs?|days?|weeks?|months?|years?)\s+(?:ago|read)
      | \d{{1,3}}\s*(?:min(?:s|utes?|uten)?\.?(?:\s+(?:read|lesezeit|de\s+lecture|de\s+lectura|de\s+leitura))?|tage?n?)
      | \d{{1,2}}[:.h]\d{{2}}\s*(?:[ap]\.?m\.?|uhr)?
    )\s*$""",
    regex.VERBOSE | regex.IGNORECASE,
)

_DATED = lazy_pattern(r"\d|pdated|ublished")

_ROLE = lazy_pattern(
    r"""\b(?:
        (?:staff|senior|chief|managing|deputy|associate|assistant|contributing|executive|special|freelance|political|investigative|news|sports?|business)\s+(?=\p{L})
      )*(?:
        staff(?:\s+(?:writer|reporter|editor|photographer|correspondent)s?)? | reporters? | correspondents? | editors?(?:[\s-]in[\s-]chief|[\s-]at[\s-]large)?
      | journalists? | columnists? | contributors? | writers? | producers? | photographers? | analysts? | interns? | critics? | fellow | desk | newsroom
      | bureau(?:\s+chief)? | editorial\s+(?:board|team) | director | officer | president | professor | founder | expert | specialist | strategist | head\s+of
      | redakt(?:eur(?:in|e)?|ion|ør|ör) | (?:chef)?redakteur(?:in)? | \p{L}{0,14}korrespondent(?:in|en)? | volontär(?:in)? | ressortleiter(?:in)? | kolumnist(?:in)?
      | journalist(?:in|en|innen)? | autor(?:in)? | reporter(?:in)? | journaliste | correspondante? | rédact(?:eur|rice|ion) | envoyée?\s+spéciale?
      | chroniqueu(?:r|se) | redactora? | redacción | periodista | corresponsal | enviad[oa]\s+especial | colaborador(?:a)? | columnista | repórter | jornalista
      | correspondente | colunista | redação | giornalista | inviat[oa] | corrispondente | redat+(?:ore|trice) | redazione | direttore | verslaggever
      | redacteur | toimittaja | skribent
    )(?![\p{L}-])""",
    regex.VERBOSE | regex.IGNORECASE,
)
# Of these roles, those of a newsroom. "Jane Doe, president" is no byline.
_PRESS = lazy_pattern(
    r"""\b(?:staff|reporters?|correspondents?|editors?|journalist(?:s|e|in|en|innen)?|columnists?|contributors?|writers?|redakt\p{L}+|\p{L}{0,14}korrespondent\p{L}*|volontär(?:in)?
      |kolumnist(?:in)?|correspondante?|rédac\p{L}+|envoyée?\s+spéciale?|chroniqueu\p{L}+|redac\p{L}+|periodista|corresponsal|enviad[oa]|columnista|repórter|jornalista|correspondente
      |colunista|giornalista|inviat[oa]|corrispondente|redat+\p{L}+|redazione|verslaggever|toimittaja|skribent)(?![\p{L}-])""",
    regex.VERBOSE | regex.IGNORECASE,
)
_NOBODY = lazy_pattern(r"(?:editorial\s+(?:board|team)|desk|newsroom|bureau|redaktion|rédaction|redacción|redação|redazione)$", regex.IGNORECASE)
_OF = lazy_pattern(r"(?:d[aeo]|de\s+la|del|della|dell['’]|von|with|mit|avec|con|com|for|für|pour|para|via)\s+", regex.IGNORECASE)
# A role that is written onto the name it followed in another element: "Ulrich ExnerKorrespondent".
_GLUED = lazy_pattern(r"(?<=\p{Ll})(?=(?:Korrespondent|Redakteur|Reporter|Staff|Updated|Published|Autor|Journalist|Contributor|Editor)\p{Ll}*\b)")
_HARD = lazy_pattern(r"\s*(?:[|•·⋅›;]|\s[/–—-]+(?=\s|$)|(?<=\s)[/–—-]+\s|\s/|/\s)\s*")
_SUFFIX_COMMA = lazy_pattern(r",(?=\s+(?:Jr|Sr|M\.?D|Ph\.?D|MBA|CFP)\b)")
_LIST = lazy_pattern(r"\s*(?P<sep>,\s*(?:and|und|et|y|e|&)\s|,|\s(?:and|und|et|y|e|&|with|og|och|avec|mit|con|com)\s)\s*", regex.IGNORECASE)
# "Jane Doe in Berlin", "Jane Doe For Example Online": what stands behind is no part of the name.
_BEHIND = lazy_pattern(r"\s+(?:in|aus|at|for|from|para|pour|à|bei|für|em|desde|reports|special\s+to)\s+(?=\p{Lu}|the\s).*$", regex.IGNORECASE)
_SMALL = lazy_pattern(r"[\p{Ll}\d]{2,5}")
_PARENS = lazy_pattern(r"\(([^()]{0,60})\)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Byline:
    """What a byline line says. `opened`: it began with "By", "Von" or a label; `beside`: a role, an organisation,
    an address or a time stood beside the names; `placed`: what stood there was but words with capitals, a place or a paper;
    `press`: a role of a newsroom did; `bare`: nothing but the opener is left of it.
    """

    authors: tuple[str, ...] = ()
    agency: str | None = None
    opened: bool = False
    labelled: bool = False
    beside: bool = False
    placed: bool = False
    press: bool = False
    bare: bool = False


@lru_cache(maxsize=64)  # filters ask again about the lines where an article begins
def read_byline(line: str) -> Byline | None:
    """Return what a byline line says, or None when it holds anything that a byline does not.

    "By JANE DOE and JOHN ROE, Associated Press" gives two authors and an agency; "By midnight the crowd had
    gone." and "Von Berlin nach Hamburg" give None. A name alone, "Jane Doe", is read as one author that is
    neither opened nor has anything beside it: whether that is a byline is for the caller to weigh.
    Length: lines beyond 300 characters are not read.
    """
    if len(line) > 300:
        return None
    text = " ".join(line.split()).lstrip("-–—•*|/# ").rstrip(" .|•–—-,")
    opener = _OPENER.match(text)
    labelled = False
    if opener is not None:
        labelled = opener["prep"] is None
        text = text[opener.end() :]
        if _BARE.fullmatch(text):
            return Byline(opened=True, labelled=labelled, bare=True)
    bare_left = text
    text = _GLUED.sub(" | ", text)
    if "@" in text or "http" in text or "www." in text:
        text = _URL.sub(" | ", _HANDLE.sub(" | ", _EMAIL.sub(" | ", text)))
    if "(" in text:
        text = _PARENS.sub(r" | \1 ", text)
    if _DATED.search(text):
        text = _WHEN.sub("", text)
    beside = text != bare_left
    authors: list[str] = []
    agency: str | None = None
    understood = press = placed = held = False
    for part in _HARD.split(_SUFFIX_COMMA.sub("", text) if "," in text else text):
        pieces = _LIST.split(part)
        for at in range(0, len(pieces), 2):
            piece = pieces[at].strip(" ,.:|")
            separator = pieces[at - 1].strip().casefold() if at else ""
            if not piece:
                beside = beside or opener is not None
                continue
            found = agency_in(_OF.sub("", piece, count=1) if piece[:1].islower() else piece)
            if found is not None:
                agency, understood = agency or found, True
                continue
            role = _ROLE.search(piece)
            if role is not None:
                beside = understood = True
                press = press or _PRESS.search(piece) is not None
                held = role.end() < len(piece)
                name = _name_before_role(piece, role.start()) if separator != "," and not (at == 0 and authors) else None
                if name is not None:
                    authors.append(name)
                continue
            short = _BEHIND.sub("", piece)
            if short != piece:
                beside = True
            name = person(short)
            if name is not None:
                if not held or has_given_name(name):  # "Ann Lee, Head of Marketing and Community Development"
                    authors.append(name)
                understood = True
                continue
            if _organisation(short) and (authors or opener is not None):
                placed = placed or (not beside and ORG.search(short) is None)
                beside, understood = True, understood or ORG.search(short) is not None
                continue
            if _SMALL.fullmatch(piece) and understood:
                continue
            return None
    if not understood or not (authors or agency or opener is not None):
        return None
    if opener is not None and not authors and agency is None and not labelled and not ORG.search(text) and not _ROLE.search(text):
        return None
    return Byline(authors=tuple(dict.fromkeys(authors)), agency=agency, opened=opener is not None, labelled=labelled, beside=beside, placed=placed and not press, press=press)


def opened(line: str) -> str:
    """Return what stands behind the opener of a byline ("By", "Von", "Text:"), or the line itself without one."""
    found = _OPENER.match(line)
    return line if found is None else line[found.end() :].strip()


def is_when(text: str) -> bool:
    """Return whether a text opens with a day or a time of publication and holds nothing before it."""
    return _WHEN.match(text.strip()) is not None


def _name_before_role(piece: str, at: int) -> str | None:
    """Return the name in front of a role that no comma parts from it. Of three words or more the last is the paper's or the role's own."""
    before = piece[:at].strip(" ,-–|").split()
    if _NOBODY.search(piece):
        return None
    if len(before) > 2 and not NAME.fullmatch(" ".join(before[:2]) + " X"):
        return None
    for length in (min(len(before), 3) - (len(before) > 2), 2):
        name = person(" ".join(before[:length])) if length >= 2 else None
        if name is not None:
            return name
    return None


def _organisation(piece: str) -> bool:
    words = piece.split()
    return 0 < len(words) <= 7 and (words[0][:1].isupper() or ORG.search(piece) is not None) and all(w[:1].isupper() or w[:1].isdigit() or len(w) <= 3 for w in words)
