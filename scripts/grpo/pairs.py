"""Prints pairs of the tasks' kinds, a good response before one with a mistake: ``pairs.py SEED EACH KIND…``."""

from __future__ import annotations

import json
import random
import sys

from tasks import KINDS, reference_of


def main() -> None:
    seed, each, *kinds = sys.argv[1:]
    for kind in kinds or KINDS:
        source = random.Random(f"pairs/{seed}/{kind}")
        for _ in range(int(each)):
            task = KINDS[kind](source)
            chosen, wrong = source.choice(task.good), [one for one in task.bad if not task.solved(one)]
            rejected = source.choice(wrong)
            # A third of them rambles: without it the shorter response would be the worse one nearly always, and gate G8 asks for both.
            if source.random() < 1 / 3 and not task.solved(long := " ".join(source.choices(wrong, k=3))):
                rejected = long
            reference = reference_of(task)
            pair = {"prompt": task.prompt, "chosen": chosen, "rejected": rejected, "reference": reference}
            print(json.dumps({"kind": kind, **pair, "plain": task.good[0]}))


if __name__ == "__main__":
    main()
