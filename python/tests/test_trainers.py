"""Each trainer's function, called as its trainer calls it, against a real server. See test_real_* for the trainers' own code."""

from __future__ import annotations

import asyncio
import math
import types
from collections.abc import Callable

import numpy as np
import pytest
from conftest import Scripted, answer_all, item
from real_server import Server, free_port

import rlar
from rlar import _samples, areal, openrlhf, roll, skyrl, slime, swift, trl, verifiers, verl
from rlar._keys import KEYS
from rlar._cut_prompt import cut_prompt
from rlar.turns import token_rewards, token_weights, turn_ends, turn_rewards, turn_weights

Use = Callable[..., None]
JOKE = "Tell me a joke."


def test_verl_has_the_same_flat_numeric_keys_for_every_sample(server: Server, use: Use) -> None:
    use(server.url)
    extra = {
        "question": "What is 2 + 2?",
        "index": np.int64(3),
        "num_turns": np.int32(2),
        "answer": "long way round #### 9",
    }
    right = verl.compute_score("openai/gsm8k", "#### 4", "4", extra, reward_router_address=None)
    wrong = verl.compute_score(data_source="openai/gsm8k", solution_str="#### 5", ground_truth="4", extra_info=extra)
    missing = verl.compute_score(
        data_source="chat", solution_str="x", ground_truth="", extra_info={"question": JOKE}, on_missing=-1
    )
    assert (right["score"], right["acc"], wrong["score"], wrong["acc"]) == (1.0, 1.0, 0.0, 0.0)
    assert (missing["score"], missing["no_reward"], right["no_reward"]) == (-1.0, 1.0, 0.0)
    assert tuple(right) == tuple(wrong) == tuple(missing) == KEYS
    assert all(type(value) is float and math.isfinite(value) for each in (right, missing) for value in each.values())


def test_verl_takes_the_prompt_that_its_managers_add(server: Server, use: Use) -> None:
    use(server.url)
    messages = np.array([{"role": "user", "content": "What is 2 + 2?"}], dtype=object)
    extra = {"raw_prompt": messages, "num_turns": None, "rollout_reward_scores": {}}
    assert asyncio.run(verl.compute_score_async("x", "4", "4", extra))["score"] == 1.0
    assert verl.compute_score("x", "The answer is 4.", "4", None)["score"] == 1.0


def test_verl_batch_scores_a_group_at_once(scripted: Scripted, use: Use) -> None:
    use(scripted.url)
    scripted.answers = [(200, answer_all, {})]
    infos = [{"question": "2+2?"}, {"question": "3+3?"}, {"question": "2+2?"}]
    answers = verl.compute_scores(
        np.array(["a"] * 3, dtype=object), ["4", "6", "5"], ["4", "6", "4"], np.array(infos, dtype=object)
    )
    assert [answer["score"] for answer in answers] == [1.0] * 3
    assert scripted.bodies[0].count(b'"responses":["4","5"]') == 1


def test_verl_gdpo_finds_no_made_up_zero_in_a_slot(scripted: Scripted, use: Use) -> None:
    use(scripted.url)
    none = dict.fromkeys(rlar.SLOTS)
    right, wrong = ({**none, "correctness": value, "format": 0.5} for value in (1.0, 0.0))
    group = [item(1.0, slots=right), item(None), item(0.0, slots=wrong), item(1.0, slots={**none, "correctness": 1.0})]

    def scores(question: str, items: list[dict[str, object]], policy: object) -> list[dict[str, float]]:
        scripted.answers = [(200, {"items": items}, {})]
        count = len(items)
        infos = [{"question": question}] * count
        return verl.compute_scores(["a"] * count, ["b"] * count, ["4"] * count, infos, on_missing=policy)

    answers = scores("together", group, "neutral")
    assert [answer["correctness"] for answer in answers] == [1.0, pytest.approx(2 / 3), 0.0, 1.0]
    assert [answer["format"] for answer in answers] == [0.5] * 4
    assert [answer["correctness_scored"] for answer in answers] == [1.0, 0.0, 1.0, 1.0]
    assert [answer["quality"] for answer in answers] == [0.0] * 4
    assert all(tuple(answer) == KEYS for answer in answers)
    one_by_one = [scores("alone", [each], "neutral")[0]["correctness"] for each in (group[0], group[2], group[1])]
    assert one_by_one == [1.0, 0.0, 0.5]
    assert scores("another", [group[1]], "neutral")[0]["correctness"] == 0.0
    assert [answer["correctness"] for answer in scores("together", group, -7.0)] == [1.0, 0.0, 0.0, 1.0]


