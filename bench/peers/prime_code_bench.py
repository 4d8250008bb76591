"""
Times verl's `prime_code.compute_score` on candidates: reads JSON {workers, rounds, cases: [{completion, tests, right}]}
and prints JSON {perSecond: [a round], wrong}. As verl's own dispatch does, scores are continuous, and as its
reward manager does, candidates go to a pool of processes.
The module is loaded from the installed package by its place, because importing verl itself needs torch and more.
"""

import contextlib
import importlib.util
import io
import json
import os
import sys
import time
from concurrent.futures import ProcessPoolExecutor

places = importlib.util.find_spec("verl").submodule_search_locations
sys.path.insert(0, os.path.join(next(iter(places)), "utils", "reward_score"))

import prime_code  # noqa: E402


def score(case):
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        return prime_code.compute_score(case["completion"], case["tests"], continuous=True)[0] == 1


if __name__ == "__main__":
    job = json.load(sys.stdin)
    rates, wrong = [], 0
    with ProcessPoolExecutor(job["workers"]) as pool:
        list(pool.map(score, job["cases"][: job["workers"]]))
        for _ in range(job["rounds"]):
            start = time.perf_counter()
            verdicts = list(pool.map(score, job["cases"]))
            rates.append(len(job["cases"]) / (time.perf_counter() - start))
            wrong += sum(told != case["right"] for told, case in zip(verdicts, job["cases"]))
    print(json.dumps({"perSecond": rates, "wrong": wrong}))
