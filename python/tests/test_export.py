"""Metrics of a run to loggers: fakes with the documented calls of the large packages, the small packages themselves."""

from __future__ import annotations

import importlib.util
import json
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from real_server import Server

import rlar
from rlar import _loggers, export
from rlar.export import Exported, steps_of

LINES: list[Mapping[str, Any]] = [
    {"run": "r", "step": 2, "metrics": {"rewards": 4, "reward/mean": 0.5, "zero_signal": 0}},
    {"run": "r", "step": 1, "metrics": {"rewards": 4, "reward/mean": 0.25, "slot/correctness": 0.25}},
    {"run": "r", "step": None, "metrics": {"rewards": 1}},
    {"run": "other", "step": 9, "metrics": {"rewards": 1}},
]


class Kept:
    """A logger of the user's own."""

    def __init__(self, fails_at: int | None = None) -> None:
        self.steps: list[tuple[int, dict[str, float]]] = []
        self.closed = 0
        self._fails_at = fails_at

    def log(self, step: int, metrics: Mapping[str, float]) -> None:
        if step == self._fails_at:
            raise RuntimeError("the logger is down")
        self.steps.append((step, dict(metrics)))

    def close(self) -> None:
        self.closed += 1


def test_a_run_of_a_real_server_by_its_steps_and_again_after_them(server: Server) -> None:
    client = rlar.Client(url=server.url)
    row = {"prompt": "What is 2 + 2?", "reference": "4", "responses": ["The answer is 4.", "5"]}
    for step in (3, 7):
        client.rewards([row], run="export/a", step=step)
    kept = Kept()
    done = export.export("export/a", kept, client=client)
    assert done == Exported(2, 7, False) and kept.closed == 1
    assert [step for step, _ in kept.steps] == [3, 7]
    first = kept.steps[0][1]
    assert first["rlar/rewards"] == 2 and first["rlar/reward/mean"] == 0.5 and first["rlar/coverage"] == 1
    assert first["rlar/slot/correctness"] == 0.5 and first["rlar/zero_signal"] == 0 and first["rlar/missing/output"] == 0
    assert export.export("export/a", Kept(), client=client, after=7) == Exported(0, 7, False)
    later = Kept()
    assert export.export("export/a", later, client=client, after=3, by="kind").steps == 1
    assert later.steps[0][1]["rlar/kind/math.final-number/reward/mean"] == 0.5
    assert export.export("export/a", Kept(), client=client, live=True) == Exported(1, 3, False)
    with pytest.raises(rlar.Refused, match="no run nobody"):
        export.export("nobody", Kept(), client=client)


def test_steps_are_put_in_order_and_what_has_no_step_is_told() -> None:
    kept = Kept()
    assert export.export("r", kept, lines=LINES) == Exported(2, 2, True)
    assert kept.steps[0] == (1, {"rlar/rewards": 4, "rlar/reward/mean": 0.25, "rlar/slot/correctness": 0.25})
    parts = [{"run": "r", "step": 1, "part": part, "metrics": {"rewards": 1}} for part in ("a@1", None)]
    assert steps_of(parts, "tool") == ([(1, {"rlar/tool/a@1/rewards": 1.0, "rlar/tool/none/rewards": 1.0})], False)


def test_a_logger_that_fails_is_closed_and_heard() -> None:
    kept = Kept(fails_at=2)
    with pytest.raises(RuntimeError, match="down"):
        export.export("r", kept, lines=LINES)
    assert kept.closed == 1 and [step for step, _ in kept.steps] == [1]


