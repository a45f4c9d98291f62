"""Write the bodies that rules, cross-validated scorer and guard make together, one JSON object a line with "id" and "text".

python training/bodies.py OUT html NAME [page_limit=0.35 ...]    OUT/NAME.CORPUS.jsonl
python training/bodies.py OUT text NAME [dump_limit=0.4 ...]
"""

from __future__ import annotations

import json
import pickle
import sys
from pathlib import Path

import numpy as np

from newsclean.cut import cut
from newsclean.guard import judge as guard
from newsclean.model import Tier, Verdict
from newsclean.scorer.features import features
from newsclean.scorer.filter import PageChrome
from newsclean.scorer.model import chance_of
from newsclean.scorer.words import WORD_BITS

# What words say is in the odds already; the filter's keeps do not ask it.
UNKNOWN = np.zeros(1 << WORD_BITS, np.float32)


def main() -> None:
    """Write one file a corpus; for text, those of the dirty inputs and those of the clean bodies ("keep")."""
    folder, kind, name = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
    options = {key: float(value) for key, value in (option.split("=") for option in sys.argv[4:])}
    judge = PageChrome(**options)
    stored = np.load(folder / f"{kind}.odds.npz")
    at = np.cumsum([0, *stored["sizes"]])
    odds = {tuple(key): stored["odds"][a:b] for key, a, b in zip(stored["keys"].tolist(), at, at[1:], strict=False)}
    for corpus in ("en-news-dev", "news-dev", "web-dev"):
        for part in ("html",) if kind == "html" else ("dirty", "keep"):
            lines = []
            for row in pickle.loads((folder / f"{corpus}.{part}.pkl").read_bytes()):
                draft, removals = row["draft"], [r for r in row["removals"] if r.tier <= Tier.LIKELY]
                known = odds.get((corpus, row["id"], row["source"]))
                if known is not None:
                    tiers = judge.choose(draft, features(draft, UNKNOWN), chance_of(known))[1]
                    removals += [draft.remove_block(judge, draft.blocks[nth], "", "", Tier.LIKELY) for nth in (tiers == Tier.LIKELY).nonzero()[0]]
                judgement = guard(draft, removals)
                lines.append(
                    json.dumps(
                        {
                            "id": row["id"],
                            **({} if kind == "html" else {"source": row["source"]}),
                            "text": "" if judgement.verdict is Verdict.NO_ARTICLE else cut(draft.document, judgement.stand).text,
                            "gold": row["gold"],
                            "scored": known is not None,
                        }
                    )
                )
            (folder / f"{name}.{corpus}.{part}.jsonl").write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
