"""Sends the metrics of a run to a logger: ``python -m rlar export RUN --to wandb``, or :func:`export`.

The names and values are those of the server (``GET /v1/run-metrics``, ``rlar runs export``), under ``rlar/``. With ``by`` they
have the kind or tool in front: ``rlar/kind/math.final-answer/reward/mean``.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from rlar._loggers import LOGGERS, Logger, LoggerFailed, NotTaken
from rlar.client import Client
from rlar.errors import RlarError

By = Literal["all", "kind", "tool"]


@dataclass(frozen=True)
class Exported:
    """What was sent. ``last`` is the step to go on after; None where nothing ever was sent."""

    steps: int
    last: int | None
    #: Whether there are rewards without a step: loggers have no place for them.
    without_step: bool


def steps_of(lines: Iterable[Mapping[str, Any]], by: By = "all") -> tuple[list[tuple[int, dict[str, float]]], bool]:
    """Lines as the server has them, by step, in order, under the names that loggers get; and whether some have no step."""
    steps: dict[int, dict[str, float]] = {}
    without = False
    for line in lines:
        step, part = line["step"], line.get("part", "")
        if step is None:
            without = True
            continue
        begin = "rlar/" if "part" not in line else f"rlar/{by}/{'none' if part is None else part}/"
        found = steps.setdefault(int(step), {})
        for name, value in line["metrics"].items():
            found[begin + name] = float(value)
    return sorted(steps.items()), without


def export(
    run: str,
    to: str | Logger,
    *,
    by: By = "all",
    after: int | None = None,
    live: bool = False,
    project: str = "rlar",
    place: str | None = None,
    run_id: str | None = None,
    lines: Iterable[Mapping[str, Any]] | None = None,
    client: Client | None = None,
) -> Exported:
    """Sends the steps of a run that come after ``after`` to a logger, in order.

    :param to: ``wandb``, ``mlflow``, ``tensorboard``, ``trackio``, ``otel``, or something with ``log(step, metrics)`` and ``close()``
    :param live: leave out the newest step, which may still grow: loggers keep what they got first
    :param project: the logger's project, MLflow's experiment, OpenTelemetry's service
    :param place: TensorBoard's folder, MLflow's tracking URI, trackio's Space, W&B's local folder, OpenTelemetry's endpoint
    :param run_id: the logger's own run, such as the trainer's; by default one that has the name of the run
    :param lines: the lines of ``rlar runs export``, in place of a server
    :raises MissingLogger: where the logger's package is not installed
    :raises LoggerFailed: where a logger of ``to`` fails; its ``last`` is the step to go on after
    :raises Refused: where the server knows no such run
    """
    if isinstance(to, str) and to not in LOGGERS:
        raise ValueError(f"to is one of {', '.join(LOGGERS)}, got {to!r}")
    found = (client or Client()).run_metrics(run, by=by, after=after) if lines is None else list(lines)
    steps, without = steps_of((line for line in found if line["run"] == run), by)
    if live:
        steps = steps[:-1]
    steps = [(step, metrics) for step, metrics in steps if after is None or step > after]
    if not steps:
        return Exported(0, after, without)
    if isinstance(to, str):
        _send_named(to, (run, project, place, run_id), steps)
    else:
        _send(to, steps)
    return Exported(len(steps), steps[-1][0], without)


def _send(logger: Logger, steps: Iterable[tuple[int, Mapping[str, float]]]) -> None:
    try:
        for step, metrics in steps:
            logger.log(step, metrics)
    finally:
        logger.close()


def _send_named(
    to: str, given: tuple[str, str, str | None, str | None], steps: Iterable[tuple[int, Mapping[str, float]]]
) -> None:
    """A logger that appends must not get a step twice: what it took before it failed is told."""
    last: int | None = None

    class Counting:
        def log(self, step: int, metrics: Mapping[str, float]) -> None:
            nonlocal last
            logger.log(step, metrics)
            last = step

        def close(self) -> None:
            logger.close()

    try:
        logger = LOGGERS[to](*given)
        _send(Counting(), steps)
    except NotTaken as thrown:
        raise LoggerFailed(to, None, str(thrown)) from thrown
    except RlarError:
        raise
    except Exception as thrown:
        raise LoggerFailed(to, last, f"{type(thrown).__name__}: {thrown}") from thrown


def main(arguments: Sequence[str]) -> int:
    """``python -m rlar export``. With ``--state`` the next call goes on where this one ended."""
    given = _parser().parse_args(arguments)
    key = f"{given.run} {given.to} {given.by}"
    state: dict[str, int] = {}
    try:
        state = _read_state(given.state)
        after = given.after if given.after is not None else state.get(key)
        lines = _read_lines(given.file, given.run) if given.file else None
        done = export(
            given.run,
            given.to,
            by=given.by,
            after=after,
            live=given.live,
            project=given.project,
            place=given.place,
            run_id=given.run_id,
            lines=lines,
        )
        if given.state and done.last is not None:
            _write_state(given.state, {**state, key: done.last})
    except (RlarError, ValueError, OSError) as thrown:
        print(f"no: {thrown}", file=sys.stderr)
        if isinstance(thrown, LoggerFailed) and thrown.last is not None:
            if given.state:
                _write_state(given.state, {**state, key: thrown.last})
            print(f"go on with --after {thrown.last}", file=sys.stderr)
        return 1
    last = "" if done.last is None else f"; go on with --after {done.last}"
    print(f"{done.steps} {'step' if done.steps == 1 else 'steps'} of {given.run} to {given.to}{last}")
    if done.without_step:
        print("rewards without a step were left out: give `step` with the requests of a run", file=sys.stderr)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m rlar export", description="metrics of a run, to a logger")
    parser.add_argument("run")
    parser.add_argument("--to", choices=list(LOGGERS), required=True)
    parser.add_argument("--by", choices=["all", "kind", "tool"], default="all", help="metrics by kind or tool")
    parser.add_argument("--after", type=int, help="only the steps after this one")
    parser.add_argument("--state", type=Path, help="a file that remembers the last step, to go on after it")
    parser.add_argument("--live", action="store_true", help="leave out the newest step, which may still grow")
    parser.add_argument("--file", type=Path, help="lines of `rlar runs export`, in place of the server at RLAR_URL")
    parser.add_argument("--project", default="rlar", help="project, experiment or service (rlar)")
    parser.add_argument("--place", help="folder, tracking URI, Space or endpoint, as the logger has it")
    parser.add_argument("--run-id", help="the logger's own run, such as the trainer's")
    return parser


def _read_lines(file: Path, run: str) -> list[Mapping[str, Any]]:
    lines: list[Mapping[str, Any]] = []
    for number, text in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        if not text.strip():
            continue
        try:
            line = json.loads(text)
        except ValueError:
            line = None
        if not isinstance(line, dict) or not isinstance(line.get("metrics"), dict) or not {"run", "step"} <= set(line):
            raise ValueError(f"{file}, line {number}: not a line of `rlar runs export`")
        lines.append(line)
    if not any(line["run"] == run for line in lines):
        raise ValueError(f"{file} has no line of the run {run}")
    return lines


def _read_state(file: Path | None) -> dict[str, int]:
    if file is None or not file.exists():
        return {}
    try:
        state = json.loads(file.read_text(encoding="utf-8"))
    except ValueError:
        state = None
    if not isinstance(state, dict) or not all(isinstance(step, int) for step in state.values()):
        raise ValueError(f"{file} is no state of an export: name another file, or delete it")
    return state


def _write_state(file: Path, state: Mapping[str, int]) -> None:
    beside = file.with_name(f"{file.name}.{os.getpid()}")
    beside.write_text(json.dumps(state, indent=1), encoding="utf-8")
    beside.replace(file)
