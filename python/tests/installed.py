"""Trainers' own modules, out of their installed packages, without torch: only the files that make or take the call run.

A package's ``__init__`` usually imports the whole trainer. ``shell`` puts an empty module with the package's folder in
its place, so that its submodules can be imported by name; ``stub`` stands for what a file imports and the call does not
use. Both are undone at the end of the test.
"""

from __future__ import annotations

import importlib
import importlib.machinery
import sys
import types
from collections.abc import Iterator
from pathlib import Path

import pytest


class Installed:
    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self._patch = patch

    def folder(self, package: str) -> Path:
        """Skips the test where the package is not installed."""
        spec = importlib.machinery.PathFinder.find_spec(package)
        if spec is None or not spec.submodule_search_locations:
            pytest.skip(f"{package} is not installed here")
        return Path(next(iter(spec.submodule_search_locations)))

    def shell(self, *names: str, at: Path | None = None) -> None:
        top = at or self.folder(names[0].split(".")[0])
        for name in names:
            module = types.ModuleType(name)
            module.__path__ = [str(top.joinpath(*name.split(".")[1:]))]
            self._patch.setitem(sys.modules, name, module)

    def stub(self, name: str, **contents: object) -> types.ModuleType:
        module = types.ModuleType(name)
        module.__dict__.update(contents)
        self._patch.setitem(sys.modules, name, module)
        parent, _, last = name.rpartition(".")
        if parent in sys.modules:
            self._patch.setattr(sys.modules[parent], last, module, raising=False)
        return module

    def load(self, name: str) -> types.ModuleType:
        return importlib.import_module(name)


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch) -> Iterator[Installed]:
    before = set(sys.modules)
    yield Installed(monkeypatch)
    for name in set(sys.modules) - before:
        if name.split(".")[0] in (
            "openrlhf",
            "verl",
            "swift",
            "areal",
            "skyrl_gym",
            "verifiers",
            "trl",
            "slime",
            "nemo_gym",
        ):
            del sys.modules[name]
