"""`page_chrome`: what no phrase names (menus, teasers, promo blocks, other stories), by a learned judge of blocks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from newsclean.draft import Draft
from newsclean.model import Removal, Tier

if TYPE_CHECKING:
    from newsclean.scorer.features import Table

# A text is taken for the dump of a page when this share of its blocks have a chance to be body below `CHROME_CHANCE`: of
# clean bodies 1 in 100 has more than 0.03 (news) or 0.11 (guides and reviews), of dumps 99 in 100 have more than 0.16.
DUMP_MIN_SHARE = 0.15
DUMP_MIN_BLOCKS = 8
CHROME_CHANCE = 0.2
# A correction is the newsroom's and stays, whatever the weights say.
KEEP_CUE = "correction_note"
# A paragraph of the story: at least this many words of prose, few of them links, beside most of the page's prose.
KEEP_MIN_WORDS = 25
KEEP_MAX_LINK_SHARE = 0.3
KEEP_MIN_BEST_SHARE = 0.6


@dataclass(frozen=True, slots=True, kw_only=True)
class PageChrome:
    """Remove blocks that are not the article, as weights learned from 1,100 pages judge them.

    Removes: menus, teasers, lists of other stories, promo boxes, forms, footers of a page or of a text dumped from one.
    Keeps: blocks whose chance to be body is not below the limit; correction notes; a paragraph of prose in the container
        that holds most of the page's prose.
    Options: `page_limit`, `dump_limit`, `clean_limit`, the chance to be body below which a block goes, for a page, for the
        text of a whole page, and for text that is nearly clean; 0 removes nothing. Above it, up to `doubt` more, a block is
        only marked as possible.
    Source: weights trained by `training/`; data, figures and limits are in `docs/scorer.md`.
    """

    name: ClassVar[str] = "page_chrome"
    category: ClassVar[str] = "page_chrome"
    page_limit: float = 0.4
    dump_limit: float = 0.0
    clean_limit: float = 0.0
    doubt: float = 0.2

    def find(self, draft: Draft) -> Iterator[Removal]:
        """Yield the removals of whole blocks in source order."""
        limits = (self.page_limit,) if draft.document.page is not None else (self.dump_limit, self.clean_limit)
        if not draft.blocks or max(limits) <= 0:
            return
        from newsclean.scorer.features import features
        from newsclean.scorer.model import judges

        judge = judges()["text" if draft.document.page is None else "html"]
        table = features(draft)
        kind, found = self.choose(draft, table, judge.odds(table))
        reason = f"the weights for {kind} find it unlike the story"
        for (nth, share, tier), why in zip(found, judge.reasons(table, [nth for nth, _, _ in found]), strict=True):
            yield draft.remove_block(self, draft.blocks[nth], reason, f"chance {share:.2f}: {why}", tier)

    def choose(self, draft: Draft, table: Table, odds: Any) -> tuple[str, list[tuple[int, float, Tier]]]:
        """Return what the document is taken for, and the blocks to remove, each with its chance to be body and its tier.

        Args: `odds` are the logarithmic odds of all blocks.
        """
        import numpy as np

        chance = 1 / (1 + np.exp(-np.clip(odds, -30, 30)))
        if draft.document.page is not None:
            kind, limit = "a page", self.page_limit
        elif is_dump(chance):
            kind, limit = "the text of a page", self.dump_limit
        else:
            kind, limit = "an article's text", self.clean_limit
        if limit <= 0:
            return kind, []
        wanted = np.flatnonzero((chance < limit + self.doubt) & ~keeps(draft, table))
        return kind, [(nth, share, Tier.LIKELY if share < limit else Tier.POSSIBLE) for nth, share in zip(wanted.tolist(), chance[wanted].tolist(), strict=True)]


def is_dump(chance: Any) -> bool:
    """Return whether a text is a whole page flattened, rather than an article with a few lines too many, by its blocks' chances to be body."""
    return len(chance) >= DUMP_MIN_BLOCKS and float((chance < CHROME_CHANCE).mean()) >= DUMP_MIN_SHARE


def keeps(draft: Draft, table: Table) -> Any:
    """Return which blocks stay whatever the weights say: a bool each."""
    import numpy as np

    values, names = table.values, table.names
    kept = np.zeros(len(values), bool)
    for cue in draft.cues_of(KEEP_CUE):
        kept[cue.block] = True
    if draft.document.page is not None:

        def column(name: str) -> Any:
            return values[:, names.index(name)]

        kept |= (
            (column("prose") > 0)
            & (table.words >= KEEP_MIN_WORDS)
            & (column("link_share") < KEEP_MAX_LINK_SHARE)
            & (column("level_best") == 1)
            & (column("best_share") >= KEEP_MIN_BEST_SHARE)
            & (column("marked") == 0)
            & (column("cued") == 0)
        )
    return kept
