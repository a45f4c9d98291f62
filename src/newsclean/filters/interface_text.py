"""`interface_text`: words of players, forms, galleries and errors, and templates left unfilled."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

import regex

from newsclean.draft import Draft
from newsclean.filters._furniture import cue_runs, gathered, notices
from newsclean.filters._place import amid_prose, in_verse, inside_story, listed
from newsclean.model import Block, Cue, Removal, Tier
from newsclean.patterns import lazy_pattern

# "31 of 57" alone in its block; a score ("8/10", "4 of 5") has one of the totals below.
_COUNTER = lazy_pattern(r"(\d{1,3})\s?(?:/|of|von|de|sur|di)\s?(\d{1,3})")
_SCORE_TOTALS = frozenset({5, 10, 20, 25, 50, 100})
# The clock of a player: "0:00 / 3:45". A live blog's time stamp is one time, not two.
_CLOCK = lazy_pattern(r"\d{1,2}:\d{2}(?::\d{2})?\s?/\s?-?\d{1,2}:\d{2}(?::\d{2})?")
# "{{ post.title }}": no space inside but around the name, so that sets and code in prose are none.
_ZERO = lazy_pattern(r"0?0:00\b")
# What advice and explainers write over a paragraph, too: "Forgot your password?", "Page not found", "Now playing".
_ADVICE = lazy_pattern(
    r"""\b(?:errors?|not\ found|passwords?|now\ playing|try\ again|remember|sign\ (?:in|up)|log\ ?in|account|fehler|passwort|konto|anmelden|gefunden|erreur|mot\ de\ passe|introuvable|compte
        |error|contraseña|encontrad[oa]|cuenta|erro|senha|conta|errore|trovat[oa]|sessione?|sesión|session|security|blocked|denied|verweigert|refusé|denegado|negado|negato)\b""",
    regex.VERBOSE,
)
_TEMPLATE = lazy_pattern(r"\{\{\s?[#^/]?[\w.$|-]{1,60}\s?\}\}")
_MAX_TEMPLATE_WORDS = 9
_MAX_RULE_WORDS = 16
_MAX_LINK_WORDS = 12
# How "Already have an account?" is answered.
_JOIN = lazy_pattern(
    r"""\b(?:log\ ?in|sign\ ?(?:in|up)|register|join|create|subscribe|anmelden|einloggen|login|registrieren|konto|connect\w{0,9}|connexion|identifi\w{0,9}|inscri\w{0,8}|cré\w{1,3}
        |acced[ei]|inici[ae]|entr[ae]r?|identifícate|ingres[ae]|regístr\w{1,4}|crea|crie|registrati|fai|effettua|faça|acesse|aceda|cadastr\w{1,3}|registe)\b""",
    regex.VERBOSE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class InterfaceText:
    """Remove words that belong to the page's controls.

    Removes: a block that is a control or its notice ("Loading…", "Video unavailable", "Forgot your password?"), short
        words ("Email", "Mute") in a run with such a block, counters of galleries and clocks of players, templates left
        unfilled ("{{description}}"), "(opens in a new window)" behind a link, and sentences about the visitor's browser,
        log-in or a page that was not found.
    Keeps: prose about games, passwords or browsers, a single ordinary word (it may be a subhead), scores, time stamps.
    Options: `min_counter_total`, the least total for a counter that stands alone in the document.
    Source: the cues in `phrases/`, each with the page it was seen on.
    """

    name: ClassVar[str] = "interface_text"
    category: ClassVar[str] = "interface_text"
    min_counter_total: int = 12

    def find(self, draft: Draft) -> Iterator[Removal]:
        """Yield controls, runs, notices, counters and templates."""
        cues = draft.cues_of(self.category)
        lines: dict[int, Cue] = {}
        clocks = self._clocks(draft)
        if cues:
            lines = {cue.block: cue for cue in cues if cue.role == "line" and not listed(draft, draft.blocks[cue.block], self.category)}
            for index, cue in lines.items():
                block = draft.blocks[index]
                tier = Tier.CERTAIN
                if inside_story(draft, block) and not draft.fold_of(block).endswith(("...", "…")):
                    tier = Tier.POSSIBLE if _ADVICE.search(draft.fold_of(cue)) else Tier.LIKELY
                elif in_verse(draft, block):
                    tier = Tier.LIKELY
                yield draft.remove_block(self, block, "block is a control of the page", draft.text_of(cue), tier)
            yield from self._labels(draft, cues, lines)
            for cue in cues:
                if cue.role == "opening" and cue.block not in lines:
                    yield from self._opened(draft, cue)
            within = [cue for cue in cues if cue.role == "within" and cue.block not in lines]
            for cue in within:
                if cue.phrase.startswith("("):
                    yield from self._hint(draft, cue)
            others = [cue for cue in within if not cue.phrase.startswith("(")]
            spoken = list(notices(draft, self, others, "speaks of the page itself to the visitor"))
            yield from spoken
            done = {draft.block_at(removal.span.start) for removal in spoken}.union(lines)
            for index, cue in gathered(draft, cues, lines).items():
                if index not in done:
                    yield draft.remove_block(self, draft.blocks[index], "signs of an error or a control gather in the block", draft.text_of(cue), Tier.LIKELY)
        for block in clocks:
            yield draft.remove_block(self, block, "clock of a player", draft.text_of(block), Tier.CERTAIN)
        yield from self._counters(draft, lines)
        if "{" in draft.text and "{{" in draft.text:
            yield from self._templates(draft)

    def _labels(self, draft: Draft, cues: list[Cue], lines: dict[int, Cue]) -> Iterator[Removal]:
        """Yield short words that stand in a run with a control; the last one before prose stays if it is the only one."""
        labels = {cue.block: cue for cue in cues if cue.role == "label" and cue.block not in lines}
        if not labels or not lines:
            return
        whole = [cue for cue in cues if cue.role in ("line", "label")]
        for run in cue_runs(draft, whole):
            inside = [block for block in run if block.index in labels]
            if not inside or len(inside) == len(run) or listed(draft, run[0], self.category):
                continue
            last = run[-1]
            if len(inside) == 1 and inside[0] is last and last.index + 1 < len(draft.blocks) and draft.blocks[last.index + 1].prose:
                continue
            for block in inside:
                yield draft.remove_block(self, block, "short word beside a control", draft.text_of(block), Tier.LIKELY)

    def _opened(self, draft: Draft, cue: Cue) -> Iterator[Removal]:
        """Yield a rule of a form, or a link to log in: a question and an answer of few words."""
        block = draft.blocks[cue.block]
        if cue.phrase.endswith("?"):
            rest = draft.fold[cue.end : block.content_end]
            if block.words <= _MAX_LINK_WORDS and (not rest.strip() or _JOIN.search(rest)):
                tier = Tier.POSSIBLE if inside_story(draft, block) or draft.fold[block.start] == '"' else Tier.LIKELY
                yield draft.remove_block(self, block, "link to log in", draft.text_of(cue), tier)
        elif block.words <= _MAX_RULE_WORDS:
            yield draft.remove_block(self, block, "rule of a form", draft.text_of(cue), Tier.CERTAIN)

    def _hint(self, draft: Draft, cue: Cue) -> Iterator[Removal]:
        """Yield a hint in brackets behind a link."""
        end = draft.fold.find(")", cue.end, cue.end + 3)
        if end >= 0 and not draft.fold[cue.end : end].strip(" .!"):
            yield draft.remove(self, cue.start, end + 1, "hint behind a link", draft.text_of(cue), Tier.CERTAIN)

    def _clocks(self, draft: Draft) -> list[Block]:
        text = draft.text
        if "/" not in text:
            return []
        found = [block for block in draft.lines if block.words <= 3 and text[block.start].isdigit() and _CLOCK.fullmatch(text, block.start, block.end)]
        return [block for block in found if _ZERO.match(text, block.start) or not (amid_prose(draft, block) or listed(draft, block, self.category))]

    def _counters(self, draft: Draft, lines: dict[int, Cue]) -> Iterator[Removal]:
        """Yield counters of a gallery: of a large total, several of the same total, or beside a control."""
        found: list[tuple[Block, int, int]] = []
        for block in draft.lines:
            if block.words <= 3 and draft.text[block.content_start].isdigit():
                match = _COUNTER.fullmatch(draft.fold, block.content_start, block.content_end)
                if match and 1 <= int(match[1]) <= int(match[2]):
                    found.append((block, int(match[1]), int(match[2])))
        if not found:
            return
        known = {(at, total) for _, at, total in found}
        for block, at, total in found:
            if total in _SCORE_TOTALS or listed(draft, block, self.category):
                continue
            beside = block.index - 1 in lines or block.index + 1 in lines
            alone = total >= self.min_counter_total and "/" not in draft.text_of(block)  # "3/12" may be a date
            if beside or (at - 1, total) in known or (at + 1, total) in known:
                yield draft.remove_block(self, block, "counter of a gallery", draft.text_of(block), Tier.LIKELY)
            elif alone:
                told = block.index + 1 < len(draft.blocks) and draft.blocks[block.index + 1].prose and block.index > 0
                yield draft.remove_block(self, block, "counter of a gallery", draft.text_of(block), Tier.POSSIBLE if told else Tier.LIKELY)

    def _templates(self, draft: Draft) -> Iterator[Removal]:
        """Yield blocks with an unfilled template, unless the story is about templates: prose shows one too."""
        found: dict[int, tuple[Block, str]] = {}
        blocks = iter(draft.blocks)
        block = next(blocks, None)
        if "{%" in draft.text:
            return
        introduced = False
        for match in _TEMPLATE.finditer(draft.text):
            while block is not None and block.end <= match.start():
                block = next(blocks, None)
            if block is None:
                return
            if block.start <= match.start():
                if block.words > _MAX_TEMPLATE_WORDS:
                    return
                introduced = introduced or listed(draft, block, self.category)
                found.setdefault(block.index, (block, match[0]))
        if introduced:
            return
        for block, evidence in found.values():
            yield draft.remove_block(self, block, "template left unfilled", evidence, Tier.LIKELY)
