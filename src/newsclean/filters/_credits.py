"""Credits: the words that a line about the work on an article is made of, the roles of a newsroom, the marks of agencies."""

from __future__ import annotations

import regex

from newsclean.metadata.agencies import agency_in
from newsclean.model import Fact
from newsclean.patterns import lazy_pattern

# The words that a credit may hold in lower case: connectors, particles and the names of the work done. "Reporting
# by the Harbor Daily in 2019 had first shown that" fails at "had".
_CREDIT_WORD = lazy_pattern(
    r"""(?:
        (?:and|in|at|by|for|of|the|on|with|from|to|und|von|der|die|das|dem|den|des|mit|aus|im|für|et|de|du|la|le|les|par|à|avec|pour|des|y|e|con|por|en|el|los|las|da|do|das|dos
        |com|em|na|no|di|del|della|dello|dell|d|l|a|cura|van|bin|al|af|og|also|additional|other|further
        |reporting|writing|editing|reported|written|edited|compiled|produced|translated|translation|graphics?|photos?|photography|video|audio|visuals?|research|production
        |illustrations?|design|writers?|writer|reporters?|editors?|correspondents?|staff|researchers?|photographers?|producers?|journalists?|columnists?|contributors?|agenc(?:y|ies)|news|wire|services?|reports?|bureau|desk
        |newsroom|contributed|geschrieben|redigiert|bearbeitet|bericht|redaktion|übersetzung|übersetzt|reportage|rédigé|édité|version|française|reporte|editado|redacción|redactado|traducido|traducción
        |reportagem|edição|tradução|traduzido|traduzione|informazioni|informações|información|agencias|agências|agenzie|agences|agenturen|agentur|material|inputs?|information)\.?
      | \p{Lu}[\p{L}\p{M}'’.-]* | \p{Ll}{1,3}\p{Lu}[\p{L}-]* | (?:al|el|d|l)[-'’]\p{Lu}[\p{L}'’-]* | [\p{Ll}\p{Lu}]{2,6}(?:/[\p{Ll}\p{Lu}]{2,6})+ | (?:dpa|afp|epd|sid|kna|ots|apa|ap|reuters|ansa|efe)(?:-\p{L}+)? | &
    )""",
    regex.VERBOSE,
)
_SPLIT = lazy_pattern(r"[\s,;:.()\[\]|•·/–—]*(?:\s|^|$)[\s,;:.()\[\]|•·/–—]*|[,;:()\[\]|•·]+")
_LABEL_ROLE = (
    r"(?:(?:hair|make-?up|styling|stylists?|grooming|groomer|prop\s+styl(?:ist|ing)|photograph(?:er|ers|y)|videographers?|director(?:\s+of\s+photography)?|(?:creative|art)\s+direct(?:or|ion)|casting"
    r"|(?:executive\s+|line\s+|associate\s+|web\s+)?producers?|production(?:\s+(?:company|design|designer|assistant))?|(?:copy\s+|managing\s+|photo\s+|video\s+|senior\s+)?editors?|fact[\s-]?check(?:er|ing)?|gaffer|digi(?:tal\s+)?tech"
    r"|colou?rist|(?:set\s+|graphic\s+)?design(?:er)?|manicur(?:e|ist)|tailor|(?:hair|wardrobe)\s*stylist|makeup\s+artist|visuals|cinematograph(?:er|y)|voice-?over|(?:audio|sound)\s+(?:engineer|design)|illustrat(?:or|ions?)|graphics|social\s+media|audience"
    r"|development|research|reporting|writing|translation|redaktion|schlussredaktion|faktencheck|übersetzung|redigatur|produktion|recherche|(?:bild|foto)redaktion|audioversion|kamera|schnitt|grafik|illustration|kommunikation|gestaltung|regie|mitarbeit|protokoll"
    r"|rédaction|traduction|réalisation|édition|edición|redacción|producción|traducción|reportagem|edição|tradução|produção|traduzione|montaggio|first\s+assistant|assistant|assistants?)(?:\s+(?:assistant|by))?)"
)
_LABELS = lazy_pattern(rf"(?<![\p{{L}}-]){_LABEL_ROLE}\s*:\s*(?P<who>[\p{{Lu}}@](?:(?!{_LABEL_ROLE}\s*:)[^:\n]){{1,120}})", regex.IGNORECASE)
_DIRECT = lazy_pattern(r"(?::|\(|avec|with|mit|de|da|di)\s*(?P<who>[\p{L}/-]{2,24})\s*\)?\.?$", regex.IGNORECASE)
_NAMED = lazy_pattern(
    r"(?:the\s+)?(?:Associated Press|Reuters|AFP|Agence France-Presse|dpa(?:-AFX)?|ANSA|EFE|Bloomberg|Canadian Press|PA Media|Press Association|Agência Brasil|Lusa|Folhapress|Xinhua|PTI|ANI|IANS|UPI|Tribune (?:News Service|Content Agency))(?![\p{L}])"
)