def test_no_reward_raises_where_the_trainer_has_no_value_for_it(server: Server, use: Use) -> None:
    use(server.url)
    extra = {"question": JOKE}
    with pytest.raises(rlar.NoReward, match="unscored"):
        verl.compute_score("x", "Knock", None, extra)
    with pytest.raises(rlar.NoReward):
        openrlhf.reward_func([f"{JOKE} Knock"], [JOKE], [""])
    with pytest.raises(rlar.NoReward):
        areal.reward_fn(JOKE, "Knock")
    with pytest.raises(rlar.NoReward):
        roll.rewards([JOKE], ["Knock"], [{}])
    with pytest.raises(ValueError, match="on_missing"):
        verl.compute_score("x", "Knock", None, extra, on_missing="none")


def test_a_chosen_number_is_counted(server: Server, use: Use) -> None:
    use(server.url, RLAR_ON_MISSING="0.25")
    before = _samples.counts().get("replaced", 0)
    assert roll.rewards([JOKE, "2+2?"], ["Knock", "4"], [{}, {"ground_truth": "4"}]) == [0.25, 1.0]
    assert _samples.counts()["replaced"] == before + 1


def test_an_outage_is_an_exception_whatever_was_chosen(use: Use) -> None:
    use(f"http://127.0.0.1:{free_port()}", RLAR_DEADLINE_SECONDS="0.5", RLAR_ON_MISSING="0")
    with pytest.raises(rlar.Unreachable):
        verl.compute_score("x", "4", "4", {})
    with pytest.raises(rlar.Unreachable):
        trl.reward_rlar(["2+2?"], ["4"])


def test_a_call_in_which_every_row_is_wrong_raises(server: Server, use: Use) -> None:
    use(server.url)
    with pytest.raises(rlar.Refused, match="RLAR_INVALID_GROUP"):
        trl.reward_rlar([[{"no": "role"}]], ["4"])


STATE = types.SimpleNamespace(global_step=7)


def test_trl_gets_none_and_its_metrics(server: Server, use: Use) -> None:
    use(server.url)
    metrics: dict[str, float] = {}
    extra: dict[str, list[str]] = {}
    given = {
        "trainer_state": STATE,
        "log_metric": metrics.__setitem__,
        "log_extra": extra.__setitem__,
        "environments": None,
    }
    columns = {"solution": ["4", None, "4"], "image": [object()] * 3, "completion_ids": [[1]] * 3}
    prompts = ["What is 2 + 2?", JOKE, "What is 2 + 2?"]
    assert trl.reward_rlar(prompts=prompts, completions=["4", "Knock", "5"], **columns, **given) == [1.0, None, 0.0]
    assert metrics["rlar/scored"] == pytest.approx(2 / 3) and metrics["rlar/correctness"] == 0.5
    assert len(extra["rlar_kind"]) == len(extra["rlar_record"]) == 3
    assert asyncio.run(trl.reward_rlar_async(prompts=prompts, completions=["4", "Knock", "5"], **columns)) == [
        1.0,
        None,
        0.0,
    ]
    assert trl.reward_rlar([], []) == []


