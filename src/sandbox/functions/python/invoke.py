"""Calls a reward function of any shape with one rollout, or with a group of them, and reads what it returns."""
import asyncio
import inspect
import math
import numbers

import shape


class Missing(Exception):
    """The function asks for something that the query does not carry."""


class Invalid(Exception):
    """The function returned what is no reward."""


LOOP = None


def finished(value):
    global LOOP
    if not inspect.isawaitable(value):
        return value
    LOOP = LOOP or asyncio.new_event_loop()

    async def wait():
        return await value

    return LOOP.run_until_complete(wait())


def history(job):
    return job["messages"] or [{"role": "user", "content": job["prompt"]}]


def column(job, name):
    for place in beside(job):
        if name in place:
            return place[name]
    if name in shape.REFERENCE:
        return job["reference"]
    if name == "data_source":
        return job.get("source") or ""
    if name == "extra_info":
        return job.get("extra") or {}
    raise Missing(f"it asks for the column {name}, which is neither a column of the row nor in its extra_info")


def beside(job):
    """What the row held beside the query: its columns first, then its extra_info."""
    return (job.get("columns") or {}, job.get("extra") or {})


def verl_arguments(spec, job):
    extra = {"question": job["prompt"], "raw_prompt": history(job), **(job.get("extra") or {})}
    known = dict(zip(shape.VERL_KNOWN, (job.get("source") or "", job["response"], job["reference"], extra)))
    if spec["batch"]:
        known = {name + "s": [value] for name, value in known.items()}
    return named(spec, known, lambda name: column(job, name))


def batch_arguments(spec, job):
    """TRL and ms-swift: parallel lists, here of one."""
    answer = {"role": "assistant", "content": job["response"]}
    said = job["steps"] or [answer]
    known = {
        "prompts": [history(job) if spec["messages"] else job["prompt"]],
        "completions": [said if spec["messages"] else job["response"]],
        "completion_ids": [[]],
        "messages": [[*history(job), answer]],
        "trainer_state": None,
        "log_extra": lambda *_, **__: None,
        "log_metric": lambda *_, **__: None,
    }
    if spec["variadic"]:
        for name in shape.REFERENCE:
            known.setdefault(name, [job["reference"]])
        for place in beside(job):
            for name, value in place.items():
                known.setdefault(name, [value])
    return named(spec, known, lambda name: [column(job, name)])


def plain_arguments(spec, job):
    known = {name: job["prompt"] for name in shape.PROMPT}
    known.update({name: job["response"] for name in shape.RESPONSE})
    known.update({name: job["reference"] for name in shape.REFERENCE})
    return named(spec, known, lambda name: column(job, name))


def named(spec, known, otherwise):
    wanted = {entry["name"]: entry["required"] for entry in spec["parameters"]}
    given = {name: value for name, value in known.items() if name in wanted}
    for name, required in wanted.items():
        if name in given:
            continue
        try:
            given[name] = otherwise(name)
        except Missing:
            if required:
                raise
    if spec["variadic"] and spec["shape"] in ("trl", "swift"):
        given = {**known, **given}
    return given


def held(value):
    if value is None or isinstance(value, bool):
        return value
    raise Invalid(f"it returned a {type(value).__name__}, neither True, False nor None")


def call(function, spec, job):
    """@returns what the function returns; exceptions of the function pass through"""
    if spec["shape"] == "constraint":
        known = {"response": job["response"], "kwargs": job.get("kwargs") or {}, "prompt": job["prompt"]}
        return held(finished(function(**named(spec, known, lambda name: column(job, name)))))
    return finished(function(**BUILD[spec["shape"]](spec, job)))


def openrlhf_arguments(spec, job):
    lists = {"queries": [job["prompt"] + job["response"]], "prompts": [job["prompt"]], "labels": [job["reference"] or ""]}
    return named(spec, lists, lambda name: [column(job, name)])


BUILD = {
    "verl": verl_arguments, "trl": batch_arguments, "swift": batch_arguments, "plain": plain_arguments,
    "openrlhf": openrlhf_arguments,
}


def call_group(function, spec, job):
    """All rollouts of `job["group"]` in one call: what is a list of one for one of them is a list of all."""
    parts = [BUILD[spec["shape"]](spec, {**job, **rollout}) for rollout in job["group"]]
    names = {name: value for part in parts for name, value in part.items()}
    given = {
        name: [entry for part in parts for entry in part.get(name, [None])] if isinstance(value, list) else value
        for name, value in names.items()
    }
    return finished(function(**given))


def listed(value):
    if not isinstance(value, (str, bytes, dict, list, tuple, numbers.Number)) and callable(getattr(value, "tolist", None)):
        value = value.tolist()
    return list(value) if isinstance(value, (list, tuple)) else None


def per_rollout(value, count):
    """What was returned for a group, rollout by rollout."""
    if isinstance(value, dict):
        columns = {key: listed(entry) for key, entry in value.items()}
        if not any(columns.get(key) is not None and len(columns[key]) == count for key in KEYS):
            raise Invalid(f"it returned a dict without a list of {count} scores")
        fitting = {key: entries for key, entries in columns.items() if entries is not None and len(entries) == count}
        return [{key: entries[at] for key, entries in fitting.items()} for at in range(count)]
    values = listed(value)
    if values is None or len(values) != count:
        raise Invalid(f"it returned {'no list' if values is None else len(values)} for {count} responses")
    return values


def unpacked(value):
    """Arrays and tensors as lists and numbers; a list of one as what is in it."""
    for _ in range(4):
        if not isinstance(value, (str, bytes, dict, list, tuple, numbers.Number)) and callable(getattr(value, "tolist", None)):
            value = value.tolist()
        if not isinstance(value, (list, tuple)):
            break
        if len(value) != 1:
            raise Invalid(f"it returned {len(value)} values for one response")
        value = value[0]
    return value


def number(value):
    value = unpacked(value)
    if value is None:
        return None
    if isinstance(value, str) or not isinstance(value, (bool, numbers.Number)):
        raise Invalid(f"it returned a {type(value).__name__}, not a number")
    try:
        found = float(value)
    except (TypeError, ValueError, OverflowError) as error:
        raise Invalid(f"it returned what is no number: {error}"[:200])
    if not math.isfinite(found):
        raise Invalid(f"it returned {found}, which is no finite number")
    return found


KEYS = ("score", "rewards", "reward", "scores")


def small(value):
    """What beside the score is worth to be shown: a few short scalars."""
    shown = {}
    for key, entry in list(value.items())[:12]:
        try:
            entry = unpacked(entry)
        except Invalid:
            continue
        if isinstance(entry, bool) or entry is None:
            shown[str(key)[:40]] = entry
        elif isinstance(entry, str):
            shown[str(key)[:40]] = entry[:200].encode("utf-8", "replace").decode("utf-8")
        elif isinstance(entry, (int, float)) and math.isfinite(entry) and abs(entry) < 1e300:
            shown[str(key)[:40]] = float(entry)
    return shown


def read(value):
    """@returns the reward or None, and what was returned beside it"""
    value = unpacked(value)
    if not isinstance(value, dict):
        return number(value), {}
    key = next((name for name in KEYS if name in value), None)
    if key is None:
        raise Invalid(f"it returned a dict without score: {', '.join(map(str, list(value)[:6]))}"[:200])
    return number(value[key]), small({name: entry for name, entry in value.items() if name != key})
