"""The client against a real server, and against one that misbehaves."""

from __future__ import annotations

import asyncio
import multiprocessing
import pickle
import threading
import time

import pytest
from conftest import Scripted, answer_all, item
from real_server import Server, free_port

import rlar
from rlar import _retry

GROUP = {"prompt": "What is 2 + 2?", "reference": "4", "responses": ["The answer is 4.", "5", ""]}


def test_a_group_is_scored_and_says_why(server: Server) -> None:
    client = rlar.Client(url=server.url)
    [[right, wrong, empty]] = client.rewards([GROUP], run="test", step=3)
    assert (right.reward, wrong.reward, empty.reward) == (1.0, 0.0, 0.0)
    assert right.kind and right.slots["correctness"] == 1.0 and right.record
    assert "reward 1; " in right.why() and f"{right.raw['results'][0]['tool']}: 1 (" in right.why()
    assert set(right.slots) == set(rlar.SLOTS)
    assert client.reward({"prompt": "2 + 2?", "reference": "4", "response": "4"}).reward == 1.0
    assert client.ready()["status"] == "ready"


def test_no_reward_is_none_and_never_a_number(server: Server) -> None:
    reward = rlar.Client(url=server.url).reward({"prompt": "Tell me a joke.", "response": "Knock, knock."})
    assert reward.reward is None and not reward.scored and reward.status == "unscored"
    assert "unscored" in reward.why()


def test_an_empty_batch(server: Server) -> None:
    assert rlar.Client(url=server.url).rewards([]) == []
    assert rlar.Client(url=server.url).rewards([{"prompt": "2+2?", "reference": "4", "responses": []}]) == [[]]


def test_a_group_that_cannot_be_read_fails_whole_and_alone(server: Server) -> None:
    bad = {"prompt": 3, "responses": ["a", "b"]}
    first, second, third = rlar.Client(url=server.url).rewards([GROUP, bad, GROUP])
    assert [r.reward for r in first] == [r.reward for r in third] == [1.0, 0.0, 0.0]
    assert [r.code for r in second] == ["RLAR_INVALID_GROUP"] * 2 and all(r.reward is None for r in second)


async def test_a_thousand_samples_at_once_async(server: Server) -> None:
    client = rlar.AsyncClient(url=server.url)
    rows = [
        {"prompt": f"What is {i} + 1?", "reference": str(i + 1), "response": f"#### {i + 1 + i % 2}"}
        for i in range(1024)
    ]
    rewards = await asyncio.gather(*(client.reward(row) for row in rows))
    assert [reward.reward for reward in rewards] == [float(i % 2 == 0) for i in range(1024)]


def test_a_large_batch_goes_in_parts_and_tells_its_progress(server: Server) -> None:
    seen: list[tuple[int, int]] = []
    rows = [
        {"prompt": f"What is {i} + 1?", "reference": str(i + 1), "responses": [str(i + 1), "no"]} for i in range(512)
    ]
    answers = rlar.Client(url=server.url).rewards(rows, on_progress=lambda done, total: seen.append((done, total)))
    assert [[r.reward for r in group] for group in answers] == [[1.0, 0.0]] * 512
    assert len(seen) == 4 and max(seen) == (1024, 1024)


def test_long_texts_go_in_several_requests(scripted: Scripted) -> None:
    scripted.answers = [(200, answer_all, {})]
    rows = [{"prompt": "p", "responses": ["x" * 1_000_000] * 4} for _ in range(12)]
    assert [len(group) for group in rlar.Client(url=scripted.url).rewards(rows)] == [4] * 12
    assert len(scripted.bodies) == 3 and max(len(body) for body in scripted.bodies) < 17 * 1024 * 1024


