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
            # Some ramble, and many say the good one twice, or its end: with fewer of them a reward model becomes a meter of length,
            # which gate G8 refuses, and which a policy learns to please.
            at_random = source.random()
            if at_random < 0.15:
                rejected = " ".join(source.choices(wrong, k=3))
            elif at_random < 0.6:
                rejected = f"{chosen} {source.choice([chosen, chosen.split('. ')[-1]])}"
            if at_random >= 0.6 or task.solved(rejected):
                rejected = source.choice(wrong)
            reference = reference_of(task)
            pair = {"prompt": task.prompt, "chosen": chosen, "rejected": rejected, "reference": reference}
            print(json.dumps({"kind": kind, **pair, "plain": task.good[0]}))


if __name__ == "__main__":
    main()
