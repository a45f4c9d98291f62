"""`share_prompt`: buttons, rows and counts for sharing, and lines that ask to be followed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

import regex

from newsclean.draft import Draft
from newsclean.features import sentence_at
from newsclean.filters._furniture import NETWORKS, cue_runs, names_network, wordings
from newsclean.filters._place import amid_prose, inside_story, listed
from newsclean.filters._speech import quoted, reported
from newsclean.model import Block, Cue, Removal, Tier
from newsclean.patterns import lazy_pattern

# What stands between the buttons of a row in one line.
_SEPARATORS = lazy_pattern(r"[\s|/,;:•·+&>()\[\]-]+")
# Rows that flattening glued together.
_GLUES = ("facebooktwitter", "facebookx", "twitterfacebook", "facebookwhatsapp", "facebooklinkedin")
_GLUED_ROW = lazy_pattern(
    r"(?:facebook|twitter|whats\s?app|linked\s?in|pinterest|telegram|reddit|tumblr|flipboard|messenger|share|tweet|e-?mail|print|copy\s?link|link|pocket|sms|x|\s)+"
)
# A request to be followed names a network or an account behind the phrase: "Follow us on our walk" does not.
# What says that a line is a button; "Like this" and "Save for later" may be subheads between two paragraphs.
_SHARES = lazy_pattern(r"shar|teil|partag|compart|condivi|tweet|link|url|follow|folge|suive|sígu|sigu|siga|segui|copi|kopier|gift|print|drucken|imprim|stampa")
# A sentence behind the request that asks for more of the same.
_GOES_WITH = lazy_pattern(
    r"""@\w|https?:|www\.|\b(?:newsletter|app|podcast|channel|download|sign\ up|subscribe|follow|like|share|join|comment|kanal|folge\w{0,2}|abonn\w{1,8}|kostenlos|inscri\w{1,8}|suscr\w{1,10}|assin\w{1,5}
        |descarg\w{1,3}|baixe|télécharge\w{0,2}|scarica\w{0,2}|iscriv\w{1,5}|canal|canale|chaîne|our|unser\w{0,3}|notre|nos|nuestr[oa]s?|noss[oa]s?|nostr[oaie]|site|website)\b""",
    regex.VERBOSE,
)
_ACCOUNT = lazy_pattern(r"@\w")
# "(Opens in new window) X": what may follow a button's hint.
_HINT = lazy_pattern(r"\s*\([^()\n]{1,60}\)\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class SharePrompt:
    """Remove share buttons and requests to follow.

    Removes: a block that is a button or a notice of one ("Share on Facebook", "Link copied"), a row of networks in one
        block or in a run of blocks, counts of shares, and short requests such as "Follow us on X".
    Keeps: prose that begins with the same words, and a single "Share" or "Facebook": it may be a subhead.
    Options: `max_words`, the longest request removed, in white-space-separated words; `min_networks`, how many networks
        make a row.
    Source: the cues in `phrases/`, each with the page it was seen on.
    """

    name: ClassVar[str] = "share_prompt"
    category: ClassVar[str] = "share_prompt"
    max_words: int = 40
    min_networks: int = 2

    def find(self, draft: Draft) -> Iterator[Removal]:
        """Yield buttons, requests and rows."""
        cues = draft.cues_of(self.category)
        if cues:
            lines = {cue.block: cue for cue in cues if cue.role == "line" and self._trusted(draft, cue)}
            for index, cue in lines.items():
                plain = not _SHARES.search(draft.fold_of(cue)) and not names_network(draft.fold_of(cue))
                subhead = (plain or cue.phrase.startswith("{number}")) and inside_story(draft, draft.blocks[index])
                yield self._block(draft, index, "block is a share button", cue, Tier.POSSIBLE if subhead else Tier.CERTAIN)
            yield from self._runs(draft, cues, lines)
            done: set[int] = set()
            for cue in cues:
                if cue.role == "opening" and cue.block not in lines and cue.block not in done:
                    removal = self._opened(draft, cue)
                    if removal or "{name}" in cue.phrase:
                        done.add(cue.block)
                    if removal:
                        yield removal
        yield from self._glued(draft)

    def _trusted(self, draft: Draft, cue: Cue) -> bool:
        """Return whether a line is a button: where its phrase leaves a name open, a network must stand there."""
        return "{name}" not in cue.phrase or names_network(draft.fold_of(cue))

    def _runs(self, draft: Draft, cues: list[Cue], lines: dict[int, Cue]) -> Iterator[Removal]:
        labels = {cue.block: cue for cue in cues if cue.role == "label"}
        whole = [cue for cue in cues if cue.role == "label" or (cue.block in lines and cue.role == "line")]
        prose = [block.index for block in draft.blocks if block.prose] if whole else []
        for run in cue_runs(draft, whole):
            words = {draft.fold_of(labels[block.index]) for block in run if block.index in labels}
            networks = sum(1 for word in words if word.split()[0] in NETWORKS)
            anchored = any(block.index in lines for block in run)
            row = (networks >= self.min_networks and len(run) >= 3) or (networks >= 1 and len(words) >= 3) or (anchored and len(run) >= 2)
            # A subhead has prose behind it and, as a rule, before it: a lone "Share" outside all prose is a button.
            outside = prose and networks == 0 and len(run) <= 2 and not prose[0] < run[0].index < prose[-1]
            if not row and not outside:
                continue
            if networks == len(words) and not anchored and self._told(draft, run):
                continue
            for block in run:
                if block.index in labels and block.index not in lines:
                    yield self._block(draft, block.index, "row of share buttons", labels[block.index], Tier.LIKELY)

    def _opened(self, draft: Draft, cue: Cue) -> Removal | None:
        """Return the removal of a block that begins with a button or a request."""
        block = draft.blocks[cue.block]
        if block.words > self.max_words:
            return None
        rest = draft.fold[cue.end : block.end]
        if " " not in cue.phrase.strip():
            row = block.words <= 16 and self._is_row(draft.fold[block.content_start : block.content_end])
            if not row or listed(draft, block, self.category):
                return None
            return self._block(draft, cue.block, "row of share buttons", cue, Tier.POSSIBLE if inside_story(draft, block) else Tier.CERTAIN)
        if reported(draft, block.start, block.end) or quoted(draft, block, cue.start):
            return None
        if "{name}" in cue.phrase:
            named = draft.text_of(cue)
            if "," in named or len(named.split()) > 9 or not names_network(draft.fold_of(cue) + " " + " ".join(rest.split()[:3])):
                return None
            account = draft.text[cue.start : cue.end].split(" ", 1)[-1][:1]
            if "{name}" in cue.phrase[:10] and account.islower():
                return None  # "Follow the walk on Instagram"
            if _second_thought(draft, block, cue):
                return None
            # "Follow the county on Facebook for the latest warnings": advice of the story, where it stands in it.
            third = not {"us", "our"} & set(draft.fold_of(block).split())
            return self._block(draft, cue.block, "asks the visitor to follow", cue, Tier.POSSIBLE if third and amid_prose(draft, block) else Tier.LIKELY)
        hint = _HINT.match(rest)
        if hint and len(rest) - hint.end() <= 20:
            return self._block(draft, cue.block, "block is a share button", cue, Tier.CERTAIN)
        if _second_thought(draft, block, cue):
            return None
        if names_network(" ".join(rest.split()[:3])) or _ACCOUNT.search(rest):
            return self._block(draft, cue.block, "asks the visitor to follow or share", cue, Tier.LIKELY)
        return None

    def _told(self, draft: Draft, run: list[Block]) -> bool:
        """Return whether a run of names of networks is the story's: its list, its subhead, or what it speaks of."""
        blocks = draft.blocks
        if listed(draft, run[0], self.category):
            return True
        above = blocks[run[0].index - 1] if run[0].index else None
        below = blocks[run[-1].index + 1] if run[-1].index + 1 < len(blocks) else None
        return above is not None and below is not None and (above.prose or above.sentence_end) and below.prose

    def _is_row(self, folded: str) -> bool:
        """Return whether a folded text is made of nothing but networks and words of share buttons."""
        known = wordings("share_prompt.label", "share_prompt.line")
        words = [word for word in _SEPARATORS.split(folded) if word]
        networks, at = set(), 0
        while at < len(words):
            for size in (3, 2, 1):
                piece = " ".join(words[at : at + size])
                if piece in known or piece in NETWORKS or (size == 1 and piece in ("on", "us", "via")):
                    if piece.split()[0] in NETWORKS:
                        networks.add(piece)
                    at += min(size, len(words) - at)
                    break
            else:
                return False
        return len(networks) >= self.min_networks

    def _glued(self, draft: Draft) -> Iterator[Removal]:
        if "facebook" not in draft.fold:
            return
        for glue in _GLUES:
            at = draft.fold.find(glue)
            while at >= 0:
                block = draft.blocks[draft.block_at(at)]
                if _GLUED_ROW.fullmatch(draft.fold, block.content_start, block.content_end):
                    yield draft.remove_block(self, block, "row of share buttons", glue, Tier.CERTAIN)
                at = draft.fold.find(glue, block.end)

    def _block(self, draft: Draft, index: int, reason: str, cue: Cue, tier: Tier) -> Removal:
        return draft.remove_block(self, draft.blocks[index], reason, draft.text_of(cue), tier)


def _second_thought(draft: Draft, block: Block, cue: Cue) -> bool:
    """Return whether something goes on behind a request that is no request: "Follow us on Instagram, or ask my mum. She knows"."""
    first = sentence_at(draft, block, cue.start)
    rest = draft.fold[first.end : block.content_end]
    return len(rest.split()) > 3 and not names_network(rest) and _GOES_WITH.search(rest) is None
