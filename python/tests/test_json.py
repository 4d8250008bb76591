"""What trainers hold in their hands becomes JSON, or is refused with its place."""

import json
import math

import numpy as np
import pytest

from rlar import Unsendable
from rlar._columns import query_of, row_of
from rlar._json import encode, plain


def test_numpy_becomes_plain() -> None:
    value = {
        "a": np.float32(0.5),
        "b": np.int64(3),
        "c": np.array([[1, 2]]),
        "d": np.bool_(True),
        "e": np.array(["x"], dtype=object),
    }
    assert plain(value) == {"a": 0.5, "b": 3, "c": [[1, 2]], "d": True, "e": ["x"]}
    assert plain(np.array({"k": [np.int8(1)]}, dtype=object)) == {"k": [1]}


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf, np.float64("nan"), np.array([1.0, np.inf])])
def test_nan_and_infinity_are_refused_with_their_place(value: object) -> None:
    with pytest.raises(Unsendable, match=r"row\.deep"):
        plain({"deep": value}, "row")


def test_nan_is_a_missing_value_only_where_asked() -> None:
    assert plain({"a": float("nan")}, missing=True) == {"a": None}
    with pytest.raises(Unsendable):
        plain({"a": math.inf}, missing=True)


@pytest.mark.parametrize("value", [b"bytes", object(), {1.5: "key"}, {1, 2}])
def test_what_has_no_json_form_is_refused(value: object) -> None:
    with pytest.raises(Unsendable):
        plain(value)


def test_a_circle_ends() -> None:
    circle: list[object] = []
    circle.append(circle)
    with pytest.raises(Unsendable, match="circle"):
        plain(circle)


def test_the_same_value_gives_the_same_bytes_and_half_a_character_is_escaped() -> None:
    assert encode({"a": "é"}) == encode({"a": "é"}) == '{"a":"é"}'.encode()
    assert json.loads(encode({"a": "\ud83d"})) == {"a": "\ud83d"}


def test_a_query_has_what_the_server_reads_and_nothing_else() -> None:
    query = query_of(
        {"prompt": "2+2?"}, {"solution": "4", "correct": True, "secret": 1, "tests": float("nan"), "task": None}
    )
    assert query == {"prompt": "2+2?", "reference": "4"}
    assert query_of({"answer": "5", "solution": "4"}) == {"answer": "5"}


def test_columns_that_are_no_column_are_left_out() -> None:
    assert row_of({"answer": ["a", "b"], "trainer_state": object(), "short": ["x"]}, 1, 2) == {"answer": "b"}


def test_columns_that_have_a_name_by_chance_are_left_out() -> None:
    schemas = [{"type": "function", "function": {"name": "search"}}]
    query = query_of(
        {"prompt": "Hi"}, {"tools": schemas, "task": 3, "label": True, "test": object(), "constraints": "none"}
    )
    assert query == {"prompt": "Hi"}
    assert query_of({"prompt": "Hi"}, {"messages": [{"role": "assistant", "content": "the answer"}]}) == {
        "prompt": "Hi"
    }
    assert query_of({"prompt": "Hi"}, {"tools": ["choice"], "task": "math"}) == {
        "prompt": "Hi",
        "tools": ["choice"],
        "task": "math",
    }


def test_pictures_in_a_prompt_are_not_sent() -> None:
    parts = [{"type": "image", "image": object()}, {"type": "text", "text": "What is it?"}]
    query = query_of({"prompt": [{"role": "user", "content": parts}]})
    assert query == {
        "prompt": [{"role": "user", "content": [{"type": "image"}, {"type": "text", "text": "What is it?"}]}]
    }
