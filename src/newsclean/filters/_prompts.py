"""What the filters of appeals to the reader share: the way from a cue to sentences, to the block, to the form around it.

A prompt speaks to the visitor as the publisher: an imperative at the beginning of a sentence, or "our" and "us", beside
a cue. The same words in a quotation or in reported speech are the story's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import regex

from newsclean.draft import Draft, Marker
from newsclean.filters._manner import OURS, REACH, YOURS, Found, Manner, answers, ends_with, sentences_near
from newsclean.filters._place import between_prose
from newsclean.filters._signs import SIGNS, gathered
from newsclean.filters._speech import mentioned, quoted, reported
from newsclean.model import Block, Cue, Fact, Kind, Removal, Span, Tier
from newsclean.patterns import lazy_pattern

__all__ = ["Found", "Manner", "find_prompts"]

# An offer is short; longer blocks that begin with an imperative are advice.
_MAX_OFFER_WORDS = 45
# "Keep reading" and "Weiterlesen" alone are subheads as often as prompts.
_MIN_OFFER_WORDS = 3
# A subhead between two paragraphs of prose.
_MAX_SUBHEAD_WORDS = 5
# A box of prompts beside the story: its blocks, its words, and its share of the page's words of prose.
_MAX_BOX_BLOCKS, _MAX_BOX_WORDS, _MAX_BOX_SHARE = 8, 160, 0.2
_MIN_SENTENCE_WORDS = 6
# A button, or the heading of a form.
_MAX_TERSE_WORDS = 12


# What may stand between the beginning of a sentence and its imperative. "Readers who sign up for …" has a subject there.
_LEAD_IN = lazy_pattern(
    r"""[\W_]{0,8}(?:
        | (?:.{0,110}[,:;!?-]|.{0,40}\b(?:make|be)\ sure\ (?:to|you))\ (?:and\ |then\ |so\ |please\ |bitte\ |dann\ )?
        | .{0,60}\b(?:you\ can|you\ may|sie\ können|vous\ pouvez|puedes?|você\ pode|puoi)[ ]
        | (?:please|and|or|so|then|now|also|just|simply|click(?:\ here)?(?:\ to)?|you\ can|to|bitte|dann|jetzt|hier|por\ favor)\ (?:please\ |now\ |also\ )?
    )""",
    regex.VERBOSE,
)
# Subheads of explainers: "How a magazine is delivered to your inbox".
_ASKING = lazy_pattern(r"(?:how|why|what|when|who|where|wie|warum|was|wer|comment|pourquoi|cómo|por\ qué|qué|como|por\ que|come|perché|cosa)\b")
_CLICK = lazy_pattern(r"(?:click|tap|klicken\ sie|cliquez|haz\ clic|haga\ clic|clique|clicca)\b")
_BIDS = lazy_pattern(r"(?:click|tap|subscribe|sign\ up|listen|follow|hear|find|get|download|join|read|abonnieren|abonnez|suscríb|inscr[ie]|iscriv|assine|siga|sigue)")
_ADDRESS = lazy_pattern(r"https?://|www\.|\S@\S+\.\w\w|\b[\w-]{2,30}\.(?:com|org|net|co\.uk|de|fr|es|it|br)/")


def find_prompts(draft: Draft, by: Marker, manner: Manner, facts: Callable[[Found], tuple[Fact, ...]] | None = None) -> Iterator[Removal]:
    """Yield the removals of a filter of prompts in source order; nothing is done where no cue of its category stands."""
    cues = draft.cues_of(by.category)
    if not cues:
        return
    found = _sure(draft, cues, manner)
    for index, item in gathered(draft, cues, manner):
        if index not in found or not any(f.whole for f in found[index]):
            found[index] = [item]
    if not found:
        return
    whole = {draft.blocks[i].index: f for i, fs in found.items() for f in fs if f.whole and f.tier <= Tier.LIKELY}
    _spread(draft, manner, whole)
    _fill_boxes(draft, by.category, whole)
    _forms(draft, {c.block for c in cues if c.role in ("label", "heading")}, whole)
    for index in sorted({*found, *whole}):
        for item in (whole[index],) if index in whole else found[index]:
            evidence = draft.text_of(item.cue) if item.cue else draft.text[item.span.start : item.span.end][:80]
            known = facts(item) if facts else ()
            if item.whole:
                yield draft.remove_block(by, draft.blocks[index], item.reason, evidence, item.tier, known)
            else:
                yield draft.remove(by, item.span.start, item.span.end, item.reason, evidence, item.tier, known)


def _sure(draft: Draft, cues: list[Cue], manner: Manner) -> dict[int, list[Found]]:
    """Return what the cues alone show, by block."""
    blocks = draft.blocks
    asking: dict[int, list[Cue]] = {}
    asked: dict[int, int] = {}  # behind the last cue that asks: one inside it needs no second look
    found: dict[int, list[Found]] = {}
    for cue in cues:
        block = blocks[cue.block]
        if cue.role == "line":
            # A line in quotation marks is somebody's words, or a pull quote.
            if draft.fold[block.start] != '"' and cue.block not in found:
                if manner.accepts is None or manner.accepts(draft, block, cue):
                    found[cue.block] = [Found(block.span, cue, True, _tier(draft, block, cue, manner), "the block is a known prompt")]
        elif cue.role == "opening":
            if cue.block not in found and _offers(draft, block, cue, manner):
                found[cue.block] = [Found(block.span, cue, True, Tier.LIKELY, "the block opens as a prompt and offers its subject")]
            elif cue.block not in found and manner.terse is not None and block.words <= _MAX_TERSE_WORDS and block.kind is Kind.PARAGRAPH:
                if manner.terse.fullmatch(draft.fold, cue.start, block.content_end):
                    found[cue.block] = [Found(block.span, cue, True, Tier.LIKELY, "the block is a short prompt")]
        elif cue.role == "within" and (cue.end <= asked.get(cue.block, -1) or asks(draft, block, cue, manner.plain)):
            if manner.accepts is not None and not manner.accepts(draft, block, cue):
                continue
            if manner.never and manner.never.search(draft.fold, max(block.start, cue.start - 400), min(block.end, cue.end + 400)):
                continue
            asking.setdefault(cue.block, []).append(cue)
            asked[cue.block] = max(asked.get(cue.block, -1), cue.end)
    for index, kept in asking.items():
        if index in found or not _enough(index, asking, manner):
            continue
        found[index] = list(_grow(draft, blocks[index], kept, manner))
    return found


def _offers(draft: Draft, block: Block, cue: Cue, manner: Manner) -> bool:
    """Return whether a block that begins with an imperative is an offer as a whole, each sentence of it."""
    fold = draft.fold
    if block.words > _MAX_OFFER_WORDS or block.chars > REACH or block.kind is Kind.TABLE or '"' in fold[block.start : cue.end]:
        return False
    if manner.never is not None and manner.never.search(fold, block.start, block.end):
        return False
    if block.words < _MIN_OFFER_WORDS or answers(draft, block):
        return False
    if block.words <= _MAX_SUBHEAD_WORDS and not block.sentence_end and between_prose(draft, block) and not OURS.search(fold, block.start, block.end):
        return False
    if not manner.offer.search(fold, cue.start, block.end) or reported(draft, block.start, block.end):
        return False
    if manner.accepts is not None and not manner.accepts(draft, block, cue):
        return False
    if block.kind in (Kind.LIST_ITEM, Kind.HEADING) and not OURS.search(fold, block.start, block.end):
        return False  # a step, a tip or a subhead of advice
    sentences = sentences_near(draft, block, cue.start)
    offering = [manner.offer.search(fold, s.start, s.end) is not None for s in sentences]
    return all(ok or _goes_along(draft, sentences, offering, i, manner) for i, ok in enumerate(offering))


def _tier(draft: Draft, block: Block, cue: Cue, manner: Manner) -> Tier:
    """Return how sure it is that a known line is a prompt.

    "Subscribe to continue reading" alone between two paragraphs is as well the subhead of a story about paywalls. One
    that says "our" or "this article", or stands beside another cue, hardly is.
    """
    if not manner.company:
        return Tier.CERTAIN
    blocks, fold = draft.blocks, draft.fold
    beside = [blocks[i] for i in (block.index - 1, block.index + 1) if 0 <= i < len(blocks)]
    joined = [_speaks(draft, b, cue.category) for b in beside]
    sure = OURS.search(fold, block.start, block.end) is not None or _CLICK.match(fold, block.content_start) is not None or any(joined)
    sure = sure or (manner.notice is not None and manner.notice.search(fold, block.start, block.end) is not None)
    if between_prose(draft, block) and not any(joined):
        return Tier.LIKELY if sure else Tier.POSSIBLE
    return Tier.CERTAIN if sure else Tier.LIKELY


def _speaks(draft: Draft, block: Block, category: str) -> bool:
    """Return whether a short block holds a cue (where it is prose, one of the given category), or two kinds of its signs."""
    if block.words > _MAX_OFFER_WORDS:
        return False
    cues = draft.cues(block)
    if any(cue.role not in SIGNS and (cue.category == category or (cue.role != "opening" and not block.prose)) for cue in cues):
        return True
    return len({cue.role for cue in cues if cue.category == category}) >= 2


def _verse(draft: Draft, block: Block) -> bool:
    """Return whether a line goes on from the one above: it begins in lower case."""
    return draft.document.mended[block.content_start].islower()


def _of_others(draft: Draft, block: Block, cue: Cue, sentence: Span) -> bool:
    """Return whether the words of a cue are quoted, reported, spoken of, or an answer in an interview."""
    if quoted(draft, block, cue.start) or reported(draft, sentence.start, sentence.end) or answers(draft, block):
        return True
    # "Our newsletter is sent …" says what the publisher does; "Follow us on Facebook was the last line …" names the words.
    return OURS.match(cue.phrase.lower()) is None and mentioned(draft, sentence.start, cue.start, cue.end, sentence.end)


def _enough(index: int, asking: dict[int, list[Cue]], manner: Manner) -> bool:
    """Return whether the cues of a block are sure: one that is not weak, or two in this block and the ones beside it."""
    if manner.weak is None or not all(manner.weak.search(cue.phrase.lower()) for cue in asking[index]):
        return True
    near = {cue.phrase for i in (index - 1, index, index + 1) for cue in asking.get(i, ())}
    return len(near) >= 2


def asks(draft: Draft, block: Block, cue: Cue, plain: bool = False) -> bool:
    """Return whether the sentence around a cue speaks to the visitor as the publisher.

    Args: where `plain`, and in scripts without inflected address (Chinese, Japanese), the cue alone shows it.
    """
    sentences = sentences_near(draft, block, cue.start)
    at = next((s for s in sentences if s.end > cue.start), block.span)
    if cue.end > at.end:  # a phrase with a slot ran into the next sentence: "Get alerts on …. Sign up here."
        last = next((s for s in sentences if s.end >= cue.end), None)
        if last is None or len(draft.fold[last.start : last.end].split()) > 5:
            return False
    if _of_others(draft, block, cue, at):
        return False
    if plain or cue.phrase[0] >= "\u3000" or _LEAD_IN.fullmatch(draft.fold, at.start, cue.start) or OURS.search(draft.fold, at.start, at.end):
        return True
    if block.words > 16 or block.sentence_end or len(sentences) > 1:
        return False
    if _ASKING.match(draft.fold, block.content_start):
        return False
    return _BIDS.match(draft.fold, block.content_start) is not None or not between_prose(draft, block)


def _grow(draft: Draft, block: Block, cues: list[Cue], manner: Manner) -> Iterator[Found]:
    """Yield the whole block where its other sentences go with the sure ones, else the sentences alone."""
    sentences = sentences_near(draft, block, cues[0].start)
    bracket = _bracketed(draft, block, cues[0])
    if bracket is not None and bracket != block.span:
        yield Found(bracket, cues[0], False, Tier.LIKELY, "a bracket that speaks to the visitor")
        return
    sure = [any(s.start < c.end and c.start < s.end for c in cues) for s in sentences]
    if block.words <= manner.max_words and sentences and sentences[0].start <= block.content_start:
        if all(ok or _goes_along(draft, sentences, sure, i, manner) for i, ok in enumerate(sure)):
            yield Found(block.span, cues[0], True, Tier.LIKELY, "the block speaks to the visitor")
            return
    seen = block.start
    for cue in cues:
        if cue.start < seen:
            continue
        near = sentences_near(draft, block, cue.start)
        first = next(i for i, s in enumerate(near) if s.end > cue.start)
        last = first
        while near[last].end < cue.end and last + 1 < len(near):
            last += 1
        while first > 0 and near[first].start > seen and _beside(draft, near[first - 1], manner, before=True):
            first -= 1
        while last + 1 < len(near) and _beside(draft, near[last + 1], manner, before=False):
            last += 1
        seen = near[last].end
        yield Found(Span(near[first].start, seen), cue, False, Tier.LIKELY, "the sentence speaks to the visitor")


def _goes_along(draft: Draft, sentences: list[Span], sure: list[bool], nth: int, manner: Manner) -> bool:
    """Return whether a sentence without a cue belongs to a block of prompts."""
    s = sentences[nth]
    fold = draft.fold
    if reported(draft, s.start, s.end):
        return False
    if _ADDRESS.search(fold, s.start, s.end):
        return True
    words = len(fold[s.start : s.end].split())
    if words <= 4 or (manner.topic.search(fold, s.start, s.end) and (manner.together or words <= 30)):
        return True
    if fold[s.start : s.end].rstrip('"').endswith("?") and nth + 1 < len(sentences) and sure[nth + 1]:
        return words <= 30
    spoken = OURS.search(fold, s.start, s.end) or YOURS.search(fold, s.start, s.end)
    return bool(spoken) and (manner.together or words <= 16)


def _beside(draft: Draft, s: Span, manner: Manner, *, before: bool) -> bool:
    """Return whether a sentence of the story's block goes with the sure one beside it: doubt keeps it."""
    fold = draft.fold
    if reported(draft, s.start, s.end):
        return False
    words = len(fold[s.start : s.end].split())
    if before:
        return fold[s.end - 1] == "?" and words <= 14 and bool(YOURS.search(fold, s.start, s.end) or words <= 3)
    spoken = YOURS.search(fold, s.start, s.end) or OURS.search(fold, s.start, s.end)
    return words <= 20 and bool(spoken) and bool(manner.topic.search(fold, s.start, s.end))