_DATES = lazy_pattern(r"\b(?:\d{1,4}(?:st|nd|rd|th)?|\d{1,2}:\d{2}|[ap]\.?m\.?|uhr|edition|section|issue|print|headline|newsletter|website|magazine)\b|[\"“”„«»]", regex.IGNORECASE)


MORE_CREDIT = lazy_pattern(r"\b(?:reported|contributed|reporting|edited|editing|produced|wrote|writing)\b")
REPORTED_FROM = lazy_pattern(
    r"(?:_+\s*)?(?:\p{Lu}[\p{L}'’.-]+,?\s+(?:and\s+)?){1,6}reported(?:\s+this\s+story)?\s+from\s+\p{Lu}[\p{L}'’., -]{1,60}?(?:(?:,|;)?\s+and\s+(?:\p{Lu}[\p{L}'’.-]+\s+){1,3}(?:reported\s+)?from\s+\p{Lu}[\p{L}'’., -]{1,60}?)?\.(?=\s|$)"
)
# Roles that are of a newsroom's or a shoot's work and nothing else; a cast list may hold the others.
SURE_LABEL = lazy_pattern(
    r"schlussredaktion|faktencheck|redigatur|(?:bild|foto)redaktion|audioversion|prop\s+styl|grooming|digi(?:tal\s+)?tech|copy\s+editor|fact[\s-]?check|manicur|web\s+produc|übersetzung|redaktion|traduction|tradução|traducción|traduzione|edição|edición|reportagem",
    regex.IGNORECASE,
)
# Of a film, a play, a book: with one of these among them, roles and names are the data of the work reviewed.
_WORK_LABEL = lazy_pattern(
    r"(?<![\p{L}-])(?:(?<!creative )(?<!art )director(?!\s+of\s+photography)|regie|réalisation|dirección|direção|regia|drehbuch|buch|screenplay|script|roteiro|guion|cast|mit|avec|con|darsteller|musik|música|musique|bühne|sound\s+design|cinematograph\p{L}+)\s*:",
    regex.IGNORECASE,
)
_INITIALS = lazy_pattern(
    r"""\(\s*(?:\p{Ll}{2,4}|\p{Lu}{2}|\p{Lu}{2,4}(?=\s*[/,;])|Red\.?)(?:\s*[/,;.–-]\s*(?:\p{Ll}{2,4}|\p{Lu}{2,4}|mit\s+\p{L}{2,8})){0,3}\.?\s*\)
      | (?:\p{Lu}{2,4}|\(\p{Lu}{2,4}\))(?:\s*(?://?|\s)\s*(?:\p{Lu}{2,4}|\(\p{Lu}{2,4}\))){0,3}\s*//\s*\p{Lu}{2,4}""",
    regex.VERBOSE,
)
# Words of four letters that stand in brackets as well: laughs, asides, the end.
_ASIDES = frozenset(
    [
        "ride",
        "riso",
        "rise",
        "rire",
        "rires",
        "lach",
        "lol",
        "haha",
        "hehe",
        "ha",
        "sic",
        "fim",
        "fin",
        "fine",
        "ende",
        "end",
        "alle",
        "all",
        "both",
        "ja",
        "nein",
        "yes",
        "no",
        "oui",
        "non",
        "sim",
        "não",
        "no",
    ]
)
# The end of an agency's report: "Lusa/Fim".
_END = lazy_pattern(r"\s*/\s*(?:fim|fin|fine|ende|end)\s*$", regex.IGNORECASE)
# Who is described as contributing may be an institution, and then the report is its own.
_INSTITUTION = lazy_pattern(
    r"\b(?:institut\p{L}*|university|college|foundation|council|cent(?:re|er)|department|ministry|bank|charity|commission|committee|association|society|union|museum|laboratory|trust|fund|office|board)\b(?!\s+(?:news|press))",
    regex.IGNORECASE,
)
_PAIR = lazy_pattern(r"\p{Lu}[\p{L}.'’-]+\s+(?:\p{Lu}\.\s+)?(?P<surname>\p{Lu}[\p{L}'’-]*\p{Ll})")


