"""What belongs to one sample goes with it: ``extra_info``, other columns, and what stands for a missing reward."""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from typing import Any

import pytest
from conftest import Scripted, item

from rlar import NoReward, openrlhf, roll, skyrl, trl, verl
from rlar._columns import meta_of
from rlar._samples import Sample, gather

Use = Callable[..., None]


def bodies(scripted: Scripted) -> list[dict[str, Any]]:
    return [json.loads(body) for body in scripted.bodies]


def sent(scripted: Scripted) -> list[dict[str, Any]]:
    return [group for body in bodies(scripted) for group in body["groups"]]


def test_what_all_samples_of_a_query_share_stands_beside_it_and_what_is_their_own_beside_each() -> None:
    query = {"prompt": "2 + 2?", "reference": "4"}
    shared = {"extra_info": {"index": 1}}
    rows, places = gather([Sample(query, "4", meta=shared), Sample(query, "5", meta=dict(shared))])
    assert rows == [{**query, **shared, "responses": ["4", "5"]}]
    steps = [{"role": "assistant", "content": "a"}, {"role": "tool", "content": "b"}]
    own = {"columns": {"level": 2}}
    rows, places = gather(
        [Sample(query, "4", meta=shared), Sample(query, "5"), Sample(query, steps, True, own), Sample({}, "4")]
    )
    assert rows == [
        {
            **query,
            "responses": [{"text": "4", **shared}, "5", {"steps": steps, "finish_reason": "length", **own}],
        },
        {"responses": ["4"]},
    ]
    assert places == [(0, 0), (0, 1), (0, 2), (1, 0)]


def test_what_has_no_json_form_stays_here_and_what_has_goes() -> None:
    class Picture:
        pass

    extra = {"index": 3, "image": Picture(), "raw_prompt": [{"role": "user", "content": "x"}], "miss": math.nan}
    row = {"extra_info": extra, "level": 2, "picture": Picture(), "prompt": "x", "answer": "y", "columns": {"uid": "u"}}
    assert meta_of(row) == {"extra_info": {"index": 3, "miss": None}, "columns": {"level": 2, "uid": "u"}}
    assert meta_of(None, {"prompt": "x"}) == {}


def test_every_trainer_sends_what_its_row_held(scripted: Scripted, use: Use) -> None:
    use(scripted.url)
    scripted.answers = [(200, {"items": [item(1.0)]}, {})]
    verl.compute_score("d", "red", "x", {"target": "red", "question": "which?"})
    trl.reward_rlar(["p"], ["r"], answer=["a"], extra_info=[{"target": "red"}], level=[2], trainer_state=None)
    openrlhf.reward_func(
        ["pr"], ["p"], ['{"reference": "a", "extra_info": {"target": "red"}, "columns": {"level": 2}}']
    )
    roll.rewards(["p"], ["r"], [{"answer": "a", "level": 2, "extra_info": {"target": "red"}}])
    environment = skyrl.RlarEnv(None, {"prompt": "p", "reward_spec": {"ground_truth": "a"}, "level": 2})
    environment.step("r")
    groups = sent(scripted)
    both = {"extra_info": {"target": "red"}, "columns": {"level": 2}}
    kept = [{name: group[name] for name in ("extra_info", "columns") if name in group} for group in groups]
    assert kept == [
        {"extra_info": {"target": "red", "question": "which?"}},
        both,
        both,
        both,
        {"columns": {"level": 2}},
    ]


def test_neutral_is_what_the_server_says_the_group_earned(
    scripted: Scripted, use: Use, monkeypatch: pytest.MonkeyPatch
) -> None:
    use(scripted.url)
    scripted.answers = [(200, {"items": [{**item(None), "neutral": 0.25}]}, {})]
    with pytest.raises(NoReward, match="RLAR_ON_MISSING=neutral"):
        verl.compute_score("d", "red", "x")
    assert "no_reward" not in bodies(scripted)[-1]
    monkeypatch.setenv("RLAR_ON_MISSING", "neutral")
    answer = verl.compute_score("d", "red", "x")
    assert (answer["score"], answer["no_reward"]) == (0.25, 1.0)
    assert bodies(scripted)[-1]["no_reward"] == "neutral"
    assert trl.reward_rlar(["p"], ["r"], answer=["a"]) == [0.25]
    scripted.answers = [(200, {"items": [item(None)]}, {})]
    assert verl.compute_score("d", "red", "x")["score"] == 0.0, "nobody earned anything: one number for all"
