"""Second copies: pages that hold their story twice, once for small screens and once for large ones."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import regex

if TYPE_CHECKING:
    from newsclean.readers.walk import Walk

# A run of blocks that stands on the page a second time is left out when it has this many blocks and characters of prose.
_MIN_RUN = 3
_MIN_RUN_CHARS = 400
# A single block when it is as long as a sentence and a class says for which screens one of the two copies is.
_MIN_COPY_CHARS = 60
_SCREENS = regex.compile(
    r"(?:^|[\s_-])(?:(?:mobile|desktop|tablet|phone)-?(?:only|visible|hidden|view|version)|(?:only|hide|show|hidden|visible|for|is|on)-(?:on-)?(?:mobile|desktop|tablet|phone)"
    r"|(?:hidden|visible)-(?:xs|sm|md|lg|xl)|d-(?:none|(?:xs|sm|md|lg|xl)-(?:none|block|flex|inline))|(?:sm|md|lg|xl):(?:hidden|block|flex)|show-for-[a-z]+|hide-for-[a-z]+)(?:$|[\s_-])"
)


def without_copies(walk: Walk) -> None:
    """Take out of a walk the blocks that are second copies; they are counted as `copy`."""
    texts = walk.texts
    first: dict[str, int] = {}
    doubled = [nth for nth, text in enumerate(texts) if len(text) >= _MIN_COPY_CHARS and first.setdefault(text, nth) != nth]
    drop: set[int] = set()
    begin = 0  # behind the last run
    for nth in doubled:
        if nth < begin:
            continue
        start, at = nth, first[texts[nth]]
        while start > begin and at and texts[start - 1] == texts[at - 1]:
            start, at = start - 1, at - 1
        back, end = start - at, nth
        while end < len(texts) and end - back < start and texts[end] == texts[end - back]:
            end += 1
        begin = max(end, nth + 1)
        prose = sum(walk.blocks[k].chars for k in range(start, end) if walk.blocks[k].prose)
        if end - start >= _MIN_RUN and prose >= _MIN_RUN_CHARS:
            drop.update(range(start, end))
        else:
            drop.update(k for k in range(start, end) if len(texts[k]) >= _MIN_COPY_CHARS and (_for_screens(walk, k) or _for_screens(walk, k - back)))
    if drop:
        walk.drop(drop)
        walk.left_out["copy"] += len(drop)


def _for_screens(walk: Walk, nth: int) -> bool:
    """Return whether an element around a block is for some screens alone."""
    return any(map(_says_screens, walk.names_around(nth)))


@lru_cache(maxsize=4096)
def _says_screens(names: str) -> bool:
    return names != "" and _SCREENS.search(names) is not None
