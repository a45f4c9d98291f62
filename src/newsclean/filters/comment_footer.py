"""`comment_footer`: the comment section under an article: its prompts, forms, notices and the comments themselves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from newsclean.comments import MIN_SIGNS, MIN_WORDS_ABOVE, comment_sections, signs_comment
from newsclean.draft import Draft
from newsclean.features import near_end, sentence_at
from newsclean.filters._place import between_prose
from newsclean.filters._speech import quoted, told
from newsclean.model import Block, Cue, Kind, Removal, Tier
from newsclean.patterns import lazy_pattern

_NO_COMMENT = lazy_pattern(r"(?:no comments?|kein kommentar|keine kommentare|(?:pas de|aucun) commentaires?|sin comentarios|sem comentários|nessun commento)[.!]?$")
# A count of comments is a link of the page wherever it stands.
_COUNT = lazy_pattern(r"\d[\d.,]{0,6}\s(?:comment|komment|coment|commen)")
_FORM = lazy_pattern(r"e-?mail|correo|courriel|comment|kommentar|comentario|comentário|commento")
# A comment section is believed when the first sign of a comment is this near, and the next ones too.
_MAX_GAP_BLOCKS, _MAX_GAP_WORDS = 8, 300
# What is looked at in a hostile document: phrases in one block, headings that are tried as openings of a section.
_MAX_CUES, _MAX_HEADINGS = 40, 12


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentFooter:
    """Remove the comment section of a page and all that invites to it.

    Removes: headings ("Leave a Reply", "12 Comments"), form labels beside them, notices ("Comments are closed",
        "Your email address will not be published"), prompts ("Let us know in the comments"), and the comments
        themselves where a heading is followed by their signs: names with a relative time, reply buttons, form labels;
        on a page, all that stands in an element named after comments below the story and shows such signs.
    Keeps: the same words inside a quotation, a heading such as "Comments" between two paragraphs of the story, form
        labels standing alone ("Name", "Comment"), and prose under a heading that shows no sign of comments.
    Options: `max_words`, the longest block removed whole for a phrase inside it, in words; of a longer one only the
        sentence goes. `comments`, whether the readers' comments go with their heading.
    Source: the cues in `phrases/`, each with the page or comment software it was seen on.
    """

    name: ClassVar[str] = "comment_footer"
    category: ClassVar[str] = "comment_footer"
    max_words: int = 80
    comments: bool = True

    def find(self, draft: Draft) -> Iterator[Removal]:
        """Yield the removals in a draft."""
        cues = draft.cues_of(self.category)
        if not cues:
            return
        blocks = draft.blocks
        whole: dict[int, Cue] = {}
        inside: dict[int, list[Cue]] = {}
        for cue in cues:
            if cue.role in ("line", "heading"):
                whole.setdefault(cue.block, cue)
            elif cue.role in ("within", "opening"):
                inside.setdefault(cue.block, []).append(cue)
        labels = {cue.block: cue for cue in cues if cue.role == "label" and cue.block not in whole}
        signs = {*whole, *labels, *inside}
        gone: dict[int, Removal] = {}
        parts: list[Removal] = []
        for nth, found in inside.items():
            if nth in whole:
                continue
            for removal in self._phrases(draft, blocks[nth], found):
                if removal.span == blocks[nth].span:
                    gone[nth] = removal
                else:
                    parts.append(removal)
        tried = 0
        for nth, cue in whole.items():
            if nth in gone or _answers(draft, blocks[nth]):
                continue
            tier = Tier.CERTAIN if cue.role == "line" else Tier.LIKELY
            if cue.role == "line" and _explained(draft, blocks[nth], signs):
                tier = Tier.POSSIBLE
            if cue.role == "heading":
                tried += 1
                end = self._comments_end(draft, cue, signs) if self.comments and tried <= _MAX_HEADINGS else 0
                for at in range(nth + 1, end):
                    gone.setdefault(at, draft.remove_block(self, blocks[at], "stands in the comment section that the heading opens", draft.text_of(cue), Tier.LIKELY))
                if not end and (_subhead(draft, blocks[nth]) or _explained(draft, blocks[nth], signs)):
                    tier = Tier.POSSIBLE
            gone[nth] = draft.remove_block(self, blocks[nth], "heading or notice of a comment section", draft.text_of(cue), tier)
        for first, end in comment_sections(draft) if self.comments else ():
            for at in range(first, end):
                if at not in gone or gone[at].tier is Tier.POSSIBLE:
                    gone[at] = draft.remove_block(self, blocks[at], "stands in an element that the page names after comments", draft.text_of(blocks[first])[:80], Tier.LIKELY)
        self._spread(draft, labels, gone)
        yield from sorted([*parts, *gone.values()], key=_place)

    def _phrases(self, draft: Draft, block: Block, cues: list[Cue]) -> Iterator[Removal]:
        """Yield what goes of a block for the phrases inside it: all of it, or the sentences that hold them."""
        cues = [cue for cue in cues[-_MAX_CUES:] if not quoted(draft, block, cue.start) and not told(draft, sentence_at(draft, block, cue.start), cue)]
        if not cues:
            return
        first = sentence_at(draft, block, cues[0].start)
        start = _asked(draft, block, first.start)
        last = sentence_at(draft, block, cues[-1].start)
        evidence = draft.text_of(cues[0])
        some = any(cue.start >= cues[0].end for cue in cues)
        begins = start <= block.content_start
        if block.words <= self.max_words and (some or (begins and (last.end >= block.content_end or block.words <= self.max_words // 2))):
            tier = Tier.CERTAIN if some else Tier.LIKELY
            yield draft.remove_block(self, block, "speaks to readers who want to comment", evidence, tier)
            return
        # One sentence at the end of a paragraph of the story stays by default: writers take leave like that. In an
        # article that came as one block it is the page's.
        tier = Tier.LIKELY if some or (block.words > 2 * self.max_words and last.end >= block.end - 400) else Tier.POSSIBLE
        if last.end - start <= 600:
            yield draft.remove(self, start, last.end, "sentence that invites to comment", evidence, tier)
            return
        for cue in cues:
            span = sentence_at(draft, block, cue.start)
            if span.end - span.start <= 400:
                yield draft.remove(self, span.start, span.end, "sentence that invites to comment", draft.text_of(cue), Tier.LIKELY)

    def _comments_end(self, draft: Draft, heading: Cue, signs: set[int]) -> int:
        """Return the index behind the last block of the comments under a heading, or 0 without enough signs of them."""
        blocks = draft.blocks
        above = 0
        for block in blocks[: heading.block]:
            above += block.words if block.prose else 0
        if above < MIN_WORDS_ABOVE:
            return 0
        at = last = heading.block
        gap = signed = 0
        labels: dict[str, int] = {}
        while at + 1 < len(blocks) and at - last < _MAX_GAP_BLOCKS and gap < _MAX_GAP_WORDS:
            at += 1
            block = blocks[at]
            if block.kind is not Kind.TABLE and signs_comment(draft, block):
                signed += 1
            elif at in signs:
                text = draft.fold[block.content_start : block.content_end]
                labels[text] = labels.get(text, 0) + 1
            else:
                gap += block.words
                continue
            last, gap = at, 0
        if signed + sum(labels.values()) < MIN_SIGNS or (signed < 2 and max(labels.values(), default=0) < 2):
            return 0
        if last not in signs:  # the last comment stands behind its name and time, unless buttons close it
            for block in blocks[last + 1 : last + 3]:
                if draft.cues(block):
                    break
                last = block.index
        return last + 1

    def _spread(self, draft: Draft, labels: dict[int, Cue], gone: dict[int, Removal]) -> None:
        """Add the labels that stand beside what goes, and a run of form labels at the end of the page."""
        blocks = draft.blocks
        for nth in sorted(gone):
            if gone[nth].tier is Tier.POSSIBLE:
                continue
            for step in (1, -1):
                at = nth + step
                while at in labels and at not in gone:
                    gone[at] = draft.remove_block(self, blocks[at], "label beside a comment prompt", draft.text_of(labels[at]), Tier.LIKELY)
                    at += step
        for nth in labels:
            if nth in gone or nth - 1 in labels:
                continue
            end = nth
            while end in labels and end not in gone:
                end += 1
            form = any(_FORM.match(draft.fold, labels[at].start) for at in range(nth, end))
            if end - nth >= 3 and form and near_end(draft, blocks[nth]):
                for at in range(nth, end):
                    gone[at] = draft.remove_block(self, blocks[at], "label in a comment form", draft.text_of(labels[at]), Tier.LIKELY)


def _place(removal: Removal) -> tuple[int, int]:
    return removal.span.start, removal.span.end


def _asked(draft: Draft, block: Block, start: int) -> int:
    """Return the start of the questions right before a prompt ("What do you think?"), or of the prompt itself."""
    mended = draft.document.mended
    while start > block.start:
        before = start
        while before > block.start and mended[before - 1].isspace():
            before -= 1
        if before <= block.start or mended[before - 1] != "?":
            break
        question = sentence_at(draft, block, before - 1)
        if question.start >= start or question.end - question.start > 160:
            break
        start = question.start
    return start


def _answers(draft: Draft, block: Block) -> bool:
    """Return whether "No comments." is an answer: a sentence with its full stop, or what stands under a question."""
    if not _NO_COMMENT.match(draft.fold, block.content_start, block.content_end):
        return False
    asked = block.index > 0 and draft.document.mended[draft.blocks[block.index - 1].end - 1] in "?？"
    return asked or draft.text[block.end - 1] == "."


def _explained(draft: Draft, block: Block, signs: set[int]) -> bool:
    """Return whether a line stands between two paragraphs, and nothing else around it is of a comment section."""
    at = block.index
    if at < 2 or not between_prose(draft, block) or _COUNT.match(draft.fold, block.content_start):
        return False
    near = [draft.blocks[nth] for nth in (at - 2, at + 2, at + 3) if nth in signs]
    if any(not one.prose and not between_prose(draft, one) for one in near):
        return False
    return not any(cue.category == "comment_footer" for cue in draft.cues(draft.blocks[at + 1]).all)


def _subhead(draft: Draft, block: Block) -> bool:
    """Return whether a heading reads like a subhead of the story: a question, or with the story going on around it."""
    blocks = draft.blocks
    if draft.text[block.end - 1] == "?":
        return True
    if any(char.isdigit() for char in draft.text[block.start : block.end]):
        return False
    behind = sum(1 for other in blocks[block.index + 1 : block.index + 4] if other.prose)
    return block.index > 0 and blocks[block.index - 1].prose and behind >= 2
