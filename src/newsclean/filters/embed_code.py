"""`embed_code`: markers, shortcodes and frames of embedded things, and notices of embeds that were blocked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import ClassVar

import regex

from newsclean.draft import Draft
from newsclean.filters._furniture import buttons, gathered, names_network, notices
from newsclean.filters._place import inside_story, listed
from newsclean.filters._speech import reported
from newsclean.model import Cue, Removal, Tier
from newsclean.patterns import lazy_pattern

# "/ embed home page code /": the wrapper of a comment, with "embed" among at most eight words inside. A path such as
# "example.com/embed/1" has no white space or edge around it, and no sentence stands between two slashes this close.
_MARKER = lazy_pattern(
    r"(?<!\S)(?:/[*/]?|\*{2,3}|<{1,2}|\[{1,2}|-{2,4}|={2,4}|\#{2,4})\s{0,2}((?:[\w-]+\s){0,6}\bembed(?:s|ding|[_-]?codes?)?\b(?:\s[\w-]+){0,6})\s{0,2}(?:\*?/|\*{2,3}|>{1,2}|\]{1,2}|-{2,4}|={2,4}|\#{2,4})(?!\S)"
)
_CLOSES = lazy_pattern(r"\b(?:final|end|ende|fin|fim|fine|close|closing|finish|stop|last)\b")
# Shortcodes of content systems. The names in the first group are ordinary words too ("[video cuts out]"), so they need
# an attribute, an address or a closing tag; editors' brackets ("[the engineers]") have none of these names.
_ATTRIBUTE = r"\s+[\w-]{1,30}\s?=|\s+https?://|\s*:\s*https?://"
_SHORTCODE = lazy_pattern(
    rf"""\[/?(?:
        (?:embed|gallery|playlist|video|audio|youtube|vimeo|tweet|twitter|instagram|facebook|tiktok|spotify|soundcloud|gist|
           iframe|dailymotion|quote|pullquote|button|ad|ads|map|poll|form|newsletter|image|img|media|slideshow)
        (?=(?P<attribute>{_ATTRIBUTE}) | \s?\])
      | (?:vc|et_pb|su|fusion|elementor|fl|av|cs|wpcode|wp|sc|td|ninja|mc4wp|gravity|contact)[_-]\w[\w-]{{1,40}}(?=\s|\])
      | (?:wpvideo|gravityform|adrotate|googlemaps|jwplayer|brightcove|contact-form-7|rev_slider|tdb\w*|hubspot)(?=\s|\])
    )[^\]\[\n]{{0,400}}\]""",
    regex.VERBOSE,
)
# What a shortcode names: an address, a number, a code. "[audio] missing [/audio]" holds a word.
_IDENTIFIER = lazy_pattern(r"(?=\S*[\d/.=_:])\S{1,2000}")
_ADDRESSES = ("t.co/", "pic.twitter.com/", "pic.x.com/")
# The addresses that a post ends with; several follow each other.
_LINKS = lazy_pattern(r"(?:(?:https?://)?(?:t\.co/|pic\.(?:twitter|x)\.com/)\w{1,20}…?[ \uffff]*)+")
_ATTRIBUTION = lazy_pattern(r"\s*[-–—]\s?[^\n]{1,80}?\(@\w")
# A button that flattening glues behind the last sentence of a paragraph.
_BUTTON = "Watch on YouTube"
_HANDLE = lazy_pattern(r"\(@[\w.]{2,40}\)")
# What may follow the handle of a frame: nothing, or the date of the post.
_DATED = lazy_pattern(r"\W*|\W{0,4}(?:[\p{L}.]{1,12}\W{1,2}){0,4}\d{1,4}[^!?\n]{0,40}")


@dataclass(frozen=True, slots=True, kw_only=True)
class EmbedCode:
    """Remove what embedded things leave behind in a text.

    Removes: markers ("/ embed home page code /") and what lies between two of them if it is short and no prose;
        shortcodes ("[embed]…[/embed]"); the frame of a post ("View this post on Instagram", "A post shared by …"), its
        picture addresses and the short links at its end; notices that an embed was blocked, and the buttons beside them.
    Keeps: the quoted post's own words and its attribution ("— Name (@handle) December 22, 2023"), what follows a marker
        that nothing closes, prose about embeds and posts, and an editor's words in brackets.
    Options: `max_between_words` and `max_between_blocks`, the most that goes with a pair of markers.
    Source: the cues in `phrases/`, each with the page it was seen on; shortcode names from the plug-ins that define them.
    """

    name: ClassVar[str] = "embed_code"
    category: ClassVar[str] = "embed_code"
    max_between_words: int = 40
    max_between_blocks: int = 6

    def find(self, draft: Draft) -> Iterator[Removal]:
        """Yield markers, shortcodes, frames and notices."""
        cues = draft.cues_of(self.category)
        if cues or "embed" in draft.fold:
            yield from self._named(draft, cues)
        if "[" in draft.text:
            yield from self._shortcodes(draft)
        if "/" in draft.fold and any(address in draft.fold for address in _ADDRESSES):
            yield from self._links(draft)

    def _named(self, draft: Draft, cues: list[Cue]) -> Iterator[Removal]:
        """Yield markers, frames and notices, all of which some phrase names."""
        lines = {cue.block: cue for cue in cues if cue.role == "line" and self._trusted(draft, cue)}
        markers = self._markers(draft, lines) if "embed" in draft.fold else []
        yield from self._between(draft, markers)
        marked = {draft.block_at(start) for start, _, _ in markers}
        for index, cue in lines.items():
            if "embed" not in cue.phrase or index not in marked:
                reason = "block is the frame or notice of an embed"
                block = draft.blocks[index]
                tier = Tier.CERTAIN
                if (
                    block.words <= 3
                    and "embed" not in cue.phrase.lower()
                    and inside_story(draft, block)
                    and not any(one.category == self.category for one in draft.cues(draft.blocks[index - 1]))
                ):
                    tier = Tier.LIKELY if block.words > 2 or names_network(draft.fold_of(cue)) else Tier.POSSIBLE
                yield draft.remove_block(self, block, reason, draft.text_of(cue), tier)
        for cue in cues:
            if cue.role == "opening" and cue.block not in lines:
                yield from self._frame(draft, cue, lines)
            elif cue.role == "within" and cue.phrase.startswith("♬") and cue.block not in lines:
                block = draft.blocks[cue.block]
                if draft.text.count(" ", cue.end, block.end) <= 12:
                    yield draft.remove(self, cue.start, block.end, "credit of a video's sound", draft.text_of(cue), Tier.CERTAIN)
            elif cue.role == "within" and cue.phrase == _BUTTON and cue.block not in lines:
                block = draft.blocks[cue.block]
                before = draft.fold[block.start : cue.start].rstrip()
                if cue.end >= block.content_end and before.endswith((".", "!", "?")):
                    yield draft.remove(self, cue.start, block.end, "button of a video", draft.text_of(cue), Tier.LIKELY)
        own = ("♬", _BUTTON)
        within = [cue for cue in cues if cue.role == "within" and cue.block not in lines and not cue.phrase.startswith(own)]
        if cues:
            blocked = list(notices(draft, self, within, "notice of an embed that was blocked"))
            yield from blocked
            yield from self._blocked(draft, cues, blocked, lines)

    def _blocked(self, draft: Draft, cues: list[Cue], blocked: list[Removal], lines: dict[int, Cue]) -> Iterator[Removal]:
        """Yield notices of blocked embeds in any wording, and the buttons beside a notice."""
        sure = {index for removal in blocked if removal.span == draft.blocks[index := draft.block_at(removal.span.start)].span}
        found = gathered(draft, cues, {*sure, *lines}, (cue.block for cue in cues if cue.role == "label"))
        for index, cue in found.items():
            if index not in sure and index not in lines:
                yield draft.remove_block(self, draft.blocks[index], "signs of a blocked embed gather in the block", draft.text_of(cue), Tier.LIKELY)
        notice = sure.union(found)
        if notice:
            for block in buttons(draft, notice.union(lines), self.category, "consent_banner"):
                yield draft.remove_block(self, block, "button beside a notice of a blocked embed", draft.text_of(block), Tier.LIKELY)

    def _trusted(self, draft: Draft, cue: Cue) -> bool:
        """Return whether a line is a frame: where its phrase leaves a name open, a network must stand there."""
        return "{name}" not in cue.phrase or names_network(draft.fold_of(cue))

    def _markers(self, draft: Draft, lines: dict[int, Cue]) -> list[tuple[int, int, bool]]:
        """Return the markers as (start, end, closes), in source order."""
        markers: list[tuple[int, int, bool]] = []
        fold = draft.fold
        at = fold.find("embed")
        while at >= 0:
            index = draft.block_at(at)
            block = draft.blocks[index]
            found = None
            if (cue := lines.get(index)) and "embed" in cue.phrase.lower() and "code" in cue.phrase.lower():
                found = block.start, block.end, _CLOSES.search(fold, block.start, block.end) is not None
            else:
                start = max(block.start, at - 60)
                for match in _MARKER.finditer(fold, start, min(block.end, at + 70)):
                    if match.start(1) <= at < match.end(1):
                        found = match.start(), match.end(), _CLOSES.search(match[1]) is not None
            if found and not (markers and markers[-1][0] == found[0]):
                markers.append(found)
            at = fold.find("embed", max(at + 5, found[1] if found else 0))
        return markers

    def _between(self, draft: Draft, markers: list[tuple[int, int, bool]]) -> Iterator[Removal]:
        reason = "marker of an embed"
        skip = False
        for nth, (start, end, closes) in enumerate(markers):
            if skip:
                skip = False
                continue
            first = draft.block_at(start)
            block = draft.blocks[first]
            evidence = draft.text[start:end]
            following = markers[nth + 1] if nth + 1 < len(markers) else None
            if not closes and following and following[2] and following[0] < block.end:
                # Both in one block: what is between goes unless it holds a sentence.
                between = draft.text[end : following[0]]
                if len(between.split()) <= 12 and not any(mark in between for mark in ".!?"):
                    skip = True
                    yield draft.remove(self, start, following[1], "pair of embed markers", evidence, Tier.CERTAIN)
                    continue
            yield self._span(draft, start, end, reason, evidence)
            if not closes and following and following[2]:
                last = draft.block_at(following[0])
                inner = draft.blocks[first + 1 : last]
                if len(inner) <= self.max_between_blocks and sum(part.words for part in inner) <= self.max_between_words and not any(part.prose for part in inner):
                    for part in inner:
                        yield draft.remove_block(self, part, "short block between two embed markers", evidence, Tier.LIKELY)

    def _span(self, draft: Draft, start: int, end: int, reason: str, evidence: str) -> Removal:
        """Return a removal of a part of a block, or of the block where nothing else is left of it."""
        block = draft.blocks[draft.block_at(start)]
        if start <= block.content_start and end >= block.content_end:
            return draft.remove_block(self, block, reason, evidence, Tier.CERTAIN)
        return draft.remove(self, start, end, reason, evidence, Tier.CERTAIN)

    def _frame(self, draft: Draft, cue: Cue, lines: dict[int, Cue]) -> Iterator[Removal]:
        """Yield a line such as "A post shared by Name (@name)": a handle or a frame line just above must prove it."""
        block = draft.blocks[cue.block]
        handle = _HANDLE.search(draft.text, cue.end, block.end)
        framed = any(cue.block - back in lines for back in (1, 2, 3))
        if handle and not _DATED.fullmatch(draft.fold, handle.end(), block.end):
            return  # "A post shared by the union (@union) called the deal a betrayal"
        if reported(draft, cue.start, block.end) or listed(draft, block, self.category):
            return
        if block.words <= 25 and (handle or (framed and not block.prose) or (cue.phrase.endswith("@") and block.words <= 4)):
            yield draft.remove_block(self, block, "frame of an embedded post", draft.text_of(cue), Tier.CERTAIN)

    def _shortcodes(self, draft: Draft) -> Iterator[Removal]:
        text = draft.text
        found: list[tuple[int, int, bool]] = []
        for match in _SHORTCODE.finditer(text):
            name = match[0].strip("[/]").split()[0]
            closed = match[0].startswith("[/") or "_" in name or "-" in name
            start, end = match.span()
            if not closed and not match["attribute"]:
                close = text.find(f"[/{name}]", end, end + 2000)
                if close < 0:
                    continue
                content = text[end:close]
                if not content.strip() or _IDENTIFIER.fullmatch(content.strip()):
                    end = close + len(name) + 3
            if found and start < found[-1][1]:
                continue
            # "[audio] missing [/audio]": the words inside are a transcript's, and so may the brackets be.
            sure = closed or bool(match["attribute"]) or end > match.end()
            if found and not text[found[-1][1] : start].strip(" "):
                found[-1] = found[-1][0], end, found[-1][2] and sure
            else:
                found.append((start, end, sure))
        for start, end, sure in found:
            removal = self._span(draft, start, end, "shortcode of a content system", text[start : min(end, start + 60)])
            yield removal if sure else replace(removal, tier=Tier.LIKELY)

    def _links(self, draft: Draft) -> Iterator[Removal]:
        fold = draft.fold
        done = 0
        for match in _LINKS.finditer(fold):
            start, end = match.start(), match.end()
            while end > start and fold[end - 1] in " \uffff":
                end -= 1
            if start < done:
                continue
            block = draft.blocks[draft.block_at(start)]
            done = end
            picture = "pic." in match[0]
            if draft.text[end : end + 1] in ("”", '"', "»") and end + 2 < block.end:
                continue  # inside a quotation of the story's
            # A bare short link in the middle of a sentence is the sentence's own.
            if picture or end >= block.content_end or _ATTRIBUTION.match(fold, end, block.end):
                yield self._span(draft, start, end, "address that ends an embedded post", draft.text[start:end])