@pytest.mark.parametrize("name", ["wandb", "mlflow", "trackio", "tensorboard", "otel"])
def test_a_missing_package_is_named_with_the_line_that_installs_it(
    name: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    for module in ("wandb", "mlflow", "trackio", "tensorboardX", "torch", "torch.utils.tensorboard"):
        monkeypatch.setitem(sys.modules, module, None)
    for module in ("opentelemetry", "opentelemetry.trace", "opentelemetry.metrics"):
        monkeypatch.setitem(sys.modules, module, None)
    file = _file(tmp_path)
    assert export.main(["r", "--to", name, "--file", str(file)]) == 1
    said = capsys.readouterr()
    assert "needs a package that is not installed: pip install " in said.err and said.out == ""


class Calls:
    """A module of which every call is noted, and whose calls answer the module itself."""

    def __init__(self, **answers: object) -> None:
        self.calls: list[tuple[str, tuple[object, ...], dict[str, object]]] = []
        self._answers = answers

    def __getattr__(self, name: str) -> Callable[..., object]:
        def call(*given: object, **named: object) -> object:
            self.calls.append((name, given, named))
            return self._answers.get(name, self)

        return call


def test_wandb_gets_an_axis_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    fake = Calls()
    monkeypatch.setitem(sys.modules, "wandb", fake)
    export.export("team/a b", "wandb", project="p", lines=[{**line, "run": "team/a b"} for line in LINES[:2]])
    assert fake.calls[:3] == [
        ("init", (), {"project": "p", "id": "team-a-b", "resume": "allow", "name": "team/a b"}),
        ("define_metric", ("rlar/step",), {}),
        ("define_metric", ("rlar/*",), {"step_metric": "rlar/step"}),
    ]
    assert [call[0] for call in fake.calls[3:]] == ["log", "log", "finish"]
    first = {"rlar/rewards": 4, "rlar/reward/mean": 0.25, "rlar/slot/correctness": 0.25}
    assert fake.calls[3][1][0] == {"rlar/step": 1, **first}
    export.export("r", "wandb", lines=LINES, run_id="trainers")
    assert ("init", (), {"project": "rlar", "id": "trainers", "resume": "allow"}) in fake.calls


def test_trackio_goes_on_with_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    fake = Calls()
    monkeypatch.setitem(sys.modules, "trackio", fake)
    export.export("r", "trackio", lines=LINES)
    assert fake.calls[0] == ("init", (), {"project": "rlar", "name": "r", "resume": "allow"})
    logged = [(name, named) for name, _, named in fake.calls[1:]]
    assert logged == [("log", {"step": 1}), ("log", {"step": 2}), ("finish", {})]


def test_mlflow_finds_its_run_by_the_tag_and_gets_names_that_it_takes(monkeypatch: pytest.MonkeyPatch) -> None:
    stranger = SimpleNamespace(info=SimpleNamespace(run_id="1"), data=SimpleNamespace(tags={}))
    own = SimpleNamespace(info=SimpleNamespace(run_id="2"), data=SimpleNamespace(tags={"rlar.run": "it's"}))
    parts = [{"run": "it's", "step": 5, "part": "f@1", "metrics": {"rewards": 1}}]
    new = {"run_name": "it's", "tags": {"rlar.run": "it's"}}
    for found, started in (([stranger], new), ([stranger, own], {"run_id": "2"})):
        fake = Calls(search_runs=found)
        monkeypatch.setitem(sys.modules, "mlflow", fake)
        export.export("it's", "mlflow", by="tool", lines=parts, place="sqlite:///m.db")
        assert fake.calls[0] == ("set_tracking_uri", ("sqlite:///m.db",), {})
        assert ("start_run", (), started) in fake.calls
        assert fake.calls[-2:] == [("log_metrics", ({"rlar/tool/f_1/rewards": 1.0},), {"step": 5}), ("end_run", (), {})]


def test_tensorboard_gets_event_files(tmp_path: Path) -> None:
    pytest.importorskip("tensorboardX")
    from tensorboardX.proto.event_pb2 import Event

    export.export("r", "tensorboard", lines=LINES, place=str(tmp_path))
    [file] = tmp_path.glob("events.out.tfevents.*")
    data, at, found = file.read_bytes(), 0, []
    while at < len(data):
        size = int.from_bytes(data[at : at + 8], "little")
        event = Event.FromString(data[at + 12 : at + 12 + size])
        found += [(event.step, value.tag, value.simple_value) for value in event.summary.value]
        at += 12 + size + 4
    assert (1, "rlar/reward/mean", 0.25) in found and (2, "rlar/zero_signal", 0.0) in found and len(found) == 6


def test_opentelemetry_gets_a_span_a_step_and_the_newest_values(monkeypatch: pytest.MonkeyPatch) -> None:
    if importlib.util.find_spec("opentelemetry") is None:
        pytest.skip("opentelemetry-sdk is not installed")
    from opentelemetry.sdk.metrics import MeterProvider
    from opentelemetry.sdk.metrics.export import InMemoryMetricReader
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import SimpleSpanProcessor
    from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

    spans, reader = InMemorySpanExporter(), InMemoryMetricReader()
    tracers = TracerProvider()
    tracers.add_span_processor(SimpleSpanProcessor(spans))
    monkeypatch.setattr(_loggers, "_own_providers", lambda service, endpoint: (tracers, meters, []))
    meters = MeterProvider(metric_readers=[reader])
    logger = _loggers.OpenTelemetry("r", "rlar")
    monkeypatch.setattr(logger, "_providers", [])
    export.export("r", logger, lines=LINES)
    attributes = [dict(span.attributes or {}) for span in spans.get_finished_spans()]
    assert attributes[0] == {
        "rl.run.id": "r",
        "rlar.step": 1,
        "rlar.rewards": 4.0,
        "rl.environment.reward.mean": 0.25,
        "rlar.slot.correctness": 0.25,
    }
    data = reader.get_metrics_data()
    assert data is not None
    gauges = {one.name: one.data.data_points[0] for one in data.resource_metrics[0].scope_metrics[0].metrics}
    assert gauges["rlar.step"].value == 2 and gauges["rl.environment.reward.mean"].value == 0.5
    assert gauges["rlar.step"].attributes == {"rl.run.id": "r"}


def _file(folder: Path) -> Path:
    file = folder / "metrics.jsonl"
    file.write_text("".join(f"{json.dumps(line)}\n" for line in LINES), encoding="utf-8")
    return file


def test_the_command_goes_on_where_it_ended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    kept = Kept()
    monkeypatch.setitem(_loggers.LOGGERS, "trackio", lambda *given: kept)  # type: ignore[arg-type]
    file, state = _file(tmp_path), tmp_path / "state.json"
    command = ["r", "--to", "trackio", "--file", str(file), "--state", str(state)]
    assert export.main([*command, "--live"]) == 0
    assert capsys.readouterr().out == "1 step of r to trackio; go on with --after 1\n"
    assert export.main(command) == 0 and export.main(command) == 0
    said = capsys.readouterr()
    assert "0 steps of r to trackio; go on with --after 2" in said.out and "without a step were left out" in said.err
    assert [step for step, _ in kept.steps] == [1, 2]
    assert json.loads(state.read_text()) == {"r trackio all": 2}


def test_a_logger_that_fails_on_the_way_says_what_it_took_and_nothing_is_sent_twice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    loggers = [Kept(fails_at=2), Kept()]
    waiting = iter(loggers)
    monkeypatch.setitem(_loggers.LOGGERS, "mlflow", lambda *given: next(waiting))  # type: ignore[arg-type]
    command = ["r", "--to", "mlflow", "--file", str(_file(tmp_path)), "--state", str(tmp_path / "state.json")]
    assert export.main(command) == 1
    assert capsys.readouterr().err == "no: mlflow: RuntimeError: the logger is down\ngo on with --after 1\n"
    assert export.main(command) == 0
    assert [step for logger in loggers for step, _ in logger.steps] == [1, 2]


def test_a_logger_that_cannot_begin_is_told_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuses(*given: object) -> Kept:
        raise RuntimeError("no such store")

    monkeypatch.setitem(_loggers.LOGGERS, "mlflow", refuses)  # type: ignore[arg-type]
    assert export.main(["r", "--to", "mlflow", "--file", str(_file(tmp_path))]) == 1
    assert capsys.readouterr().err == "no: mlflow: RuntimeError: no such store\n"


def test_opentelemetry_says_where_its_endpoint_took_nothing() -> None:
    class Result:
        name = "FAILURE"

    class Exporter:
        closed = "yes"

        def export(self, batch: object) -> Result:
            return Result()

    heard = _loggers._Heard(Exporter())
    assert not heard.failed and heard.closed == "yes"
    assert heard.export([]).name == "FAILURE" and heard.failed


@pytest.mark.parametrize(
    ("content", "run", "state", "said"),
    [
        ('{"run": "r"}', "r", "{}", "line 1: not a line of `rlar runs export`"),
        ("[]", "r", "{}", "line 1: not a line"),
        ("{", "r", "{}", "line 1: not a line"),
        ("", "r", "{}", "has no line of the run r"),
        (json.dumps(LINES[0]), "x", "{}", "has no line of the run x"),
        (json.dumps(LINES[0]), "r", "[1]", "is no state of an export"),
        (json.dumps(LINES[0]), "r", '{"a": "b"}', "is no state of an export"),
    ],
)
def test_files_that_are_none(
    content: str, run: str, state: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "m").write_text(content)
    (tmp_path / "s").write_text(state)
    assert export.main([run, "--to", "otel", "--file", str(tmp_path / "m"), "--state", str(tmp_path / "s")]) == 1
    assert said in capsys.readouterr().err
