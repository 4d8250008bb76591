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
            # Some ramble, some say the good one twice, or its end, some stop in the middle or say nothing: without them a reward
            # model becomes a meter of length in one direction or the other, which gates G5, G6 and G8 refuse, and a policy pleases.
            at_random = source.random()
            if at_random < 0.15:
                rejected = " ".join(source.choices(wrong, k=3))
            elif at_random < 0.5:
                rejected = f"{chosen} {source.choice([chosen, chosen.split('. ')[-1]])}"
            elif at_random < 0.65:
                words = chosen.split()
                rejected = source.choice([" ".join(words[: source.randint(1, max(1, len(words) - 2))]), "", ".", "\n"])
            if at_random >= 0.65 or task.solved(rejected):
                rejected = source.choice(wrong)
            reference = reference_of(task)
            pair = {"prompt": task.prompt, "chosen": chosen, "rejected": rejected, "reference": reference}
            print(json.dumps({"kind": kind, **pair, "plain": task.good[0]}))


if __name__ == "__main__":
    main()
