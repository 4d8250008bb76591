"""A trainer for the proof of a cluster: steps of groups through the Python client, a line of JSON for each reward.

Steps begin until standard input ends; a step that has begun is ended. Reads its queries from a file of rows.
"""

import argparse
import json
import random
import sys
import threading
import time

from rlar import Client

lock = threading.Lock()
stop = threading.Event()


def tell(**line: object) -> None:
    with lock:
        print(json.dumps(line), flush=True)


def train(given: argparse.Namespace, number: int, rows: list[dict]) -> None:
    rng = random.Random(given.seed * 1000 + number)
    client = Client(
        url=given.url,
        deadline_seconds=given.deadline,
        attempt_seconds=60,
        batch=given.batch,
        on_event=lambda event: tell(what=event.kind, client=number, seconds=event.seconds, cause=event.cause),
    )
    run = f"run-{number % given.runs}"
    step = number // given.runs
    while not stop.is_set():
        began = time.monotonic()
        chosen = rng.sample(range(len(rows)), min(given.groups, len(rows)))
        try:
            answers = client.rewards([rows[at] for at in chosen], run=run, step=step)
        except Exception as thrown:
            tell(what="broken", client=number, run=run, step=step, message=f"{type(thrown).__name__}: {thrown}")
            return
        for at, rewards in zip(chosen, answers, strict=True):
            for place, reward in enumerate(rewards):
                tell(
                    what="reward",
                    run=run,
                    step=step,
                    row=at,
                    place=place,
                    status=reward.status,
                    reward=reward.reward,
                    code=reward.code,
                    record=reward.record,
                )
        tell(what="step", client=number, run=run, step=step)
        step += given.clients
        worked = time.monotonic() - began
        stop.wait(given.pause + worked * (1 / given.duty - 1))
    tell(what="end", client=number)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--url", required=True)
    parser.add_argument("--rows", required=True)
    parser.add_argument("--clients", type=int, default=6)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--groups", type=int, default=12)
    parser.add_argument("--batch", type=int, default=16)
    parser.add_argument("--deadline", type=float, default=240)
    parser.add_argument("--pause", type=float, default=0.0)
    parser.add_argument("--duty", type=float, default=1.0)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    with open(given.rows, encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    threads = [threading.Thread(target=train, args=(given, number, rows)) for number in range(given.clients)]
    for thread in threads:
        thread.start()
    sys.stdin.read()
    stop.set()
    for thread in threads:
        thread.join()


main()