def test_threads_and_event_loops_share_one_session(server: Server) -> None:
    client, answers = rlar.Client(url=server.url), []
    shared = rlar.AsyncClient(url=server.url)

    def work() -> None:
        answers.append(client.reward({"prompt": "2+2?", "reference": "4", "response": "4"}).reward)
        answers.append(asyncio.run(shared.reward({"prompt": "2+2?", "reference": "4", "response": "4"})).reward)

    threads = [threading.Thread(target=work) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [1.0] * 32


def _in_child(client: rlar.Client, queue: multiprocessing.Queue) -> None:  # type: ignore[type-arg]
    queue.put(client.reward({"prompt": "2+2?", "reference": "4", "response": "4"}).reward)


@pytest.mark.parametrize("way", ["fork", "spawn"])
def test_a_client_survives_fork_and_pickle(server: Server, way: str) -> None:
    client = rlar.Client(url=server.url)
    assert client.reward({"prompt": "2+2?", "reference": "4", "response": "4"}).reward == 1.0
    context = multiprocessing.get_context(way)
    queue = context.Queue()
    children = [context.Process(target=_in_child, args=(client, queue)) for _ in range(2)]
    for child in children:
        child.start()
    assert [queue.get(timeout=30) for _ in children] == [1.0, 1.0]
    for child in children:
        child.join()
    quick = rlar.Client(url=server.url, attempt_seconds=10, deadline_seconds=10)
    assert quick.reward({"prompt": f"2+2? {way}", "reference": "4", "response": "4"}).reward == 1.0
    assert pickle.loads(pickle.dumps(client)).settings == client.settings


def test_killed_and_started_again_nothing_is_lost(own_server: Server) -> None:
    events: list[rlar.Event] = []
    client = rlar.Client(url=own_server.url, on_event=events.append, batch=8, concurrency=4)
    rows = [
        {"prompt": f"What is {i} + 1?", "reference": str(i + 1), "responses": [str(i + 1), "no"]} for i in range(400)
    ]
    own_server.kill()
    threading.Timer(0.7, lambda: own_server.start(wait=False)).start()
    answers = client.rewards(rows)
    assert [[r.reward for r in group] for group in answers] == [[1.0, 0.0]] * 400
    assert any(event.kind == "retry" for event in events)


def test_the_token_is_sent_and_not_shown(tmp_path_factory: pytest.TempPathFactory) -> None:
    guarded = Server(tmp_path_factory.mktemp("home"), token="a-secret").start()
    try:
        client = rlar.Client(url=guarded.url, token="a-secret")
        assert client.reward({"prompt": "2+2?", "reference": "4", "response": "4"}).reward == 1.0
        assert "a-secret" not in repr(client.settings)
        with pytest.raises(rlar.Refused) as refused:
            rlar.Client(url=guarded.url, token="another").reward({"prompt": "2+2?", "response": "4"})
        assert refused.value.code == "RLAR_UNAUTHORIZED" and "another" not in str(refused.value)
    finally:
        guarded.stop()


def test_a_server_that_is_away_ends_at_the_deadline() -> None:
    client = rlar.Client(url=f"http://127.0.0.1:{free_port()}", deadline_seconds=0.6)
    with pytest.raises(rlar.Unreachable, match="tries"):
        client.rewards([GROUP])


@pytest.mark.parametrize("status", [429, 502, 503, 504])
def test_what_a_retry_helps_is_tried_again_in_the_same_bytes(scripted: Scripted, status: int) -> None:
    scripted.answers = [
        (status, {"error": {"code": "X", "message": "busy"}}, {"Retry-After": "0"}),
        (200, {"items": [item()]}, {}),
    ]
    assert rlar.Client(url=scripted.url).reward({"response": "x"}).reward == 1.0
    assert len(scripted.bodies) == 2 and scripted.bodies[0] == scripted.bodies[1]


@pytest.mark.parametrize("status", [400, 401, 404, 413, 422, 500])
def test_what_a_retry_does_not_help_is_not(scripted: Scripted, status: int) -> None:
    scripted.answers = [(status, {"error": {"code": "RLAR_X", "message": "no"}}, {})]
    with pytest.raises(rlar.Refused) as refused:
        rlar.Client(url=scripted.url).reward({"response": "x"})
    assert (refused.value.status, refused.value.code, len(scripted.bodies)) == (status, "RLAR_X", 1)


def test_the_servers_own_word_on_retries_counts(scripted: Scripted) -> None:
    full = {"error": {"code": "RLAR_DISK_FULL", "retryable": True, "message": "full"}}
    scripted.answers = [(507, full, {}), (200, {"items": [item()]}, {})]
    assert rlar.Client(url=scripted.url).reward({"response": "x"}).reward == 1.0
    spent = {"error": {"code": "RLAR_BUDGET_SPENT", "retryable": False, "message": "spent"}}
    scripted.answers = [(429, spent, {})]
    with pytest.raises(rlar.Refused):
        rlar.Client(url=scripted.url).reward({"response": "x"})


def test_an_item_that_failed_in_passing_is_asked_again(scripted: Scripted) -> None:
    failed = item(None, status="failed", error={"code": "RLAR_SANDBOX_FAILED", "retryable": True, "message": "m"})
    scripted.answers = [(200, {"items": [failed, item()]}, {}), (200, {"items": [item(0.5)]}, {})]
    answers = rlar.Client(url=scripted.url).rewards([{"response": "x"}, {"response": "y"}])
    assert [[r.reward for r in group] for group in answers] == [[0.5], [1.0]]
    scripted.answers = [(200, {"items": [failed]}, {})]
    assert rlar.Client(url=scripted.url).reward({"response": "x"}).code == "RLAR_SANDBOX_FAILED"


def test_a_slow_answer_is_given_up_and_asked_for_again(scripted: Scripted) -> None:
    scripted.answers = [(200, {"items": [item()]}, {})]
    scripted.delay = 5
    client = rlar.Client(url=scripted.url, attempt_seconds=0.2, deadline_seconds=1)
    start = time.monotonic()
    with pytest.raises(rlar.Unreachable, match="no answer in time"):
        client.reward({"response": "x"})
    assert len(scripted.bodies) >= 2 and time.monotonic() - start < 4


def test_requests_under_way_are_bounded(scripted: Scripted) -> None:
    scripted.answers = [(200, answer_all, {})]
    scripted.delay = 0.02
    client = rlar.Client(url=scripted.url, concurrency=3, batch=1)
    assert len(client.rewards([{"responses": ["x"]}] * 30)) == 30
    assert scripted.most_at_once == 3


@pytest.mark.parametrize(
    "body",
    [
        "not json",
        "1.0",
        {"items": 3},
        {"items": []},
        {"items": [item(), item()]},
        {"items": [item(None, status="scored")]},
        {"items": [item(1.0, status="failed")]},
    ],
)
def test_a_broken_answer_is_never_a_number(scripted: Scripted, body: object) -> None:
    scripted.answers = [(200, body, {})]
    with pytest.raises((rlar.RlarError, ValueError)):
        rlar.Client(url=scripted.url).reward({"response": "x"})


def test_a_redirect_does_not_carry_the_token_away(scripted: Scripted) -> None:
    scripted.answers = [(302, {"error": {"code": "X"}}, {"Location": "http://127.0.0.1:1/"})]
    with pytest.raises(rlar.Refused):
        rlar.Client(url=scripted.url, token="t").reward({"response": "x"})


def test_hooks_that_break_break_nothing(scripted: Scripted) -> None:
    def broken(*_args: object) -> None:
        raise RuntimeError("hook")

    scripted.answers = [(200, {"items": [item()]}, {})]
    client = rlar.Client(url=scripted.url, on_event=broken)
    assert client.rewards([{"response": "x"}], on_progress=broken)[0][0].reward == 1.0


def test_settings_are_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    for url in ("ftp://x", "localhost:8421", "http://user:pass@host"):
        with pytest.raises(ValueError):
            rlar.Client(url=url)
    monkeypatch.setenv("RLAR_DEADLINE_SECONDS", "soon")
    with pytest.raises(ValueError, match="RLAR_DEADLINE_SECONDS"):
        rlar.Client()


def test_retry_after_is_a_floor() -> None:
    assert _retry.pause(1, "7") >= 7
    assert _retry.pause(1, "Wed, 21 Oct 2015 07:28:00 GMT") < 1
    assert _retry.pause(1, "nonsense") < 1
    assert all(_retry.pause(n) <= 5 for n in range(1, 40))


async def test_one_row_in_place_of_a_list_is_a_type_error(scripted: Scripted) -> None:
    with pytest.raises(TypeError, match="a list of rows"):
        rlar.Client(url=scripted.url).rewards(GROUP)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="a list of rows"):
        await rlar.AsyncClient(url=scripted.url).rewards("rows")  # type: ignore[arg-type]
    assert scripted.bodies == []