def _bracketed(draft: Draft, block: Block, cue: Cue) -> Span | None:
    """Return the bracket that a cue opens, brackets included: "[Sign up here for our morning newsletter]"."""
    opens = draft.fold[cue.start]
    if opens not in "[(":
        return None
    end = draft.fold.find("]" if opens == "[" else ")", cue.end, min(block.end, cue.end + 160))
    return Span(cue.start, end + 1) if end >= 0 else None


def _spread(draft: Draft, manner: Manner, whole: dict[int, Found]) -> None:
    """Add the blocks without a cue that continue a sure one: they speak as "we" or to "you", and of the same subject."""
    for index in sorted(whole) if manner.reach else ():
        for step in (-1, 1):
            at = index + step
            for _ in range(manner.reach):
                if not 0 <= at < len(draft.blocks) or at in whole or not _continues(draft, draft.blocks[at], manner):
                    break
                whole[at] = Found(draft.blocks[at].span, None, True, Tier.LIKELY, "the block continues the prompt beside it")
                at += step


def _continues(draft: Draft, block: Block, manner: Manner) -> bool:
    fold, start, end = draft.fold, block.start, block.end
    if block.words > manner.max_words or block.words < 5 or block.kind in (Kind.TABLE, Kind.PRE) or '"' in fold[start:end]:
        return False
    if reported(draft, start, end):
        return False
    if manner.states is not None and block.words <= _MAX_OFFER_WORDS and manner.states.search(fold, start, end):
        return True
    if not (OURS.search(fold, start, end) or YOURS.search(fold, start, end)):
        return False
    return manner.continues is not None and manner.continues.search(fold, start, end) is not None


