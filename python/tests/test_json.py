"""What trainers hold in their hands becomes JSON, or is refused with its place."""

import json
import math
from typing import Any

import numpy as np
import pytest

from rlar import Unsendable
from rlar._columns import query_of, rows_of, unsent
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
    assert rows_of({"answer": ["a", "b"], "trainer_state": object(), "short": ["x"]}, 2)[1] == {"answer": "b"}


def test_columns_that_have_a_name_by_chance_are_left_out() -> None:
    query = query_of(
        {"prompt": "Hi"}, {"tools": "search", "task": 3, "tests": True, "test": object(), "constraints": "none"}
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


def test_what_a_response_may_be_or_call_is_part_of_the_query() -> None:
    functions = [{"type": "function", "function": {"name": "search"}}]
    for row in (
        {"question": "Which?", "choices": ["a", "b"], "answer": 0},
        {"question": "Who?", "golden_answers": ["Ann"]},
        {"prompt": "Match.", "match": ["a1"], "no_match": ["b"]},
        {"prompt": "Search.", "tools": functions},
        {"prompt": "Sort.", "input_output": '{"inputs": ["1"], "outputs": ["1"]}'},
    ):
        assert query_of(row) == row


PROGRAM = "def f(n):\n    return n + 1"


def test_a_program_is_sent_with_its_input_or_its_output() -> None:
    asked = {"prompt": "What does f(1) return?"}
    for row in ({"code": PROGRAM, "input": "1"}, {"code": PROGRAM, "output": "2"}, {"code": PROGRAM, "input": [True]}):
        assert query_of(asked, row) == {**asked, **row}
    for row in ({"code": PROGRAM}, {"input": "1", "output": "2"}, {"code": {"id": 1}, "input": "1"}):
        assert query_of(asked, row) == asked
    with pytest.raises(Unsendable, match="input"):
        query_of(asked, {"code": PROGRAM, "input": [math.inf], "output": "2"})


@pytest.mark.parametrize("given", [True, np.True_])
def test_a_boolean_is_a_reference(given: object) -> None:
    for name in ("reference", "answer", "ground_truth", "label"):
        assert encode(query_of({name: given})) == f'{{"{name}":true}}'.encode()
    assert query_of({"solution": given}) == {"reference": True}


def test_a_flag_under_label_is_no_reference_beside_another() -> None:
    for row in ({"reference": "4"}, {"tests": ["assert f(1) == 2"]}, {"constraints": [{"id": "a"}]}):
        assert query_of({"label": True, **row}) == row
    assert query_of({"label": False, "solution": "4"}) == {"reference": "4"}


@pytest.mark.parametrize(
    "column", [np.array(["4", "5"]), np.array([4, 5]), np.array(["4", "5"], dtype=object), ("4", "5")]
)
def test_arrays_are_columns(column: Any) -> None:
    assert [str(query_of(row)["answer"]) for row in rows_of({"answer": column}, 2)] == ["4", "5"]
    for name in ("answer", "solution", "tests"):
        with pytest.raises(ValueError, match=f"'{name}' has 2 entries for 3 completions"):
            rows_of({name: column}, 3)


def test_an_input_of_another_length_is_an_error_beside_a_program_alone() -> None:
    assert rows_of({"input": ["1"], "answer": ["2", "3"]}, 2) == [{"answer": "2"}, {"answer": "3"}]
    with pytest.raises(ValueError, match="'input' has 1 entries for 2 completions"):
        rows_of({"code": [PROGRAM] * 2, "input": ["1"], "output": ["2"] * 2}, 2)


def test_columns_that_were_not_sent_are_named() -> None:
    columns = {
        **{
            "answer": [None, None],
            "gold_text": ["4", "5"],
            "task": ["math"],
            "data_source": "x",
            "solution": ["4", "5"],
        },
        **{"trainer_state": object(), "log_metric": print, "completion_ids": [[1], [2]]},
    }
    assert unsent(columns, [{"prompt": "a", "reference": "4"}] * 2) == [
        "data_source (one str, not a list with one entry a completion)",
        "gold_text",
        "task (1 entries for 2 completions)",
    ]


def test_pictures_in_a_prompt_are_not_sent() -> None:
    parts = [{"type": "image", "image": object()}, {"type": "text", "text": "What is it?"}]
    query = query_of({"prompt": [{"role": "user", "content": parts}]})
    assert query == {
        "prompt": [{"role": "user", "content": [{"type": "image"}, {"type": "text", "text": "What is it?"}]}]
    }
