"""The guard: a rule that would cut most of an article is undone and reported, and a page of visitor texts is no article."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from newsclean.comments import comment_sections
from newsclean.cut import union
from newsclean.draft import Draft
from newsclean.model import Removal, Verdict

# What speaks to the visitor: a document of nothing else is a consent wall, a log-in, an appeal or an error page.
VISITOR = frozenset(
    {
        "consent_banner",
        "paywall_prompt",
        "support_appeal",
        "interface_text",
        "newsletter_prompt",
        "promo",
        "navigation",
        "share_prompt",
        "advert_marker",
        "comment_footer",
    }
)
# The copy of a paragraph that stays loses nothing; the scorer may cut most of a page; beside other stories, a page's own is told in full.
UNGUARDED = frozenset(("repeated_block", "page_chrome", "other_article"))
# A rule may cut this share of the document's prose without a cue inside each block; a sum of rules, the second.
MAX_RULE_SHARE = 0.34
MAX_SUM_SHARE = 0.5
# A consent wall is several paragraphs, not each with a phrase that is known: there a rule may cut twice as much prose
# without a cue as with one. An article about consent, eaten whole, has far fewer.
MAX_BARE_TO_CUED = 2.0
SHORT_SENTENCE_CHARS = 60
# Fewer words of prose than this, left beside visitor texts, are no article (the shortest briefs of the corpora have 70).
MIN_ARTICLE_WORDS = 40
# …and there must be this many times as many words that speak to the visitor as words that are left: verse, results and
# briefs are no prose either, and one advert marker between them proves nothing.
MIN_SPOKEN_TO_KEPT = 2.0


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the guard says: the removals that stand, those undone, the verdict with its reason, warnings."""

    stand: tuple[Removal, ...]
    undone: tuple[Removal, ...]
    verdict: Verdict
    reason: str
    warnings: tuple[str, ...]


def judge(draft: Draft, removals: Sequence[Removal]) -> Judgement:
    """Judge what a profile would cut.

    What is cut counts against a rule when it is of a block that reads like prose and holds no cue for what it is said to be. Comments, where the page's
    own names tell them, are no prose of its article. Returns: all removals but those of a rule, or of the rules of a sum, that cut most of such prose.
    """
    blocks = draft.blocks
    if not blocks:
        return Judgement(tuple(removals), (), Verdict.NO_ARTICLE, "empty", ("empty_input: the source holds no text",))
    if not removals:
        return Judgement((), (), *_verdict(draft, (), False), ())
    rules, warnings = tripped(draft, removals)
    stand = [removal for removal in removals if removal.filter not in rules]
    undone = [removal for removal in removals if removal.filter in rules]
    verdict, reason = _verdict(draft, stand, bool(warnings))
    return Judgement(tuple(stand), tuple(undone), verdict, reason, warnings)


def tripped(draft: Draft, removals: Sequence[Removal]) -> tuple[frozenset[str], tuple[str, ...]]:
    """Return the rules that would cut most of the prose of a document, alone or together, and a warning for each time."""
    comments = {nth for first, end in comment_sections(draft) for nth in range(first, end)}
    total = sum(block.chars for block in draft.blocks if block.prose and block.index not in comments)
    if not total:
        return frozenset(), ()
    bare, cued = _bare_and_cued(draft, removals, comments)
    sizes = {name: sum(cut.values()) for name, cut in bare.items()}
    rules: list[str] = []
    warnings: list[str] = []
    for name in sorted(bare, key=lambda name: -sizes[name]):
        if sizes[name] <= MAX_BARE_TO_CUED * cued.get(name, 0):
            del bare[name]
        elif sizes[name] > MAX_RULE_SHARE * total:
            warnings.append(f"guard_tripped: {name} would have cut {sizes[name] / total:.0%} of the prose; undone")
            rules.append(name)
            del bare[name]
    together: dict[int, int] = {}
    for cut in bare.values():
        for nth, size in cut.items():
            together[nth] = max(together.get(nth, 0), size)
    rest = sum(together.values())
    if rest > MAX_SUM_SHARE * total:
        warnings.append(f"guard_tripped: {', '.join(sorted(bare))} together would have cut {rest / total:.0%} of the prose; undone")
        rules += bare
    return frozenset(rules), tuple(warnings)


def _bare_and_cued(draft: Draft, removals: Sequence[Removal], comments: set[int]) -> tuple[dict[str, dict[int, int]], dict[str, int]]:
    """Return, for each filter, the characters of prose it cuts without a cue there, by block, and those it cuts with one; those in `comments` count for none.

    Only filters of visitor categories have the second: each cued line that is no prose counts as a short sentence there.
    """
    bare: dict[str, dict[int, int]] = {}
    cued: dict[str, int] = {}
    wanted = set(map(id, removals))
    for block, marks in draft.marked_blocks():
        if block.index in comments:
            continue
        for removal in marks:
            if not (block.prose or removal.category in VISITOR) or removal.category in UNGUARDED or id(removal) not in wanted:
                continue
            start, end = max(removal.span.start, block.start), min(removal.span.end, block.end)
            if any(cue.category == removal.category and cue.start < end and start < cue.end for cue in draft.cues(block).all):
                if removal.category in VISITOR:
                    cued[removal.filter] = cued.get(removal.filter, 0) + (end - start if block.prose else SHORT_SENTENCE_CHARS)
            elif block.prose:
                sizes = bare.setdefault(removal.filter, {})
                sizes[block.index] = min(block.chars, sizes.get(block.index, 0) + end - start)
    return bare, cued


def _verdict(draft: Draft, stand: Sequence[Removal], tripped: bool) -> tuple[Verdict, str]:
    if not stand and not tripped:
        told = any(block.prose for block in draft.blocks)
        return (Verdict.ARTICLE, "") if told else (Verdict.DOUBTFUL, "no paragraph of prose")
    end = len(draft.text) + 1
    holes = iter((*union(stand), (end, end)))
    visitor = iter((*union([r for r in stand if r.category in VISITOR]), (end, end)))
    kept = prose = spoken = 0
    hole, said = next(holes), next(visitor)
    for block in draft.blocks:
        start = block.content_start
        while hole[1] <= start:
            hole = next(holes)
        if hole[0] > start or block.content_end > hole[1]:
            kept += block.words
            prose += block.words if block.prose else 0
            continue
        while said[1] <= start:
            said = next(visitor)
        if said[0] <= start:
            spoken += block.words
    if kept == 0:
        return Verdict.NO_ARTICLE, "nothing but boilerplate"
    if prose < MIN_ARTICLE_WORDS and spoken > MIN_SPOKEN_TO_KEPT * kept:
        kinds = ", ".join(sorted({r.category for r in stand if r.category in VISITOR}))
        return Verdict.NO_ARTICLE, f"{spoken} words speak to the visitor ({kinds}), {prose} tell a story"
    if tripped:
        return Verdict.DOUBTFUL, "the guard undid a rule that would have cut most of the text"
    if prose == 0:
        return Verdict.DOUBTFUL, "no paragraph of prose"
    return Verdict.ARTICLE, ""