def is_credit(text: str) -> bool:
    """Return whether a text holds nothing but names, places, connectors and kinds of work."""
    words = [w for w in _SPLIT.split(text) if w]
    return 0 < len(words) <= 90 and all(_CREDIT_WORD.fullmatch(w) for w in words)


def is_note(text: str) -> bool:
    """Return whether a text names a publication or a day and nothing else."""
    return is_credit(_DATES.sub(" ", text))


_CONTRIBUTED = lazy_pattern(r"(?P<who>.{2,400}?)\s(?:also\s+)?(?:contributed|helped\s+report|assisted)\b(?P<what>.{0,120})$", regex.DOTALL)


def is_contribution(sentence: str) -> bool:
    match = _CONTRIBUTED.match(sentence)
    if match is None or not is_subject(match["who"]):
        return False
    return (
        regex.match(
            r"\s*(?:to\s+th(?:is|e)\s+(?:report|story|article|piece|post|column|content|dispatch|analysis|newsletter|package|project)|reporting|research|writing|from\b|in\b|\.|$)",
            match["what"],
        )
        is not None
    )


def is_subject(text: str) -> bool:
    """Return whether the subject of "contributed" is made of names: "More than forty economists" is not."""
    words = [w for w in _SPLIT.split(text) if w]
    if _INSTITUTION.search(text):
        return False
    return 0 < len(words) <= 70 and any(w[0].isupper() for w in words[-4:]) and all(_CREDIT_WORD.fullmatch(w) or w.endswith(("'s", "’s", "s'", "s’")) for w in words)


def labels_of(text: str) -> list[str]:
    """Return the names behind the roles of a line that is nothing but roles and names."""
    text = text.strip(" -*•()[].")
    names, at = [], 0
    for match in _LABELS.finditer(text):
        if text[at : match.start()].strip(" ,;|•/–—."):
            return []
        names.append(match["who"].strip(" ,;|"))
        at = match.end()
    if text[at:].strip(" ,;|.") or not all(is_credit(n.replace("@", "")) and len(n.split()) <= 12 for n in names):
        return []
    return names


def is_shoot(lines: list[str]) -> bool:
    """Return whether lines of roles and names are a newsroom's or a shoot's: with a role of theirs, without one of a film's."""
    return any(SURE_LABEL.match(line.lstrip(" -*•(")) or SURE_LABEL.search(line) for line in lines) and not any(_WORK_LABEL.search(line) for line in lines)


def initials_of(text: str) -> bool:
    """Return whether a text is the initials of editors: "(dmk)", "(ab/mz)", "MVT (RJP) // SSR"; no laugh, no aside."""
    return _INITIALS.fullmatch(text) is not None and text.strip("(). ").casefold() not in _ASIDES


def agency_of(text: str) -> str | None:
    """Return the agency that a sign-off names: "(ANSA).", "Lusa/Fim"."""
    return agency_in(_END.sub("", text.strip("()[]-–— .|©")))


def persons_in(text: str) -> list[str]:
    """Return what could be the names of persons in a credit."""
    return [match[0] for match in _PAIR.finditer(text)]


def agency_facts(text: str) -> tuple[Fact, ...]:
    direct = _DIRECT.search(text)
    if direct is not None and (agency := agency_in(direct["who"])) is not None:
        return facts_of(agency)
    match = _NAMED.search(text)
    return facts_of(agency_in(match.group()) or match.group()) if match is not None else ()


def facts_of(agency: str | None) -> tuple[Fact, ...]:
    return (Fact("agency", agency),) if agency is not None else ()
