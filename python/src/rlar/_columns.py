"""From a trainer's columns to a row as the server takes it (docs/input.md)."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from rlar._json import plain
from rlar.errors import Unsendable


def _anything(value: Any) -> bool:
    return value is not None


def _no_flag(value: Any) -> bool:
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


def _tools(value: Any) -> bool:
    """Ids of rlar's tools, or descriptions of functions: the server tells them apart."""
    return _texts(value) or _objects(value)


def _prompt(value: Any) -> bool:
    return isinstance(value, str) or _objects(value)


#: What the server reads of a query (a test holds the names to the server's), and the shape that it has there. Nothing is
#: sent as a field that has the name by chance, and no flag where tests or a prompt stand.
READ: dict[str, Callable[[Any], bool]] = {
    **dict.fromkeys(("prompt", "messages"), _prompt),
    **dict.fromkeys(("question", "problem"), _text),
    **dict.fromkeys(("reference", "references", "answer", "answers", "ground_truth", "label"), _anything),
    "reward_model": _object,
    "instruction_id_list": _texts,
    "kwargs": _keyword_arguments,
    "constraints": _objects,
    **dict.fromkeys(("tests", "test", "test_cases"), _no_flag),
    "test_list": _texts,
    **dict.fromkeys(("entry_point", "declaration", "language", "code"), _text),
    **dict.fromkeys(("input", "output"), _anything),
    **dict.fromkeys(("schema", "json_schema", "languages"), _object),
    **dict.fromkeys(("expected_calls", "expected_tool_calls"), _objects),
    "golden_answers": _anything,
    # Responses of a base policy, which learned rewards stand beside.
    "par_references": _anything,
    **dict.fromkeys(("input_output", "response_format"), _anything),
    # The allowed answers.
    **dict.fromkeys(("choices", "options", "answer_choices", "labels", "label_set", "label_names"), _anything),
    **dict.fromkeys(("label_list", "candidate_labels", "classes", "class_names", "categories"), _anything),
    # Functions that may be called.
    **dict.fromkeys(("tool_specs", "functions", "available_tools"), _anything),
    # What a query in SQL or a regular expression is tried on.
    **dict.fromkeys(("ddl", "db_schema", "create_table", "seed_rows", "seed_data", "inserts"), _anything),
    **dict.fromkeys(("match", "should_match", "positives", "no_match", "should_not_match", "negatives"), _anything),
    **dict.fromkeys(("pair", "source_language", "target_language", "task", "data_source", "kind"), _text),
    "tools": _tools,
}
#: Names of the reference that the server does not know and trainers' data sets use.
ALSO_REFERENCE = ("solution", "gold", "expected_answer")
REFERENCES = ("reference", "references", "answer", "answers", "ground_truth", "golden_answers", "label", "reward_model")
PROMPTS = ("prompt", "messages", "question", "problem")
#: What else says which responses are right.
_OTHER_RIGHT = (
    *("instruction_id_list", "kwargs", "constraints", "tests", "test", "test_list", "test_cases"),
    *("input_output", "code", "schema", "json_schema", "expected_calls", "expected_tool_calls"),
)
#: Columns that must have one entry for each completion: a missing entry would change a reward.
_MUST_FIT = (*PROMPTS, *REFERENCES, *ALSO_REFERENCE, *_OTHER_RIGHT)
_READ_OF_COLUMNS = (*READ, *ALSO_REFERENCE, "is_truncated", "finish_reason")
#: What trainers pass beside the data set's columns.
_TRAINERS_OWN = ("prompts", "completions", "completion_ids", "prompt_ids", "is_truncated", "finish_reason")


def query_of(*sources: Mapping[str, Any] | None) -> dict[str, Any]:
    """The query of one sample: the first source that has a field counts, the first prompt is the only one.

    Missing values of pandas count as missing. ``input`` and ``output`` are sent beside a ``code`` alone, and ``code``
    beside one of them: without it they have the name by chance. A boolean is a reference like any other, but under
    ``label``, where it may say whether a response is right, only in a row with nothing else that says what is right.

    :raises rlar.Unsendable: where a field that the server reads holds NaN inside, or something without a JSON form
    """
    query: dict[str, Any] = {}
    flag: bool | None = None
    for source in sources:
        if source is None:
            continue
        asked = any(name in query for name in PROMPTS)
        for name, fits in READ.items():
            if name in query or (name in PROMPTS and asked) or _is_missing(source.get(name)):
                continue
            needed = name in PROMPTS or name in REFERENCES or (name in ("input", "output") and "code" in query)
            value = _sendable(name, source[name], needed)
            if name == "label" and isinstance(value, bool):
                flag = value if flag is None else flag
            elif value is not None and fits(value):
                query[name] = value
                asked = asked or name in PROMPTS
                if name == "prompt" and source.get("templated") is True:
                    query["templated"] = True
        for name in ALSO_REFERENCE:
            if not any(known in query for known in REFERENCES) and not _is_missing(source.get(name)):
                value = plain(source[name], name, missing=True)
                if value is not None:
                    query["reference"] = value
    if "code" not in query or not ("input" in query or "output" in query):
        for name in ("code", "input", "output"):
            query.pop(name, None)
    if flag is not None and not any(name in query for name in (*REFERENCES, *_OTHER_RIGHT)):
        query["label"] = flag
    return query


