"""`image_credit`: who made a picture, alone on a line, in brackets, or at the end of a caption."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

import regex

from newsclean.draft import Draft
from newsclean.features import in_form
from newsclean.filters._place import between_prose
from newsclean.filters._speech import quoted
from newsclean.model import Block, Cue, Kind, Removal, Span, Tier
from newsclean.patterns import lazy_pattern

# A cue that names the credit begins it ("Photo: …", "Photo by …"); one that names an agency stands at its end.
_LABEL_ENDS = (":", "：", "=", " by", " via", " from", " source", " sources", " credit", " credits", " courtesy", " of", " di", " de", " foto", " photo", "photo", "credit/")
# Words in lower case that a credit may hold besides names; any other ("Photo by photo, the archive shows") is prose.
_SMALL_WORDS = """
    a about adapted afp al and ap archive archives archiv archivio arquivo at avec avi bei bild by c/o cc collection colourbox con concessione courtesy cortesia cortesía crédit credit da
    dalla dapd das de dei del della der design di do dos dpa doi du e efe el en epa et file for foto fotos from fotografie für gentile getty graphic handout hide
    caption illustration illustrations image images imago in innen internet istock keystone la le leihgabe license licensed lizenz los mit of on par pd per personal photo photos
    photography picture alliance por pour pressefoto privat public domain pixabay pexels provided reprodução repro screenshot shutterstock sla soziale stock supplied the through und under unsplash used
    v. van via video vom von w/ with y zur zvg © ©️ & + / | – - · x"""
_SMALL = frozenset(_SMALL_WORDS.split())
# A name, an initial, a handle, an address, a year, or something joined by slashes.
_NAME = lazy_pattern(r"[\"'“(\[@©#]*[\p{Lu}\p{Lo}\p{N}]|\S*[/@._]\S*|\p{Ll}+\p{Lu}|[dlDL]['’]\p{Lu}|\p{P}+$|\p{S}+$")
_JOINER = lazy_pattern(r"/|\||©|\bvia\b|,")
_SENTENCE_GAP = lazy_pattern(r"[.!?…][\"'”’»)\]]{0,2}\s*(?=[\"'“(\[©@]{0,2}\p{Lu})|\s(?=©)")
_INITIAL = lazy_pattern(r"(?:^|[\s(.])\p{Lu}\.?$|\b(?:Jr|Sr|Dr|St|Mr|Mrs|Ms|Inc|Co|Corp|Ltd)\.?$")
MAX_CREDIT_WORDS = 14
# A figure makes a value something else than a maker: a rating ("9/10"), a model ("EOS R6"), a count. A year, or the number
# of a picture behind its agency, does not.
_FIGURE = lazy_pattern(r"(?<!\S)(?!(?:19|20)\d\d\b)[\d.,/%:]*\d[\d.,/%:]*(?!\S)")
_SOURCED = lazy_pattern(
    r"[©@|]|/\p{L}|\bvia\b|\b(?:getty|afp|ap|reuters|dpa|epa|efe|ansa|lusa|shutterstock|istock|alamy|imago|unsplash|pixabay|pexels|adobe|wikimedia|flickr|instagram|facebook|youtube|twitter|imagn|freepik)\b"
)
# What a label such as "Credit:", "Image:" or "Photography:" introduces besides makers: banks, points of a course, screens, plates.
_OTHER_THING = lazy_pattern(
    r"\b(?:banco|banca|bank|banque|caixa|unicredit|sparkasse|ects|full hd|module|module?s|optional|plate|fig(?:ure)?\.?|tafel|lámina|tavola|poor|fair|average|excellent)\b"
)
# Labels in the plural, or of art, tell who made a book or a show as well; at the end of a sentence they do.
_OF_WORKS = lazy_pattern(
    r"(?:photographs|illustrations?|pictures|images|photography|ilustración|fotografía|ilustração|fotografia|illustrazione|illustrazioni|dessins?) ?(?::|by|de|di)$"
)
# "Immagini di Gaza", "Imagem de Santiago": a picture of something, unless names of a stock site follow.
_PICTURE_OF = lazy_pattern(r"(?:imag\w+|immagin\w+|fotogra\w+|foto|ilustración|illustrazione) d[ei]$")
# "Nature: Joel Adeyemi/Getty": the label of an entry in a list. One that names a picture is a label of credit.
_ENTRY = lazy_pattern(
    r"(?!\S{0,30}(?:bild|foto|fotos|photo|photos|image|images|pic|pics|credit|credits|quelle|source|graphic|video|grafik|cover):)[\p{L}][^:\n]{1,40}:\s", regex.IGNORECASE
)
# "Canon et Nikon", "Globo, Sportv e Premiere": firms that a label speaks of. Persons have two names, and agencies are known.
_COUPLED = lazy_pattern(r"(?P<first>[\p{L}\d-]+)(?:,\s\S+){0,3}\s(?:and|und|et|e|y|&)\s\S")
# A name of a company that stands so often as a line of its own is the subject of the text.
_MAX_CHECKED_LINES = 40
# Looked at behind and before a cue; an address of a stock site is long. It bounds the work in a text that repeats a cue.
_REACH_CHARS = 300
_CLOSES = {"(": ")", "[": "]"}
# What signs a credit in brackets where no label does.
_SIGNED = lazy_pattern(r"[/|©]|\bvia\b|\bAP Photo\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class ImageCredit:
    """Remove credits of pictures.

    Removes: a line that is a credit ("Photo: Rockstar Games", "STR/AFP via Getty Images", "Submitted photo"), a
        credit in brackets inside a line, and a labelled credit at the end of one. The words of the caption before
        it are left to the filter `caption`.
    Keeps: prose about photographs and agencies: a credit holds names, not sentences.
    Options: `max_words`, the longest credit, in white-space-separated words.
    Source: the cues in `phrases/`, each with the page it was seen on.
    """

    name: ClassVar[str] = "image_credit"
    category: ClassVar[str] = "image_credit"
    max_words: int = MAX_CREDIT_WORDS

    def find(self, draft: Draft) -> Iterator[Removal]:
        """Yield the removals in source order."""
        last = barred = -1
        cues = draft.cues_of(self.category)
        if not cues:
            return
        subjects = _subjects(draft, cues)
        for cue in cues:
            if cue.start < last:
                continue
            block = draft.blocks[cue.block]
            if cue.role == "line":
                # The item of a list is part of the story ("Shutterstock" among agencies), and so is a subhead.
                if block.kind not in (Kind.HEADING, Kind.LIST_ITEM):
                    last = block.end
                    tier = Tier.CERTAIN if " " in cue.phrase and not between_prose(draft, block) else Tier.LIKELY
                    if draft.fold[block.content_start : block.content_end] in subjects:
                        tier = Tier.POSSIBLE
                    yield draft.remove_block(self, block, "block is the credit of a picture", draft.text_of(cue), tier)
                continue
            if cue.block == barred:
                continue
            if cue.role == "label":
                # "Image:" alone: the name is on the next line, or was lost. A colon tells it from a subhead.
                if ":" in draft.text[block.content_end : block.end]:
                    last = block.end
                    yield draft.remove_block(self, block, "block is the label of a credit", draft.text_of(cue), Tier.LIKELY)
                continue
            credit = credit_at(draft, block, cue, self.max_words)
            if credit is None:
                continue
            if not _SOURCED.search(draft.fold, credit.start, credit.end) and in_form(draft, block) and not _among_credits(draft, block):
                barred = cue.block
                continue
            last = credit.end
            evidence = draft.text_of(cue)
            tier = Tier.CERTAIN if _sure(draft, block, cue, credit) else Tier.LIKELY
            if credit.start <= block.content_start and credit.end >= block.content_end:
                yield draft.remove_block(self, block, "block is the credit of a picture", evidence, tier)
            else:
                yield draft.remove(self, credit.start, credit.end, "credit of a picture inside a line", evidence, tier)


def _among_credits(draft: Draft, block: Block) -> bool:
    """Return whether the line above or below is a labelled credit too: a row of credits is no fact box of a film or a book."""
    near = draft.blocks[max(0, block.index - 1) : block.index + 2]
    return any(cue.category == "image_credit" and cue.start == one.content_start for one in near if one is not block for cue in draft.cues(one).all[:4])


def _subjects(draft: Draft, cues: list[Cue]) -> frozenset[str]:
    """Return the lines that a text of which they are the subject has as subheads.

    A paragraph speaks of them ("Arquivo pessoal" in a story about an archive), or three and more different ones each
    stand once between paragraphs: a text about stock agencies.
    """
    fold, blocks = draft.fold, draft.blocks
    lines: dict[str, list[Block]] = {}
    for cue in cues:
        if cue.role == "line":
            block = blocks[cue.block]
            lines.setdefault(fold[block.content_start : block.content_end], []).append(block)
    found = set()
    for text in list(lines)[:_MAX_CHECKED_LINES]:
        at = fold.find(text)
        for _ in range(8):
            if at < 0:
                break
            block = blocks[min(draft.block_at(at), len(blocks) - 1)]
            around = fold[max(block.start, at - 3) : at] + fold[at + len(text) : at + len(text) + 2]
            if block.prose and at + len(text) < block.content_end - 2 and not any(char in around for char in "/|©([)]:") and not fold[at - 1 : at].isalnum():
                found.add(text)
                break
            at = fold.find(text, at + len(text))
    single = [text for text, of_text in lines.items() if len(of_text) == 1 and between_prose(draft, of_text[0])]
    if len(single) >= 3:
        return frozenset((*found, *single))
    # A single name of a company may be the credit of the one picture in a story about it.
    firms = [text for text in found if _SOURCED.search(text)]
    return frozenset(found) if len(firms) >= 2 else frozenset(found.difference(firms))


def _sure(draft: Draft, block: Block, cue: Cue, credit: Span) -> bool:
    """Return whether a credit can be nothing else: its label is the whole kind, or a source stands in it.

    "Fotografía: Néstor Almendros" also stands under the review of a film, "Image: Northern Lights" under a heading.
    """
    phrase = cue.phrase.lower().rstrip()
    if _SOURCED.search(draft.fold, credit.start, credit.end):
        return True
    if _OF_WORKS.search(phrase) or _PICTURE_OF.search(phrase) or not phrase.startswith(("photo", "foto", "bild", "pic", "image", "picture", "credit", "courtesy", "写真", "사진")):
        return False
    words = _words(draft.document.mended, cue.end, credit.end)
    return 0 < len(words) <= 6 and words[0].lower() not in ("the", "a", "an") and not between_prose(draft, block)


def credit_at(draft: Draft, block: Block, cue: Cue, max_words: int = MAX_CREDIT_WORDS) -> Span | None:
    """Return the span of the credit that a cue stands in, or None where the cue is a word of the story.

    A credit ends its block, or stands in brackets. It is made of names; where no label opens it, an agency closes it
    and something joins the names to the agency ("STR/AFP via Getty Images").
    """
    mended = draft.document.mended
    phrase = cue.phrase.lower().rstrip()
    labelled = phrase.endswith(_LABEL_ENDS) and cue.role != "line"
    if quoted(draft, block, cue.start):
        return None
    bracket = _bracket(mended, block, cue)
    if bracket is not None:
        # "He sold it to a firm (Getty Images, of Seattle) in 2003": the sentence goes on, and nothing labels the credit.
        if not labelled and mended[bracket.end : bracket.end + 2].strip()[:1].islower() and not _SIGNED.search(mended, bracket.start, bracket.end):
            return None
        inner = _words(mended, bracket.start + 1, bracket.end - 1)
        opens = cue.start - bracket.start <= 2
        if len(inner) <= max_words + 4 and _names(inner, 2) and (opens or _JOINER.search(mended, bracket.start, bracket.end)):
            return bracket
        return None
    if labelled:
        start = cue.start
        end = block.end
        if end - cue.end > _REACH_CHARS:
            return None
        rest = _words(mended, cue.end, end)
        if not rest and start > block.content_start:
            # "The hotel on Monday (Image:": the name went to the next line.
            low = max(block.start, start - 20)
            before = mended[low:start].rstrip("\uffff \n")
            return Span(low + len(before) - 1, end) if before.endswith(("(", "|", "[")) and cue.end >= block.content_end else None
        opens = start <= block.content_start
        if len(rest) > max_words or not _names(rest, int(opens and (len(rest) >= 5 or len(rest) == 1))):
            return None
        if not _makes(draft, block, cue, phrase, opens=opens):
            return None
        if not rest:
            return block.span if block.words >= 2 and phrase[-1] not in ":：=" else None
        if not _starts(rest[0], phrase):
            return None
        if not opens and not _set_off(draft, block, start, phrase):
            return None
        return Span(block.start if opens else start, end)
    # An agency: it must close the block.
    if block.content_end - cue.end > _REACH_CHARS:
        return None
    tail = _words(mended, cue.end, block.content_end)
    if len(tail) > 5 or not _names(tail, 0):
        return None
    start = _agency_start(draft, block, cue)
    words = _words(mended, start, block.end)
    # "soniabird | Getty Images": on its own line a handle may be in lower case.
    alone = start <= block.content_start and len(words) <= 10 and not block.sentence_end
    if not 0 < len(words) <= max_words or not _names(words, int(alone)) or not _joined(mended, start, cue):
        return None
    if start <= block.content_start and _ENTRY.match(mended, block.content_start, cue.start):
        return None
    if block.kind is Kind.LIST_ITEM and start <= block.content_start:
        return None
    if start <= block.content_start:
        return None if block.sentence_end and len(words) > 8 else block.span
    return Span(start, block.end)


def _makes(draft: Draft, block: Block, cue: Cue, phrase: str, *, opens: bool) -> bool:
    """Return whether what follows a label can be the maker of a picture: a person or an agency, no thing or figure."""
    fold, mended = draft.fold, draft.document.mended
    sourced = _SOURCED.search(fold, cue.end, block.end) is not None
    if not sourced and (_FIGURE.search(fold, cue.end, block.end) or _OTHER_THING.search(fold, cue.end, block.end)):
        return False
    value = mended[cue.end : block.end].strip()
    if value[:1] in '「『„“«"' and value[-1:] in '」』“”»"':
        return False  # the title of a picture
    coupled = _COUPLED.match(value)
    if coupled is not None and opens and not sourced and not coupled["first"].isupper() and coupled["first"].lower() not in _SMALL:
        return False
    if _OF_WORKS.search(phrase) and block.sentence_end and not sourced:
        return False  # "The guide has 40 plates. Illustrations by Jo Hale."
    if _PICTURE_OF.search(phrase) and not sourced:
        words = value.split()
        if len(words) < 2 or between_prose(draft, block) or phrase.startswith("im"):
            return False
        if block.index + 1 < len(draft.blocks) and draft.blocks[block.index + 1].prose and len(words) < 2:
            return False
    if not opens and phrase[-1] in ":：" and not sourced:
        # "Best Motion Picture: The Harbour Lights": words in capitals before the label are a part of it.
        before = mended[max(block.content_start, cue.start - 40) : cue.start].split()
        if cue.start - block.content_start <= 40 and len(before) <= 3 and all(word[:1].isupper() for word in before) and before[-1][-1].isalnum():
            return False
    return True


def _joined(mended: str, start: int, cue: Cue) -> bool:
    """Return whether a slash, a bar, "via" or the copyright sign joins an agency to what stands before or behind it."""
    before = mended[start : cue.start].rstrip("\uffff ")
    at = mended[cue.start : cue.end].strip()
    behind = mended[cue.end : cue.end + 3].lstrip("\uffff ")
    return before.endswith(("/", "|", " via", "©")) or before in ("via", "Via") or behind.startswith(("/", "|")) or (at[0] in "/©" and bool(before)) or at.endswith(("/", " via"))


def _bracket(mended: str, block: Block, cue: Cue) -> Span | None:
    """Return the span of the brackets around a cue, up to 140 characters, or None."""
    lowest = max(block.start, cue.start - 100)
    at = cue.start
    while at >= lowest:
        char = mended[at]
        if char in _CLOSES:
            close = mended.find(_CLOSES[char], cue.end - 1, min(block.end, at + 160))
            return Span(at, close + 1) if close >= 0 else None
        if char in ")]" and at < cue.start:
            return None
        at -= 1
    return None


def _words(mended: str, start: int, end: int) -> list[str]:
    return mended[start:end].replace("\uffff", "").split()


def _names(words: list[str], spare: int) -> bool:
    """Return whether all words but `spare` could be of names, agencies or their joints."""
    for word in words:
        if _NAME.match(word) or word.strip(",;:.()[]|'\"“”’").lower() in _SMALL:
            continue
        spare -= 1
        if spare < 0:
            return False
    return True


def _starts(word: str, phrase: str) -> bool:
    """Return whether a credit may go on with this word behind its label."""
    if phrase.endswith((" by", " di", " de", " via")):
        return word[0].isupper() or word[0] in "@©'\"“" or "/" in word or any(c.isupper() for c in word) or not word[0].isascii()
    return True


def _set_off(draft: Draft, block: Block, start: int, phrase: str) -> bool:
    """Return whether a label inside a block stands apart from the words before it.

    A label with a colon and a capital needs no more than a space ("The new pier Photo: Anna Hale"), any other the end
    of a sentence, a bar, a dash, a bracket or a wide gap ("1,419 illustrations by Jim Harter" is a title).
    """
    mended = draft.document.mended
    before = mended[max(block.start, start - 5) : start]
    if "\n" in draft.text[max(block.start, start - 3) : start]:
        return True
    kept = before.rstrip("\uffff ")
    if kept.endswith((".", "!", "?", "…", "|", "•", "·", "”", '"', "»", ")", "]", "–", "—", "-", ";", "。", " /")) or len(before) - len(kept) > 1:
        return True
    return (
        phrase[-1] in ":："
        and mended[start].isupper()
        and not kept.endswith(("&", "/", " and", " und", " et", " y", " e", ",", ":"))
        and not mended[start : start + 40].split(":", 1)[0].isupper()
    )


def _agency_start(draft: Draft, block: Block, cue: Cue) -> int:
    """Return where the names before an agency begin: behind the last sentence, or with the block."""
    mended = draft.document.mended
    # The line break that the reader mended is still seen in the source.
    start = max(block.start, draft.text.rfind("\n", max(block.start, cue.start - _REACH_CHARS), cue.start) + 1)
    for match in _SENTENCE_GAP.finditer(mended, max(start, cue.start - 160), cue.start + 1):
        if mended[match.start()] == "." and _INITIAL.search(mended, max(block.start, match.start() - 5), match.start() + 1):
            continue
        start = match.end()
    return start
