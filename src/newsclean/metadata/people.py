"""Who wrote it, as sources state it: read persons and organisations out of the value of an author field.

More lenient than a byline that a line of text must *be*: a field named "author" holds an author, unless it holds what no
person is called. What is an agency, a desk, a newsroom or the site itself is never a person; where nothing is sure, nobody is named.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import regex

from newsclean.metadata.agencies import agency_in
from newsclean.metadata.byline import opened, read_byline
from newsclean.metadata.given_names import has_given_name
from newsclean.metadata.names import DEGREE, ORG, is_refused, person, tidy_name
from newsclean.metadata.values import folded
from newsclean.patterns import lazy_pattern

MAX_AUTHORS = 15
# Where a name ends in a longer text: at a space, or where the next word is written onto it.
_ENDS = lazy_pattern(r"\s|(?<=\p{Ll})\p{Lu}")
INITIAL = lazy_pattern(r"(?:\b\p{L}|Jr|Sr)\.$")

_ADDRESS = lazy_pattern(r"https?://\S+|www\.\S+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?<!\w)@\w{2,30}\b")
_PARTS = lazy_pattern(r"\s*(?:[;|•·/]|,(?!\s*(?:Jr|Sr|Ph\.?\s?D|M\.?\s?D|MBA|CFP|CPA|RN|RD|RDN|DO|DDS|Esq|II|III)\b\.?(?!\s+\p{L}))|\s[–—-]\s|、|，|；|·)\s*", 0)
_AND = lazy_pattern(r"\s+(?:and|&|und|et|y|og|och|en|și|ve|и|та|i|e)\s+(?=\p{Lu})|(?<=\S\s\S+)\s+a\s+(?=\p{Lu}\S*\s\p{Lu})|\s+and\s+")
_DEGREES = lazy_pattern(r",?\s+(?:Ph\.?\s?D\.?|M\.?D\.?|MBA|CFP®?|CPA|RN|RDN?|DO|DDS|Esq\.?|MS|MA|MPH|LCSW|JD)(?=\s*,|\s*$)")
_BRACKETS = lazy_pattern(r"\s*[(\[（][^()\[\]（）]{0,60}[)\]）]\s*")
# A person's name in any script: words of letters, none a digit; particles may be small.
_WORD = r"(?:(?:\p{Lu}\.){1,4}|\p{Lu}|\p{Lo}|\p{Lt})[\p{L}\p{M}'’ʼ‐-]*\.?|[dDlLO]['’]\p{L}[\p{L}\p{M}'’-]*"
_SMALL = r"(?:d[aeiou]s?|del|della|dello|degli|van|von|zu|zum|zur|vom|den|der|ter|ten|la|las|los|le|el|al|bin|ibn|ben|binti|af|av|y|e|i|da|ul|ur|d['’]|'t|’t|ap|st)"
_NAME = lazy_pattern(rf"(?:{_WORD})(?:\s+(?:{_SMALL}\s+){{0,2}}(?:{_WORD})){{1,5}}")
_ONE_NAME = lazy_pattern(r"\p{Lu}[\p{Ll}\p{M}]{2,19}")
# Names in scripts without capitals: Han, Kana and Hangul in one word or two, the others in two words or more.
_EAST = lazy_pattern(
    r"[\p{Han}々]{2,5}|[\p{Han}々\p{Hiragana}\p{Katakana}ー]{1,8}[\s・=＝][\p{Han}々\p{Hiragana}\p{Katakana}ー・\s]{1,14}|\p{Hangul}{2,4}|[\p{Han}々]{1,4}[\p{Hiragana}\p{Katakana}ー]{1,6}"
)
_UNCASED = lazy_pattern(r"[\p{Lo}\p{M}'’.-]{2,20}(?:\s[\p{Lo}\p{M}'’.-]{1,20}){1,4}")
_EAST_ROLE = lazy_pattern(
    r"\s*(?:特约|特約|本报|本報|见习|實習|实习)?(?:記者|记者|編集委員|論説委員|通信員|撰文|文|기자|특파원|논설위원|선임기자|인턴기자|편집위원)$|^(?:記者|记者|文|作者|執筆|撰文)\s*[:：=＝/／]?\s*"
)
_EAST_ORG = lazy_pattern(
    r"編集部|编辑部|編輯|编辑|新聞|新闻|日报|日報|晚报|時報|时报|通信社|通讯社|报社|網|网|社説|社论|取材班|本社|委員会|登録|ログイン|会員|無料|一覧|検索|記事|登录|注册|订阅|首页|更多|뉴스|신문|일보|편집국|취재|데스크|특별취재팀|وكالة|صحيفة|تحرير|المحرر|مراسل|שירות|מערכת|डेस्क|समाचार|ब्यूरो|संवाददाता"
)
# What stands in an author field and is nobody.
_NOBODY_WORDS = """
    admin administrator editor editors editorial staff team guest author authors autor writer writers reporter reporters contributor contributors newsroom desk
    redaktion redaktør redaktion redactie redactia redakcja redakce redakcia redacción redaccion redação redacao rédaction redazione toimitus redaksjonen redaktionen szerkesztőség редакция редакція
    webmaster web wordpress user root test name anonymous unknown various press news agency agencies agencias agenturen wire wires online digital support info contact
    marketing sponsored partner advertorial publisher blog website content sysadmin superuser moderator correspondent intern
    nachrichten noticias notícias actualités notizie nieuws nyheter nyheder aktualności zprávy hírek știri haberler berita
    """
_NOBODY = frozenset(_NOBODY_WORDS.split())
# Words that make a name a desk's or a firm's, beside those of `names.ORG`.
_DESK = lazy_pattern(
    r"""(?<!\p{L})(?:staff|team|desk|editors?|editorial|newsroom|bureau|contributors?|reporters|correspondents?|writers?|redaktion\w*|redacci[oó]n|reda[cç][aã]o|r[ée]daction|redazione|redactie|redakcja|toimitus
        |агентство|редакция|редакція|новости|новини|haber|merkezi|servisi|agency|guides?|reviews?|admin|inc|llc|ltd|gmbh|blog|labs?|solutions|software|clinic|care|dental|health|law|partners|software|marketing
        |capital|bank|academy|project|alliance|society|club|church|museum|library|government|institut\w*|verlag|with|the|of|for|your|my|our|how|what|wedding|digital|shop|store|travel|hotels?|construction|insurance)(?!\p{L})""",
    regex.VERBOSE | regex.IGNORECASE,
)


# What a person does: a line or a piece with such a word is no name.
JOB = lazy_pattern(
    r"""(?<!\p{L})(?:consultants?|managers?|coordinators?|directors?|analysts?|founders?|ceo|cto|cmo|officers?|experts?|specialists?|strategists?|advis[eo]rs?|photographers?|producers?|attorneys?
        |professors?|marketers?|designers?|developers?|engineers?|presidents?|partners?|fellow|scientists?|researchers?|authors?|content|writers?|nutritionist|horticulturalist|gardener|educator|principal|grader
        |journalism|journalists?|reporter|editor|senior|dietitian|therapist|coach|trainer|nurse|posted|written|reviewed|updated|published|reading|full\s+bio|manufacturer|illustrators?)(?!\p{L})""",
    regex.VERBOSE | regex.IGNORECASE,
)
# Words of a page's buttons and subheads, some of which are surnames too: no name unless a given name stands before them.
_LABEL = lazy_pattern(
    r"""(?<!\p{L})(?:head|lead|bio|about|tags?|share|image|credit|checklist|type|category|categories|view|get|started|copy|url|quick|summary|key|insights?|schedule|free|guide|chart|basics|tips|tools?
        |table|contents?|overview|introduction|disclosure|disclaimer|newsletter|sign|join|learn|program|account|create|strategy|trends?|stats|goals|data|questions?|writes?)(?!\p{L})""",
    regex.VERBOSE | regex.IGNORECASE,
)
_STAFF = lazy_pattern(
    r"(?:the\s+)?(?:\p{Lu}[\p{L}\p{N}.&'’-]*\s+){0,4}(?:staff|team|desk|newsroom|newsdesk|editors|editorial\s+(?:team|board|staff)|redaktion|redacción|rédaction|redazione|redação|redactie)|team\s+\p{Lu}[\p{L}\p{N}]+|(?:\p{Lu}[\p{L}]+\s+){1,3}(?:blog\s+)?contributors?",
    regex.IGNORECASE,
)


class People(NamedTuple):
    """Persons, and an agency, desk or other organisation that a source names as the author."""

    authors: tuple[str, ...] = ()
    agency: str | None = None


@lru_cache(maxsize=1024)  # the sources of a page name the same people
def read_people(value: str, own: frozenset[str] = frozenset(), *, mononyms: bool = False) -> People:
    """Read the value of an author field.

    Args: `own` are the site's names, folded: the site is no author of itself. `mononyms`: one capitalised word is a person's name too.
    Returns: persons in order, each once, at most `MAX_AUTHORS`; an organisation if one is named. Nobody where the value is an address,
        a handle, a user's name or a template.
    """
    text = _ADDRESS.sub(" ", value).strip(' ,;|-–—•·:()<>"')
    text = _BRACKETS.sub(" ", text).strip() if any(c in text for c in "([（") and agency_in(text.strip("()")) is None else text
    if not text or len(text) > 400:
        return People()
    text = opened(text)
    authors: list[str] = []
    agency: str | None = None
    roles = False
    if folded(text) in own:
        return People()
    if " y " not in text and " e " not in text and (name := person(text)) is not None and is_person(name) and agency_in(text) is None:
        return People((name,))
    reading = read_byline(value) if len(value) <= 300 else None
    if reading is not None and (reading.authors or reading.agency):
        return People(tuple(name for name in reading.authors if folded(name) not in own and is_person(name))[:MAX_AUTHORS], reading.agency)
    for part in _PARTS.split(_DEGREES.sub("", text)):
        for piece in _AND.split(part) if part else ():
            piece = piece.strip(' ,;:|-–—"“”')
            piece = piece if INITIAL.search(piece) else piece.strip(".")
            if not piece or folded(piece) in own:
                continue
            piece, behind = _without_agency(piece)
            agency = agency or behind
            found = agency_in(piece)
            if found is not None:
                agency = agency or found
            elif (name := person_in(piece, mononyms=mononyms)) is not None:
                if not roles or has_given_name(name):  # behind a role stands where it is held: "Ann Lee, Director of Sales, Fenwick Lines"
                    authors.append(name)
            elif is_organisation(piece):
                agency = agency or piece
            else:
                roles = roles or JOB.search(piece) is not None
    return People(tuple(dict.fromkeys(authors))[:MAX_AUTHORS], agency)


def _without_agency(piece: str) -> tuple[str, str | None]:
    """Split "John Roe The Associated Press" into the name and the agency behind it."""
    words = piece.split()
    for at in range(2, min(len(words), 5)):
        agency = agency_in(" ".join(words[at:]))
        if agency is not None and person(" ".join(words[:at])) is not None:
            return " ".join(words[:at]), agency
    return piece, None


def turned(value: str) -> str:
    """Return "Roe, John A." as "John A. Roe", and any other value as it is."""
    last, comma, first = value.partition(",")
    ordered = f"{first.strip()} {last.strip()}"
    return ordered if comma and "," not in first and len(last.split()) <= 2 and person(ordered) is not None else value


def trimmed(names: Sequence[str], known: Sequence[str]) -> tuple[str, ...]:
    """Return names, each without what stands behind a known name of two words or more that it begins with: "Ann Lee Travel", "Ann LeeTravel"."""
    starts = [one for one in known if " " in one]
    return tuple(next((one for one in starts if name.startswith(one) and _ENDS.match(name, len(one))), name) for name in names)


def person_in(piece: str, *, mononyms: bool = False) -> str | None:
    """Return the person whose name a text is, in ordinary capitals, or None; in any script."""
    if len(piece) > 60 or any(c.isdigit() or c in "@_<>{}=\\#*%$€…?!" for c in piece):
        return None
    piece = DEGREE.sub("", _EAST_ROLE.sub("", piece)).strip()
    if not piece or _EAST_ORG.search(piece) is not None:
        return None
    if _EAST.fullmatch(piece) or _UNCASED.fullmatch(piece):
        return " ".join(piece.split())
    name = person(piece)
    if name is not None:
        return name if is_person(name) else None
    words = piece.split()
    if piece.islower() and 2 <= len(words) <= 3 and mononyms and has_given_name(piece):
        piece = piece.title()
        words = piece.split()
    if is_refused(words) or not is_person(piece):
        return None
    if any(word.casefold().strip(".") in _NOBODY for word in words) or ORG.search(piece) is not None or _DESK.search(piece) is not None:
        return None
    if len(words) == 1:
        return piece if mononyms and _ONE_NAME.fullmatch(piece) else None
    return tidy_name(piece) if _NAME.fullmatch(piece) and not person_words_refused(words) else None


def is_person(name: str) -> bool:
    """Return whether a text with the form of a name holds no word of a desk, a firm, a profession or a page's buttons."""
    return _DESK.search(name) is None and JOB.search(name) is None and (_LABEL.search(name) is None or has_given_name(name))


def person_words_refused(words: list[str]) -> bool:
    """Return whether words have the form of a name and are none: all of them capitals of an abbreviation."""
    return all(len(word) <= 3 and word.isupper() for word in words)


def is_organisation(piece: str) -> bool:
    """Return whether a text names a desk, a newsroom, a firm: words of organisations, each capitalised."""
    if not 2 < len(piece) <= 60 or any(c in "@_<>{}=\\#" for c in piece):
        return False
    words = piece.split()
    named = ORG.search(piece) is not None or any(word.casefold() in _NOBODY for word in words) or _EAST_ORG.search(piece) is not None
    return named and len(words) > 1 and len(words) <= 7 and (words[0][0].isupper() or not words[0][0].islower())


def is_desk(text: str) -> bool:
    """Return whether a line is the name of a desk or a staff: "Harbour Times Staff", "The Newsroom", "Redaktion"."""
    return len(text) <= 50 and _STAFF.fullmatch(text) is not None
