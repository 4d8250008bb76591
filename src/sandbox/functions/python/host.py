"""
The process around one reward function: loads it once, then answers calls, a frame (length, JSON) each way. It stands in
a sandbox; what the function prints is dropped, and what it raises is told, never scored.
"""
import base64
import glob
import json
import os
import site
import sys
import traceback
import types

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)

import invoke
import shape
import stubs

FUNCTION = os.path.join(HERE, "function.py")


def read_exactly(fd, count):
    parts = []
    while count > 0:
        part = os.read(fd, min(count, 1 << 20))
        if not part:
            os._exit(0)
        parts.append(part)
        count -= len(part)
    return b"".join(parts)


def read_frame(fd):
    return json.loads(read_exactly(fd, int.from_bytes(read_exactly(fd, 4), "big")))


def write_frame(fd, value):
    data = json.dumps(value).encode("ascii")
    data = len(data).to_bytes(4, "big") + data
    while data:
        data = data[os.write(fd, data) :]


def told(error):
    """One line on what was raised, with the line of the function where it was."""
    frames = traceback.extract_tb(error.__traceback__)
    line = next((entry.lineno for entry in reversed(frames) if entry.filename == FUNCTION), None)
    try:
        text = f"{type(error).__name__}: {error}"
    except BaseException:
        text = type(error).__name__
    text = text[:300].encode("utf-8", "replace").decode("utf-8")
    return text if line is None else f"{text} (line {line})"


def load(spec):
    for packages in spec["packages"]:
        for folder in glob.glob(packages):
            site.addsitedir(folder)
    stubs.install()
    with open(FUNCTION, encoding="utf-8") as file:
        source = file.read()
    module = types.ModuleType("reward_function")
    module.__file__ = FUNCTION
    sys.modules["reward_function"] = module
    exec(compile(source, FUNCTION, "exec", dont_inherit=True), vars(module))
    function = getattr(module, spec["name"])
    return instance(function) if spec["shape"] == "swift" else function


def instance(made):
    try:
        return made()
    except TypeError:
        return made(None)


def reading(value):
    try:
        value, beside = invoke.read(value)
        return {"kind": "unscored" if value is None else "value", "value": value, "beside": beside}
    except invoke.Invalid as invalid:
        return {"kind": "invalid", "message": str(invalid)[:300]}


def answer(function, spec, job):
    try:
        if "group" in job:
            values = invoke.per_rollout(invoke.call_group(function, spec, job), len(job["group"]))
            return {"kind": "group", "answers": [{**reading(value), "id": job["id"]} for value in values]}
        return reading(invoke.call(function, spec, job))
    except invoke.Missing as missing:
        return {"kind": "missing", "message": str(missing)[:300]}
    except invoke.Invalid as invalid:
        return {"kind": "invalid", "message": str(invalid)[:300]}
    except BaseException as error:
        return {"kind": "exception", "message": told(error)}


def main():
    commands, results = os.dup(0), os.dup(1)
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(nothing, 1)
    spec = read_frame(commands)
    if "inspect" in spec:
        write_frame(results, shape.find(spec["inspect"], spec.get("function")))
        return
    try:
        if spec["relays"]:
            import relay

            relay.start(spec["relays"], base64.b64decode(spec["filter"]))
        function = load(spec)
    except BaseException as error:
        write_frame(results, {"kind": "unloaded", "message": told(error)})
        return
    write_frame(results, {"kind": "ready"})
    while True:
        job = read_frame(commands)
        write_frame(results, {**answer(function, spec, job), "id": job["id"]})


main()
