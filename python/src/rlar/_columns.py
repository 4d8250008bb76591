"""From a trainer's columns to a row as the server takes it (docs/input.md)."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from rlar._json import plain

#: What the server reads of a query. Nothing else is sent: not what it would drop, and no labels.
READ = (
    "prompt messages question problem reference references answer answers ground_truth label reward_model "
    "instruction_id_list kwargs constraints tests test test_list test_cases entry_point declaration language schema "
    "json_schema expected_calls pair languages source_language target_language task data_source kind tools"
).split()
#: Names of the reference that the server does not know and trainers' data sets use.
ALSO_REFERENCE = ("solution", "gold", "expected_answer")
REFERENCES = ("reference", "references", "answer", "answers", "ground_truth", "label", "reward_model")


def query_of(*sources: Mapping[str, Any] | None) -> dict[str, Any]:
    """The query of one sample: the first source that has a field counts; missing values of pandas count as missing.

    :raises rlar.Unsendable: where a field that the server reads has no JSON form
    """
    query: dict[str, Any] = {}
    for source in sources:
        for name in READ:
            value = None if source is None else source.get(name)
            if name not in query and not _is_missing(value):
                query[name] = plain(value, name, missing=True)
        if source is not None and not any(name in query for name in REFERENCES):
            for name in ALSO_REFERENCE:
                if "reference" not in query and not _is_missing(source.get(name)):
                    query["reference"] = plain(source[name], name, missing=True)
    return query


def _is_missing(value: Any) -> bool:
    return value is None or (isinstance(value, float) and math.isnan(value)) or type(value).__name__ == "NAType"


def row_of(columns: Mapping[str, Any], index: int, count: int) -> dict[str, Any]:
    """Row ``index`` of columns as TRL and ms-swift pass them: lists with one entry a sample. What is no such list is left out."""
    return {
        name: column[index]
        for name, column in columns.items()
        if isinstance(column, (list, tuple)) and len(column) == count
    }