def test_trl_scores_predicted_output_booleans_and_arrays(server: Server, use: Use) -> None:
    use(server.url)
    asked = "def f(n):\n    return n + 1\nWhat does f(1) return?"
    code = {"code": ["def f(n):\n    return n + 1"] * 2, "input": ["1"] * 2, "output": ["2"] * 2}
    assert trl.reward_rlar([asked] * 2, ["[ANSWER]2[/ANSWER]", "[ANSWER]3[/ANSWER]"], **code) == [1.0, 0.0]
    extra = {"question": asked, **{name: column[0] for name, column in code.items()}}
    assert verl.compute_score("x", "[ANSWER]2[/ANSWER]", None, extra)["score"] == 1.0
    choice = "Is 7 a prime number? Answer true or false."
    for answer in ([True] * 2, np.array([True, True])):
        assert trl.reward_rlar([choice] * 2, ["True", "False"], answer=answer, kind=["choice"] * 2) == [1.0, 0.0]
    assert verl.compute_score("x", "True", np.True_, {"question": choice, "kind": "choice"})["score"] == 1.0
    for column in (np.array(["4", "4"]), np.array([4, 4]), np.array(["4", "4"], dtype=object)):
        assert trl.reward_rlar(["2 + 2?"] * 2, ["4", "5"], answer=column) == [1.0, 0.0]


