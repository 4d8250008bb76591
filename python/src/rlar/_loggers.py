"""The loggers that a run's metrics can go to. Each one's package is optional, and imported when it is used."""

from __future__ import annotations

import importlib
import re
from collections.abc import Mapping
from typing import Any, Protocol

from rlar.errors import RlarError


class Logger(Protocol):
    """Takes the metrics of one step at a time, in the order of steps."""

    def log(self, step: int, metrics: Mapping[str, float]) -> None: ...

    def close(self) -> None:
        """Waits until everything has arrived."""


class MissingLogger(RlarError, ImportError):
    """The package of a logger is not installed. The message has the line that installs it."""

    def __init__(self, name: str, packages: str) -> None:
        super().__init__(f"export to {name} needs a package that is not installed: pip install {packages}")


class LoggerFailed(RlarError):
    """A logger did not take a step. ``last`` is the last one that it took; None where it took none of this call."""

    def __init__(self, name: str, last: int | None, why: str) -> None:
        super().__init__(f"{name}: {why}")
        self.last = last


class NotTaken(RlarError):
    """An endpoint did not take what was sent."""


class Wandb:
    """Steps are an axis of their own (``rlar/step``): the run of a trainer, given as ``run_id``, keeps its own steps.

    Read: "Customize log axes" in the documentation of W&B, ``wandb.init(id=, resume="allow")``.
    """

    def __init__(self, run: str, project: str, place: str | None = None, run_id: str | None = None) -> None:
        wandb = _package("wandb", "wandb", "wandb")
        name = run_id or re.sub(r"[^A-Za-z0-9_.-]+", "-", run)[:128]
        more = {"dir": place} if place else {}
        self._run = wandb.init(project=project, id=name, resume="allow", **({} if run_id else {"name": run}), **more)
        self._run.define_metric("rlar/step")
        self._run.define_metric("rlar/*", step_metric="rlar/step")

    def log(self, step: int, metrics: Mapping[str, float]) -> None:
        self._run.log({"rlar/step": step, **metrics})

    def close(self) -> None:
        self._run.finish()


class Trackio:
    """Read: the API reference of trackio, ``init(project, name, resume)``, ``log(metrics, step)``, ``finish()``."""

    def __init__(self, run: str, project: str, place: str | None = None, run_id: str | None = None) -> None:
        self._trackio = _package("trackio", "trackio", "trackio")
        more = {"space_id": place} if place else {}
        self._trackio.init(project=project, name=run_id or run, resume="allow", **more)

    def log(self, step: int, metrics: Mapping[str, float]) -> None:
        self._trackio.log(dict(metrics), step=step)

    def close(self) -> None:
        self._trackio.finish()


class Mlflow:
    """The run of MLflow is the one with the tag ``rlar.run``, made where there is none, or ``run_id``.

    MLflow appends: a step that is logged twice stands there twice. Read: the tracking API, ``log_metrics(dict, step)``; names
    hold letters, digits, ``_``, ``-``, ``.``, ``/`` and spaces.
    """

    def __init__(self, run: str, project: str, place: str | None = None, run_id: str | None = None) -> None:
        self._mlflow = _package("mlflow", "mlflow", "mlflow-skinny")
        if place:
            self._mlflow.set_tracking_uri(place)
        self._mlflow.set_experiment(project)
        found = run_id or self._found(run, project)
        if found:
            self._mlflow.start_run(run_id=found)
        else:
            self._mlflow.start_run(run_name=run, tags={"rlar.run": run})

    def log(self, step: int, metrics: Mapping[str, float]) -> None:
        named = {re.sub(r"[^A-Za-z0-9_./ -]", "_", name): value for name, value in metrics.items()}
        self._mlflow.log_metrics(named, step=step)

    def close(self) -> None:
        self._mlflow.end_run()

    def _found(self, run: str, project: str) -> str | None:
        # A filter would have to quote the name; names of runs may hold quotes.
        runs = self._mlflow.search_runs(experiment_names=[project], output_format="list")
        return next((str(one.info.run_id) for one in runs if one.data.tags.get("rlar.run") == run), None)


class TensorBoard:
    """Event files in ``place``, ``runs/RUN`` by default. Written by tensorboardX, or by PyTorch where only that is there."""

    def __init__(self, run: str, project: str, place: str | None = None, run_id: str | None = None) -> None:
        try:
            package = importlib.import_module("tensorboardX")
        except ImportError:
            package = _package("TensorBoard", "torch.utils.tensorboard", "tensorboardX")
        name = re.sub(r"[^A-Za-z0-9_.-]+", "-", run_id or run).strip(".") or "run"
        self._writer = package.SummaryWriter(place or f"runs/{name}")

    def log(self, step: int, metrics: Mapping[str, float]) -> None:
        for name, value in metrics.items():
            self._writer.add_scalar(name, value, step)

    def close(self) -> None:
        self._writer.close()


