"""A label as the trainers carry it that send nothing else: the reference itself, or JSON with more."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from rlar._columns import ALSO_REFERENCE, READ


_KNOWN = frozenset((*READ, *ALSO_REFERENCE, "extra_info", "columns"))


def read_label(label: Any) -> Mapping[str, Any]:
    """The fields of a JSON object all of whose keys are known to rlar; anything else is the reference as it is."""
    value = label
    if isinstance(label, str) and label.startswith("{") and label.endswith("}"):
        try:
            value = json.loads(label)
        except ValueError:
            value = label
    if isinstance(value, Mapping) and value and all(name in _KNOWN for name in value):
        return value
    return {} if label is None or label == "" else {"reference": label}
