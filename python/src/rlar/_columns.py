"""From a trainer's columns to a row as the server takes it (docs/input.md)."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any

from rlar._json import plain
from rlar.errors import Unsendable


def _anything(value: Any) -> bool:
    return not isinstance(value, bool)


def _text(value: Any) -> bool:
    return isinstance(value, str)


def _texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(entry, str) for entry in value)


def _object(value: Any) -> bool:
    return isinstance(value, dict)


def _objects(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(entry, dict) for entry in value)


def _keyword_arguments(value: Any) -> bool:
    return isinstance(value, (str, list))


def _prompt(value: Any) -> bool:
    return isinstance(value, str) or _objects(value)


#: What the server reads of a query, and the shape it has there. Nothing else is sent: not what the server would drop, no
#: column that has the name by chance (TRL's ``tools`` are schemas, rlar's are ids), and no label (a boolean is none of these).
READ: dict[str, Callable[[Any], bool]] = {
    **dict.fromkeys(("prompt", "messages"), _prompt),
    **dict.fromkeys(("question", "problem"), _text),
    **dict.fromkeys(("reference", "references", "answer", "answers", "ground_truth", "label"), _anything),
    "reward_model": _object,
    "instruction_id_list": _texts,
    "kwargs": _keyword_arguments,
    "constraints": _objects,
    **dict.fromkeys(("tests", "test", "test_cases"), _anything),
    "test_list": _texts,
    **dict.fromkeys(("entry_point", "declaration", "language"), _text),
    **dict.fromkeys(("schema", "json_schema", "languages"), _object),
    "expected_calls": _objects,
    **dict.fromkeys(("pair", "source_language", "target_language", "task", "data_source", "kind"), _text),
    "tools": _texts,
}
#: Names of the reference that the server does not know and trainers' data sets use.
ALSO_REFERENCE = ("solution", "gold", "expected_answer")
REFERENCES = ("reference", "references", "answer", "answers", "ground_truth", "label", "reward_model")
PROMPTS = ("prompt", "messages", "question", "problem")


def query_of(*sources: Mapping[str, Any] | None) -> dict[str, Any]:
    """The query of one sample: the first source that has a field counts, the first prompt is the only one.

    Missing values of pandas count as missing.

    :raises rlar.Unsendable: where a field that the server reads holds NaN inside, or something without a JSON form
    """
    query: dict[str, Any] = {}
    for source in sources:
        if source is None:
            continue
        asked = any(name in query for name in PROMPTS)
        for name, fits in READ.items():
            if name in query or (name in PROMPTS and asked) or _is_missing(source.get(name)):
                continue
            value = _sendable(name, source[name])
            if value is not None and fits(value):
                query[name] = value
                asked = asked or name in PROMPTS
        for name in ALSO_REFERENCE:
            if not any(known in query for known in REFERENCES) and not _is_missing(source.get(name)):
                value = plain(source[name], name, missing=True)
                if _anything(value):
                    query["reference"] = value
    return query


def messages_without_media(messages: Any) -> Any:
    """Messages with what the server reads of them: of a content in parts the texts, of anything else its type."""
    if hasattr(messages, "tolist"):
        messages = messages.tolist()
    if not isinstance(messages, (list, tuple)):
        return messages
    return [_message(message) for message in messages]


def _message(message: Any) -> Any:
    content = message.get("content") if isinstance(message, Mapping) else None
    if not isinstance(content, (list, tuple)):
        return message
    parts = [
        {name: part[name] for name in ("type", "text") if part.get(name) is not None}
        if isinstance(part, Mapping)
        else part
        for part in content
    ]
    return {**message, "content": parts}


def _sendable(name: str, value: Any) -> Any:
    if name in ("prompt", "messages"):
        value = messages_without_media(value)
    try:
        return plain(value, name, missing=True)
    except Unsendable:
        # A column of objects under a name like "test" is not the server's, unless it is the prompt or a reference.
        if name in PROMPTS or name in REFERENCES:
            raise
        return None


def _is_missing(value: Any) -> bool:
    return value is None or (isinstance(value, float) and math.isnan(value)) or type(value).__name__ == "NAType"


def row_of(columns: Mapping[str, Any], index: int, count: int) -> dict[str, Any]:
    """Row ``index`` of columns as TRL and ms-swift pass them: lists with one entry a sample. What is no such list is left out."""
    return {
        name: column[index]
        for name, column in columns.items()
        if isinstance(column, (list, tuple)) and len(column) == count
    }