def _fill_boxes(draft: Draft, category: str, whole: dict[int, Found]) -> None:
    """Add what stands with a sure sentence in a box of its page: an element with few short texts, beside far more prose elsewhere.

    Left out are links, which are menus, and what a phrase of another category explains.
    """
    page = draft.document.page
    if page is None:
        return
    boxes = {page.origins[index].path[1] for index in whole if draft.blocks[index].words >= _MIN_SENTENCE_WORDS and len(page.origins[index].path) > 1}
    if not boxes:
        return
    held: dict[int, list[Block]] = {}
    for block, origin in zip(draft.blocks, page.origins, strict=True):
        if len(origin.path) > 1 and origin.path[1] in boxes:
            held.setdefault(origin.path[1], []).append(block)
    most = min(_MAX_BOX_WORDS, _MAX_BOX_SHARE * sum(block.words for block in draft.blocks if block.prose))
    for blocks in held.values():
        if len(blocks) > _MAX_BOX_BLOCKS or sum(block.words for block in blocks) > most or any(block.words > _MAX_OFFER_WORDS and block.index not in whole for block in blocks):
            continue
        for block in blocks:
            linked = 2 * page.origins[block.index].link_chars > block.chars
            if block.index not in whole and not linked and not draft.marked(block) and not any(cue.category != category and cue.role not in SIGNS for cue in draft.cues(block)):
                whole[block.index] = Found(block.span, None, True, Tier.LIKELY, "the block stands in one box with the prompt")


def _forms(draft: Draft, labels: set[int], whole: dict[int, Found]) -> None:
    """Add the labels of a form (fields, buttons, headings), and single short lines between them, beside a sure block."""
    blocks = draft.blocks
    for index in sorted(whole):
        for step in (-1, 1):
            at, gap = index + step, 0
            while 0 <= at < len(blocks) and at not in whole:
                if at in labels and not ends_with(draft, blocks[at], "?"):
                    for between in range(at, at - step * (gap + 1), -step):
                        whole[between] = Found(blocks[between].span, None, True, Tier.LIKELY, "the block is a part of the form beside it")
                    gap = 0
                elif gap == 0 and blocks[at].words <= 10 and not blocks[at].sentence_end and not _verse(draft, blocks[at]):
                    gap = 1
                else:
                    break
                at += step
            else:
                if gap and at in whole:
                    between = at - step
                    whole[between] = Found(blocks[between].span, None, True, Tier.LIKELY, "the block is a part of the form beside it")
