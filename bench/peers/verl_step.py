"""Scores one step's items as verl's reward managers do, with the usual Python scorers; times each kind and all of them.

verl's managers take tensors; what they do around the scorers (decoding, tensors) is left out here, so no torch is
needed: `naive` calls the scorer for one item after another, `prime` in a pool of 64 processes, made anew for each call,
with 300 s an item. Scorers: verl's own gsm8k, search_r1_like_qa_em and prime_code; Math-Verify's parse and verify, called
directly and not over verl's pool of processes; sacrebleu's sentence chrF for translations.

Usage: verl_step.py ITEMS.json naive|prime
ITEMS: [{"kind", "solution", "truth"}, ...]. Prints {"seconds": {kind: s, "all": s}, "processor": {…}, "scores": [...]}; processor time is that of all its processes.
"""

import contextlib
import importlib
import json
import logging
import os
import sys
import time
import types
from concurrent.futures import ProcessPoolExecutor

site = next(path for path in sys.path if path.endswith("site-packages"))
for name in ("verl", "verl.utils"):  # their __init__ imports ray and torch; the scorers need neither
    module = types.ModuleType(name)
    module.__path__ = [os.path.join(site, *name.split("."))]
    sys.modules[name] = module

gsm8k = importlib.import_module("verl.utils.reward_score.gsm8k")
qa_em = importlib.import_module("verl.utils.reward_score.search_r1_like_qa_em")
prime_code = importlib.import_module("verl.utils.reward_score.prime_code")
math_verify = importlib.import_module("math_verify")
sacrebleu = importlib.import_module("sacrebleu")
logging.disable(logging.CRITICAL)


def compute_score(item):
    kind, solution, truth = item["kind"], item["solution"], item["truth"]
    if kind == "final-number":
        return float(gsm8k.compute_score(solution, truth))
    if kind == "math":
        gold = math_verify.parse(f"\\boxed{{{truth}}}")
        return float(math_verify.verify(gold, math_verify.parse(solution)))
    if kind == "qa":
        return float(qa_em.compute_score(solution, {"target": truth}))
    if kind == "translation":
        return sacrebleu.sentence_chrf(solution, [truth]).score / 100
    result = prime_code.compute_score(solution, truth, continuous=True)
    return float(result[0])


def score(items, manager):
    if manager == "naive":
        return [compute_score(item) for item in items]
    with ProcessPoolExecutor(max_workers=64) as pool:
        futures = [pool.submit(compute_score, item) for item in items]
        scores = []
        for future in futures:
            try:
                scores.append(future.result(timeout=300))
            except Exception:
                scores.append(0.0)
        return scores


def processor():
    return sum(os.times()[:4])


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        items = json.load(file)
    manager = sys.argv[2]
    seconds, used, scores = {}, {}, [0.0] * len(items)
    with open(os.devnull, "w") as null, contextlib.redirect_stdout(null):
        for kind in dict.fromkeys(item["kind"] for item in items):
            chosen = [index for index, item in enumerate(items) if item["kind"] == kind]
            compute_score(items[chosen[0]])
            start, before = time.perf_counter(), processor()
            for index, value in zip(chosen, score([items[i] for i in chosen], manager)):
                scores[index] = value
            seconds[kind] = time.perf_counter() - start
            used[kind] = processor() - before
        if manager == "prime":
            start, before = time.perf_counter(), processor()
            score(items, manager)
            seconds["all"] = time.perf_counter() - start
            used["all"] = processor() - before
        else:
            seconds["all"] = sum(seconds.values())
            used["all"] = sum(used.values())
    print(json.dumps({"seconds": seconds, "processor": used, "scores": scores}))


if __name__ == "__main__":
    main()