class OpenTelemetry:
    """One span a step, named ``rlar.step``, with all metrics of the step, and gauges, which hold the newest step.

    It uses the providers that the process has configured (``opentelemetry-instrument`` sets them from ``OTEL_…``). Where there
    are none, it makes its own with the OTLP exporter over HTTP, which reads ``OTEL_EXPORTER_OTLP_ENDPOINT``; ``place`` is that
    endpoint. OpenTelemetry has no settled names for rewards. Read, in November 2026: the incubating names ``gen_ai.evaluation.*``
    (``gen_ai.evaluation.result`` is an event on one response, so it does not fit a step), the proposal of an ``rl.*`` namespace
    (open-telemetry/semantic-conventions-genai, issue 88: ``rl.run.id``, ``rl.environment.reward.mean``), and one that extends it
    to rollouts (alibaba/loongsuite-semantic-conventions-genai, issue 27: ``rl.reward.score``). Used are ``rl.run.id`` and
    ``rl.environment.reward.mean``, which mean the same here. Everything else is named ``rlar.…``, so that it cannot contradict
    a name that will be settled. A span's time is the time of the export.
    """

    def __init__(self, run: str, project: str, place: str | None = None, run_id: str | None = None) -> None:
        trace = _package("OpenTelemetry", "opentelemetry.trace", _OTEL)
        metrics = _package("OpenTelemetry", "opentelemetry.metrics", _OTEL)
        self._providers: list[Any] = []
        self._exporters: list[_Heard] = []
        tracers, meters = trace.get_tracer_provider(), metrics.get_meter_provider()
        if not hasattr(tracers, "force_flush") and not hasattr(meters, "force_flush"):
            tracers, meters, self._exporters = _own_providers(project, place)
            self._providers = [tracers, meters]
        self._flush = [provider for provider in (tracers, meters) if hasattr(provider, "force_flush")]
        self._tracer = tracers.get_tracer("rlar")
        self._meter = meters.get_meter("rlar")
        self._gauges: dict[str, Any] = {}
        self._run = {"rl.run.id": run_id or run}

    def log(self, step: int, metrics: Mapping[str, float]) -> None:
        named = {_otel_name(name): float(value) for name, value in metrics.items()}
        with self._tracer.start_as_current_span("rlar.step", attributes={**self._run, "rlar.step": step, **named}):
            pass
        for name, value in {"rlar.step": float(step), **named}.items():
            if name not in self._gauges:
                self._gauges[name] = self._meter.create_gauge(name)
            self._gauges[name].set(value, self._run)

    def close(self) -> None:
        flushed = [provider.force_flush() for provider in self._flush]
        for provider in self._providers:
            provider.shutdown()
        if not all(flushed) or any(exporter.failed for exporter in self._exporters):
            raise NotTaken("the OTLP endpoint did not take everything: check --place or OTEL_EXPORTER_OTLP_ENDPOINT")


_OTEL = "opentelemetry-sdk opentelemetry-exporter-otlp-proto-http"


def _otel_name(name: str) -> str:
    """``rlar/kind/math/reward/mean`` is ``rlar.kind.math.reward.mean``: letters, digits, ``_ - . /``, at most 255."""
    if name == "rlar/reward/mean":
        return "rl.environment.reward.mean"
    return re.sub(r"[^A-Za-z0-9_.-]", "_", name.replace("/", "."))[:255]


class _Heard:
    """An exporter of OpenTelemetry, and whether it failed: the SDK writes that to its log alone."""

    def __init__(self, exporter: Any) -> None:
        self._exporter = exporter
        self.failed = False

    def export(self, *given: Any, **named: Any) -> Any:
        result = self._exporter.export(*given, **named)
        self.failed = self.failed or result.name != "SUCCESS"
        return result

    def __getattr__(self, name: str) -> Any:
        return getattr(self._exporter, name)


def _own_providers(service: str, endpoint: str | None) -> tuple[Any, Any, list[_Heard]]:
    def part(module: str, name: str) -> Any:
        return getattr(_package("OpenTelemetry", module, _OTEL), name)

    otlp = "opentelemetry.exporter.otlp.proto.http"
    base = endpoint.rstrip("/") if endpoint else None
    to_spans, to_points = (
        {"endpoint": f"{base}/v1/{signal}"} if base else {} for signal in ("traces", "metrics")
    )
    spans = _Heard(part(f"{otlp}.trace_exporter", "OTLPSpanExporter")(**to_spans))
    points = _Heard(part(f"{otlp}.metric_exporter", "OTLPMetricExporter")(**to_points))
    resource = part("opentelemetry.sdk.resources", "Resource").create({"service.name": service})
    tracers = part("opentelemetry.sdk.trace", "TracerProvider")(resource=resource)
    tracers.add_span_processor(part("opentelemetry.sdk.trace.export", "BatchSpanProcessor")(spans))
    reader = part("opentelemetry.sdk.metrics.export", "PeriodicExportingMetricReader")(points)
    meters = part("opentelemetry.sdk.metrics", "MeterProvider")(metric_readers=[reader], resource=resource)
    return tracers, meters, [spans, points]


def _package(name: str, module: str, packages: str) -> Any:
    try:
        return importlib.import_module(module)
    except ImportError as thrown:
        raise MissingLogger(name, packages) from thrown


LOGGERS: dict[str, type[Wandb | Trackio | Mlflow | TensorBoard | OpenTelemetry]] = {
    "wandb": Wandb,
    "mlflow": Mlflow,
    "tensorboard": TensorBoard,
    "trackio": Trackio,
    "otel": OpenTelemetry,
}