#: What is neither a column of the data set nor a part of the query.
_NO_COLUMNS = frozenset((*READ, *_TRAINERS_OWN, "extra_info", "columns", "templated", "raw_prompt", "reward_spec"))


def meta_of(*sources: Mapping[str, Any] | None) -> dict[str, Any]:
    """What belongs to one sample: ``extra_info``, and under ``columns`` the other columns of its row.

    The server passes them to the functions that ask for them. What has no JSON form (pictures, objects) stays here.
    """
    extra: Mapping[str, Any] = {}
    columns: dict[str, Any] = {}
    for source in sources:
        if source is None:
            continue
        given = source.get("extra_info")
        extra = extra or (_plain_fields(given, ("raw_prompt",)) if isinstance(given, Mapping) else {})
        own = source.get("columns")
        for part in (source, own if isinstance(own, Mapping) else {}):
            columns = {**_plain_fields(part, _NO_COLUMNS), **columns}
    return {name: found for name, found in (("extra_info", extra), ("columns", columns)) if found}


def _plain_fields(given: Mapping[str, Any], without: Collection[str]) -> dict[str, Any]:
    fields = {}
    for name, value in given.items():
        if name in without or not isinstance(name, str):
            continue
        try:
            fields[name] = plain(value, name, missing=True)
        except Unsendable:
            continue
    return fields


def templated(prompt: Any) -> dict[str, Any]:
    """The prompt of a trainer that passes a text: a chat template made it, and the server takes it apart."""
    return {"prompt": prompt, "templated": True} if isinstance(prompt, str) else {"prompt": prompt}


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


def _sendable(name: str, value: Any, needed: bool) -> Any:
    if name in ("prompt", "messages"):
        value = messages_without_media(value)
    try:
        return plain(value, name, missing=True)
    except Unsendable:
        # A column of objects under a name like "test" is not the server's, unless a reward would be another without it.
        if needed:
            raise
        return None


def _is_missing(value: Any) -> bool:
    return value is None or (isinstance(value, float) and math.isnan(value)) or type(value).__name__ == "NAType"


def rows_of(columns: Mapping[str, Any], count: int) -> list[dict[str, Any]]:
    """The rows of columns as TRL and ms-swift pass them: lists or arrays with one entry a sample. Other things are left out.

    :raises ValueError: where a prompt, a reference or tests have another number of entries
    """
    fitting = {}
    must_fit = (*_MUST_FIT, "input", "output") if "code" in columns else _MUST_FIT
    for name, given in columns.items():
        column = _entries(given) if name in _READ_OF_COLUMNS else None
        if column is None:
            continue
        if len(column) == count:
            fitting[name] = column
        elif name in must_fit:
            raise ValueError(
                f"the column {name!r} has {len(column)} entries for {count} completions: one each is needed"
            )
    return [{name: column[index] for name, column in fitting.items()} for index in range(count)]


def others_of(columns: Mapping[str, Any], count: int) -> list[dict[str, Any]]:
    """By sample, the columns of the data set that are no part of the query: those with one entry a sample."""
    found = {
        name: _entries(given) for name, given in columns.items() if name == "extra_info" or name not in _NO_COLUMNS
    }
    fitting = {name: column for name, column in found.items() if column is not None and len(column) == count}
    return [{name: column[index] for name, column in fitting.items()} for index in range(count)]


def unsent(columns: Mapping[str, Any], queries: Sequence[Mapping[str, Any]]) -> list[str]:
    """The columns of the data set that went into no query, with the reason where their form is the cause."""
    sent = {name for query in queries for name in query}
    asked = PROMPTS if not sent.isdisjoint(PROMPTS) else ()
    answered = (*ALSO_REFERENCE, *REFERENCES) if not sent.isdisjoint(REFERENCES) else ()
    found = []
    for name, given in columns.items():
        column = _entries(given)
        if given is None or name in (*sent, *asked, *answered, *_TRAINERS_OWN):
            continue
        if column is None:
            if name in _READ_OF_COLUMNS:
                found.append(f"{name} (one {type(given).__name__}, not a list with one entry a completion)")
        elif len(column) != len(queries):
            found.append(f"{name} ({len(column)} entries for {len(queries)} completions)")
        elif not all(_is_missing(entry) for entry in column):
            found.append(name)
    return sorted(found)


def _entries(column: Any) -> Sequence[Any] | None:
    if not isinstance(column, Sequence) and callable(getattr(column, "tolist", None)):
        column = column.tolist()
    return column if isinstance(column, Sequence) and not isinstance(column, (str, bytes, bytearray)) else None
