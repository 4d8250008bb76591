"""The scorers that people use in Python, in three roles over the same items.

peer_scorers.py verdicts   reads JSON {sets: {name: {scorer, warm, cases: [[answer, truth], ...]}}} from stdin and prints JSON
                           {name: [microseconds a case]}; so many cases of each set warm up, and are not in the list
peer_scorers.py step       reads JSON {items: [{kind, solution, truth}]} and prints JSON {manager: {seconds, scores}}: verl's `naive`
                           (one item after another), `prime` (64 processes made anew for the call), `trl` (one function a kind,
                           each called with all rows, None for rows of other kinds: GRPOTrainer's contract), in this process
peer_scorers.py serve PORT a reward server with FastAPI as OpenRLHF's example has it: POST /get_reward {query, prompts, labels},
                           one worker, scorers called in the request; a label is JSON {kind, truth}

Scorers: verl 0.9.1's gsm8k (one regular expression and a comparison) and search_r1_like_qa_em (the same, with words
normalised); Math-Verify's parse and verify, which verifiers' MathRubric calls too; sacrebleu's sentence chrF; rouge-score;
reasoning-gym's score_answer. What the managers do around the scorers (tensors, tokens) is left out.
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
logging.disable(logging.CRITICAL)

gsm8k = importlib.import_module("verl.utils.reward_score.gsm8k")
qa_em = importlib.import_module("verl.utils.reward_score.search_r1_like_qa_em")
import math_verify  # noqa: E402
import sacrebleu  # noqa: E402
from rouge_score import rouge_scorer  # noqa: E402

rouge = rouge_scorer.RougeScorer(["rougeL"], use_stemmer=True)
gym = {}


def reasoning_gym_score(answer, truth):
    import reasoning_gym

    task = truth["task"]
    if task not in gym:
        gym[task] = reasoning_gym.create_dataset(task, size=1, seed=1)
    return gym[task].score_answer(answer=answer, entry=truth["entry"])


SCORERS = {
    "final-number": lambda answer, truth: float(gsm8k.compute_score(answer, truth)),
    "math": lambda answer, truth: float(
        math_verify.verify(math_verify.parse(f"\\boxed{{{truth}}}"), math_verify.parse(answer))
    ),
    "qa": lambda answer, truth: float(qa_em.compute_score(answer, {"target": truth})),
    "translation": lambda answer, truth: sacrebleu.sentence_chrf(answer, [truth]).score / 100,
    "summary": lambda answer, truth: rouge.score(truth, answer)["rougeL"].fmeasure,
    "puzzle": reasoning_gym_score,
}


def score(item):
    return SCORERS[item["kind"]](item["solution"], item["truth"])


def verdicts(job):
    found = {}
    for name, of in job["sets"].items():
        scorer, times = SCORERS[of["scorer"]], []
        for answer, truth in of["cases"]:
            start = time.perf_counter()
            scorer(answer, truth)
            times.append((time.perf_counter() - start) * 1e6)
        found[name] = times[of["warm"] :]
    return found


def prime(items):
    with ProcessPoolExecutor(max_workers=64) as pool:
        return [future.result(timeout=300) for future in [pool.submit(score, item) for item in items]]


def trl(items):
    kinds = list(dict.fromkeys(item["kind"] for item in items))
    columns = [[score(item) if item["kind"] == kind else None for item in items] for kind in kinds]
    return [next(value for value in row if value is not None) for row in zip(*columns)]


def step(job):
    items, rounds = job["items"], job["rounds"]
    managers = {"naive": lambda: [score(item) for item in items], "prime": lambda: prime(items), "trl": lambda: trl(items)}
    found = {}
    for name in job["managers"]:
        seconds = []
        for _ in range(rounds):
            start = time.perf_counter()
            scores = managers[name]()
            seconds.append(time.perf_counter() - start)
        found[name] = {"seconds": seconds, "scores": scores}
    return found


def serve(port):
    import uvicorn
    from fastapi import FastAPI, Request

    app = FastAPI()

    @app.post("/get_reward")
    async def get_reward(request: Request):
        data = await request.json()
        rewards = []
        for text, prompt, label in zip(data["query"], data["prompts"], data["labels"]):
            of = json.loads(label)
            rewards.append(SCORERS[of["kind"]](text[len(prompt) :], of["truth"]))
        return {"rewards": rewards, "scores": rewards}

    uvicorn.run(app, host="127.0.0.1", port=port, log_level="error", timeout_keep_alive=600)


if __name__ == "__main__":
    role = sys.argv[1]
    if role == "serve":
        serve(int(sys.argv[2]))
    else:
        with open(os.devnull, "w") as null, contextlib.redirect_stdout(null):
            found = {"verdicts": verdicts, "step": step}[role](json.load(sys.stdin))
        print(json.dumps(found))
