"""JSON of what trainers have in their hands: numpy scalars and arrays, tensors, pandas' missing values."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from typing import Any

from rlar.errors import Unsendable

_DEEPEST = 64


def plain(value: Any, where: str = "value", missing: bool = False, depth: int = 0) -> Any:
    """``value`` in JSON's own types.

    Scalars and arrays of numpy, torch and jax become numbers and lists (anything with ``item`` or ``tolist``).

    :param missing: whether NaN becomes None: pandas and parquet write a missing value so. Infinity never passes.
    :raises Unsendable: with the place, for what has no JSON form
    """
    if value is None or isinstance(value, (str, bool)):
        return str(value) if isinstance(value, str) else value
    if isinstance(value, int):
        return int(value)
    if isinstance(value, float):
        if math.isfinite(value):
            return float(value)
        if missing and math.isnan(value):
            return None
        raise Unsendable(f"{where} is {value!r}, which JSON cannot say")
    if depth > _DEEPEST:
        raise Unsendable(f"{where} is nested more than {_DEEPEST} deep, or in a circle")
    if isinstance(value, Mapping):
        return {_key(key, where): plain(entry, f"{where}.{key}", missing, depth + 1) for key, entry in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(entry, f"{where}[{i}]", missing, depth + 1) for i, entry in enumerate(value)]
    if isinstance(value, (set, frozenset)):
        raise Unsendable(f"{where} is a set, which has no order: pass a list")
    convert = getattr(value, "tolist", None)
    if callable(convert):
        converted = convert()
        if converted is not value:
            return plain(converted, where, missing, depth + 1)
    if type(value).__name__ in ("NAType", "NaTType") and missing:
        return None
    raise Unsendable(f"{where} is a {type(value).__name__}, which has no JSON form")


def _key(key: Any, where: str) -> str:
    if isinstance(key, str):
        return key
    if isinstance(key, bool) or not isinstance(key, int):
        raise Unsendable(f"{where} has the key {key!r}: keys are texts")
    return str(key)


def encode(value: Any) -> bytes:
    """UTF-8 JSON of plain values. The same value always gives the same bytes, so that a retry joins running work."""
    try:
        return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode("utf-8")
    except UnicodeEncodeError:
        # A lone surrogate, as a token cut in two leaves it: JSON has an escape for it, UTF-8 has nothing.
        return json.dumps(value, allow_nan=False, separators=(",", ":")).encode("ascii")