def test_trl_says_which_column_or_count_is_wrong(
    scripted: Scripted, use: Use, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    use(scripted.url)
    monkeypatch.setattr(_samples, "_named", set())
    scripted.answers = [(200, {"items": [item(None), item(None)]}, {})]
    with pytest.raises(ValueError, match="1 prompts for 2 completions"):
        trl.reward_rlar(["2 + 2?"], ["4", "5"])
    with pytest.raises(ValueError, match="'answer' has 1 entries for 2 completions"):
        trl.reward_rlar(["2 + 2?"] * 2, ["4", "5"], answer=["4"])
    assert scripted.bodies == []
    for _ in range(2):
        assert trl.reward_rlar(["2 + 2?"] * 2, ["4", "5"], gold_text=["4", "4"], task=["math"]) == [None, None]
    assert (
        caplog.text.count("columns that are no part of the query: gold_text, task (1 entries for 2 completions)") == 1
    )


def test_trl_conversations_and_slots(server: Server, use: Use) -> None:
    use(server.url)
    prompts = [[{"role": "user", "content": "What is 2 + 2?"}]] * 2
    completions = [[{"role": "assistant", "content": "4"}], [{"role": "assistant", "content": "5"}]]
    given = {"prompts": prompts, "completions": completions, "answer": ["4", "4"], "trainer_state": STATE}
    assert asyncio.run(trl.rlar_correctness(**given)) == [1.0, 0.0]
    assert asyncio.run(trl.rlar_format(**given)) == [None, None]
    assert trl.rlar_format.__name__ == "rlar_format"


def test_openrlhf_cuts_the_prompt_and_reads_the_label(server: Server, use: Use) -> None:
    use(server.url)
    prompt = "<|im_start|>user\nWhat is 2 + 2?<|im_end|>\n<|im_start|>assistant\n"
    answer = openrlhf.reward_func([f"{prompt}4<|im_end|>"], [prompt], ["4"])
    assert [float(value) for value in (*answer["rewards"], *answer["scores"])] == [1.0, 1.0]
    assert tuple(answer["extra_logs"]) == KEYS[1:]
    label = '{"instruction_id_list": ["punctuation:no_comma"], "kwargs": [{}]}'
    assert float(openrlhf.reward_func([f"{prompt}a, b<|im_end|>"], [prompt], [label])["rewards"][0]) == 0.0
    with pytest.raises(ValueError, match="does not begin"):
        openrlhf.reward_func(["something else"], [prompt], ["4"])


def _slime(prompt: object, response: str, label: object, **metadata: object) -> types.SimpleNamespace:
    status = types.SimpleNamespace(value="completed")
    return types.SimpleNamespace(
        prompt=prompt, response=response, label=label, metadata=metadata, status=status, remove_sample=False
    )


def test_slime_single_and_group(server: Server, use: Use) -> None:
    use(server.url)
    args = types.SimpleNamespace(reward_key=None)
    keyed = types.SimpleNamespace(reward_key="score")
    right, wrong = _slime("2 + 2?", "4", "4"), _slime("2 + 2?", "5", "4")
    assert asyncio.run(slime.custom_rm(args, right)) == 1.0
    assert asyncio.run(slime.custom_rm(args, [right, wrong])) == [1.0, 0.0]
    answers = asyncio.run(slime.custom_rm(keyed, [right, wrong]))
    assert [answer["score"] for answer in answers] == [1.0, 0.0] and tuple(answers[0]) == KEYS
    with pytest.raises(rlar.NoReward):
        asyncio.run(slime.custom_rm(args, _slime(JOKE, "Knock", None)))
    assert asyncio.run(slime.custom_rm(args, [])) == []


def test_slime_leaves_a_sample_out_at_its_groups_mean(scripted: Scripted, use: Use) -> None:
    use(scripted.url, RLAR_ON_MISSING="none")
    scripted.answers = [(200, {"items": [item(1.0), item(None), item(0.5)]}, {})]
    samples = [_slime("2 + 2?", text, "4") for text in ("a", "b", "c")]
    assert asyncio.run(slime.custom_rm(types.SimpleNamespace(reward_key=None), samples)) == [1.0, 0.75, 0.5]
    assert [sample.remove_sample for sample in samples] == [False, True, False]
    scripted.answers = [(200, {"items": [item(None)] * 3}, {})]
    with pytest.raises(rlar.NoReward):
        asyncio.run(slime.custom_rm(types.SimpleNamespace(reward_key=None), samples))


def test_swift_gets_none(server: Server, use: Use) -> None:
    use(server.url)
    table: dict[str, type] = {}
    swift.register(table)
    assert sorted(table) == sorted(["rlar", *(f"rlar_{name}" for name in rlar.SLOTS)])
    asked = [{"role": "user", "content": "What is 2 + 2?"}]
    given = {
        "messages": [
            [*asked, {"role": "assistant", "content": "4"}],
            [{"role": "user", "content": JOKE}, {"role": "assistant", "content": "Knock"}],
        ],
        "solution": ["4", None],
        "trainer_state": STATE,
        "is_truncated": [False, False],
    }
    assert asyncio.run(table["rlar"](args=None)(["4", "Knock"], **given)) == [1.0, None]
    assert asyncio.run(table["rlar_correctness"]()(["4", "Knock"], **given)) == [1.0, None]
    assert asyncio.run(table["rlar_safety"]()(["4", "Knock"], **given)) == [None, None]


def test_verifiers_raises_so_that_the_trace_is_dropped(server: Server, use: Use) -> None:
    use(server.url)
    task = {"prompt": "What is 2 + 2?", "answer": "4"}
    assert asyncio.run(verifiers.reward(task, types.SimpleNamespace(last_reply="4", num_turns=1))) == 1.0
    with pytest.raises(rlar.NoReward):
        asyncio.run(verifiers.reward({"prompt": JOKE}, types.SimpleNamespace(last_reply="Knock", num_turns=1)))


def test_skyrl_areal_roll(server: Server, use: Use) -> None:
    use(server.url)
    env = skyrl.RlarEnv({}, {"reward_spec": {"method": "rule", "ground_truth": "4"}, "data_source": "gsm8k"})
    env.init([{"role": "user", "content": "What is 2 + 2?"}])
    step = env.step("4")
    assert (step["reward"], step["done"], step["observations"]) == (1.0, True, [])
    prompt = "<|im_start|>user\nWhat is 2 + 2?<|im_end|>\n<|im_start|>assistant\n"
    assert areal.reward_fn(prompt, "4<|im_end|>", [1], [2], answer="4") == 1.0
    assert roll.rewards([prompt], ["5<|im_end|>"], [{"ground_truth": "4", "domain": "math_rule"}]) == [0.0]


#: A prompt of each family of templates, and the token that ends its answers.
TEMPLATES = (
    ("<|im_start|>user\n{}<|im_end|>\n<|im_start|>assistant\n", "<|im_end|>"),
    (
        "<|begin_of_text|><|start_header_id|>user<|end_header_id|>\n\n{}<|eot_id|>"
        "<|start_header_id|>assistant<|end_header_id|>\n\n",
        "<|eot_id|>",
    ),
    ("<bos><start_of_turn>user\n{}<end_of_turn>\n<start_of_turn>model\n", "<end_of_turn>"),
    ("<s>[INST] {} [/INST]", "</s>"),
    ("<｜begin▁of▁sentence｜><｜User｜>{}<｜Assistant｜>", "<｜end▁of▁sentence｜>"),
    ("<|user|>\n{}<|end|>\n<|assistant|>\n", "<|end|>"),
)


@pytest.mark.parametrize(("template", "end"), TEMPLATES)
def test_templates_are_taken_apart_by_the_server(server: Server, use: Use, template: str, end: str) -> None:
    use(server.url)
    prompt = template.format("What is 2 + 2?\nA. 3\nB. 4\nC. 5")
    rows = [{"ground_truth": "B"}] * 2
    assert roll.rewards([prompt] * 2, [f"B{end}", f"C{end}"], rows) == [1.0, 0.0]
    assert openrlhf.reward_func([f"{prompt}B{end}"], [prompt], ["B"])["rewards"] == [1.0]


def test_the_response_behind_its_prompt() -> None:
    assert cut_prompt("<s> Hi\n\nyou 4", "Hi\nyou ") in ("4", " 4")
    assert cut_prompt("Hi  you4", "Hi you") == "4"


def test_lists_of_different_lengths_lose_no_sample(scripted: Scripted, use: Use) -> None:
    use(scripted.url)
    scripted.answers = [(200, answer_all, {})]
    with pytest.raises(ValueError):
        verl.compute_scores(["a", "b"], ["4", "5"], ["4"], [{}, {}])
    with pytest.raises(ValueError):
        roll.rewards(["a"], ["4", "5"], [{}])
    assert scripted.bodies == []


def _shaped(reward: float, steps: list[float] | None = None, **fields: object) -> dict[str, object]:
    shaped = {"from": 1.0, "steps": [{"shape": "steps", "reward": reward}], "task_value": 0.75}
    return item(reward, shaped=shaped, **({"step_rewards": steps} if steps else {}), **fields)


def test_step_rewards_by_turn_and_token() -> None:
    steps = [{"role": role} for role in ("tool", "assistant", "tool", "assistant", "user", "assistant")]
    turns = turn_rewards([0.5, 0.25, 0.125, 1.0, -1.0, 2.0], steps)
    assert turns == [0.875, 0.0, 2.0]
    mask = [1, 1, 0, 0, 1, 0, 1]
    assert turn_ends(mask) == [1, 4, 6]
    assert token_rewards(turns, turn_ends(mask), 7) == [0.0, 0.875, 0.0, 0.0, 0.0, 0.0, 2.0]
    assert turn_rewards([], []) == []
    weights = turn_weights([0, 1, 0, 0, 1, 0.5], steps)
    assert weights == [1, 0, 0.5] and token_weights(weights, mask) == [1.0, 1.0, 0.0, 0.0, 0.0, 0.0, 0.5]
    assert token_weights([], [0, 0]) == [0.0, 0.0]
    for wrong in (lambda: turn_weights([1], steps), lambda: token_weights([1], mask)):
        with pytest.raises(ValueError, match="one each"):
            wrong()
    with pytest.raises(ValueError, match="one each"):
        turn_rewards([1.0], steps)
    with pytest.raises(ValueError, match="no step"):
        turn_rewards([1.0], [{"role": "tool"}])
    for ends in ([1, 1, 2], [0, 1, 7], [-1, 0, 1]):
        with pytest.raises(ValueError, match="do not grow"):
            token_rewards(turns, ends, 7)
    with pytest.raises(ValueError, match="one each"):
        token_rewards(turns, [1], 7)


def test_each_trainer_gets_of_step_rewards_what_it_can_take(scripted: Scripted, use: Use) -> None:
    use(scripted.url)
    scripted.answers = [(200, {"items": [_shaped(0.8, [0.2, 0.6])]}, {})]
    assert rlar.Client().reward({"prompt": "a", "response": "b"}).step_rewards == (0.2, 0.6)
    extra: dict[str, list[str]] = {}
    metrics: dict[str, float] = {}
    given = {"log_extra": extra.__setitem__, "log_metric": metrics.__setitem__}
    assert trl.reward_rlar(["a"], ["b"], **given) == [0.8]
    assert extra["rlar_step_rewards"] == ["0.2 0.6"] and metrics["rlar/task_value"] == 0.75
    keys = verl.compute_score("x", "b", "4", {"question": "a"})
    assert tuple(keys) == KEYS and keys["score"] == 0.8
    sample = _slime("a", "b", None)
    assert asyncio.run(slime.custom_rm(types.SimpleNamespace(reward_key=None), sample)) == 0.8
    assert sample.metadata["rlar_step_rewards"] == [0.2, 0.6]
    trace = types.SimpleNamespace(last_reply="b", num_turns=1, info={})
    assert asyncio.run(verifiers.reward({"prompt": "a"}, trace)) == 0.8
    assert trace.info["rlar"] == {"step_rewards": [0.2, 0.6], "step_weights": None, "weight": 1.0, "record": None}


def test_skyrl_scores_the_last_of_several_turns(scripted: Scripted, use: Use) -> None:
    use(scripted.url)

    class Shop(skyrl.RlarEnv):
        def observe(self, action: str) -> list[dict[str, object]] | None:
            return None if action == "done" else [{"role": "user", "content": f"seen {action}"}]

    env = Shop({}, {})
    for _ in range(2):
        scripted.answers = [(200, {"items": [_shaped(0.8, [0.2, 0.1, 0.5], step_weights=[0, 0, 1])]}, {})]
        env.init([{"role": "user", "content": "Buy a pen."}])
        first = env.step("look")
        assert (first["reward"], first["done"], first["observations"][0]["content"]) == (0.0, False, "seen look")
        last = env.step("done")
        assert (last["reward"], last["done"]) == (0.8, True)
        assert last["metadata"]["turn_rewards"] == pytest.approx([0.3, 0.5])
        assert last["metadata"]["turn_weights"] == [0.0, 1.0]
        assert scripted.bodies[-1].count(b'"role":"assistant"') == 2


def test_a_rollout_without_weight_is_left_out_where_the_trainer_can(scripted: Scripted, use: Use) -> None:
    use(scripted.url)
    out = _shaped(0.2, weight=0.0, flags=["filtered"])
    scripted.answers = [(200, {"items": [_shaped(1.0), out, _shaped(0.0)]}, {})]
    prompts, answers = ["a"] * 3, ["b", "c", "d"]
    assert trl.reward_rlar(prompts, answers) == [1.0, None, 0.0]
    assert asyncio.run(trl.rlar_correctness(prompts, answers)) == [1.0, None, 0.0]
    samples = [_slime("a", text, None) for text in answers]
    assert asyncio.run(slime.custom_rm(types.SimpleNamespace(reward_key=None), samples)) == [1.0, 0.2, 0.0]
    assert [sample.remove_sample for sample in samples] == [False, True, False]
    use(scripted.url, RLAR_ON_MISSING="none")
    scripted.answers = [(200, {"items": [out, out]}, {})]
    samples = [_slime("a", text, None) for text in "bc"]
    assert asyncio.run(slime.custom_rm(types.SimpleNamespace(reward_key=None), samples)) == [0.2, 0.2]
    assert all(sample.remove_sample for sample in samples)


def test_components_are_not_normalised_twice(scripted: Scripted, use: Use) -> None:
    use(scripted.url)
    shaped = {"from": 1.0, "steps": [{"shape": "gdpo", "reward": 0.7}]}
    scripted.answers = [(200, {"items": [item(0.7, shaped=shaped), item(-0.7, shaped=shaped)]}, {})]
    assert trl.reward_rlar(["a"] * 2, ["b", "c"]) == [0.7, -0.7]
    with pytest.raises(ValueError, match="gdpo"):
        asyncio.run(trl.rlar_correctness(["a"] * 2, ["b", "c"]))
    table: dict[str, type] = {}
    swift.register(table)
    with pytest.raises(ValueError, match="gdpo"):
        asyncio.run(table["rlar_format"](args=None)(["b", "c"], prompt=["a"] * 2))
