"""Runs tests from outside the candidate's process: the candidate can read neither them nor what they expect."""
import ast
import builtins
import importlib

import instrument
import peer
from record import CLIP, Record, Stop

BROKEN = {peer.Timeout: "timeout", peer.Starved: "starved", peer.Gone: "gone"}
MODULES = {
    "bisect", "cmath", "collections", "copy", "datetime", "decimal", "fractions", "functools", "heapq", "itertools",
    "json", "math", "operator", "random", "re", "statistics", "string", "sys", "time", "typing", "unittest",
}


def resolve(caller, scope, names, renamed, entry_point):
    """Puts what the candidate defines into the scope."""
    for name in names:
        if name in scope and name != entry_point:
            continue
        kind, value = caller.name(renamed.get(name, name))
        if kind == "module" and value in MODULES:
            scope[name] = importlib.import_module(value)
        elif kind == "value":
            scope[name] = value


def run_unittest(scope, record):
    import io
    import unittest

    kinds = [value for value in scope.values() if isinstance(value, type) and issubclass(value, unittest.TestCase)]
    for kind in kinds:
        for name in unittest.defaultTestLoader.getTestCaseNames(kind):
            record.sources.append(f"{kind.__name__}.{name}")
            record.start()
            outcome = unittest.TestResult()
            unittest.TestSuite([kind(name)]).run(outcome)
            problems = outcome.failures + outcome.errors
            if isinstance(record.channel.broken, type):
                raise record.channel.broken()
            if problems:
                record.error(len(record.sources) - 1, AssertionError(problems[0][1].strip().split("\n")[-1]))
            elif not outcome.skipped:
                record.result(len(record.sources) - 1, True)


def run_tests(caller, record, job):
    """@returns None, or why the tests are at fault"""
    entry_point = job.get("entryPoint")
    imports = instrument.Imports()
    try:
        tree = imports.visit(ast.parse(job["source"]))
        names = instrument.free_names(instrument.same_text(tree, imports, job["source"]))
        helpers = compile(job.get("helpers") or "", "helpers.py", "exec")
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        return f"{type(error).__name__}: {error}"[:CLIP]
    if imports.missing:
        return f"they need the module {imports.missing[0]}"
    scope = {"__name__": "__tests__", "__builtins__": builtins}
    exec(helpers, scope)
    scope.pop(entry_point, None)
    if entry_point and entry_point not in names:
        names.append(entry_point)
    resolve(caller, scope, names, imports.renamed, entry_point)
    if entry_point and entry_point not in scope:
        raise NameError(f"the program does not define {entry_point}")
    by_itself = instrument.calls_by_itself(tree, "check")
    tree = instrument.Instrument(record).visit(tree)
    scope.update(__case_start__=record.start, __case_result__=record.result, __case_error__=record.error)
    exec(compile(tree, "tests.py", "exec", dont_inherit=True), scope)
    if "check" in scope and not by_itself and entry_point:
        scope["check"](scope[entry_point])
    if record.executed == 0:
        run_unittest(scope, record)
    if record.executed == 0:
        for name, value in list(scope.items()):
            if name.startswith("test") and getattr(value, "__code__", None) and value.__code__.co_argcount == 0:
                value()
    return None


def drive(caller, channel, job):
    """@returns what goes back to the service, without the nonce"""
    record = Record(channel, job["stopAtFirst"], job["caseSeconds"])
    record.in_process = caller.in_process
    record.within = lambda: caller.muted
    caller.seconds = job["caseSeconds"]
    outcome = {"status": "done"}
    try:
        broken = run_tests(caller, record, job)
        if broken:
            outcome = {"status": "broken-tests", "message": broken}
    except Stop:
        pass
    except peer.Timeout:
        outcome = {"status": "timeout"}
    except peer.Starved:
        outcome = {"status": "starved"}
    except peer.Gone:
        outcome = {"status": "gone"}
    except peer.Unsupported as reason:
        outcome = {"status": "unsupported", "message": str(reason)}
    except BaseException as error:
        outcome = {"status": "error", "message": f"{type(error).__name__}: {error}"[:CLIP]}
    if channel.broken:
        outcome = {"status": BROKEN[channel.broken]}
    if outcome["status"] in ("timeout", "gone") and record.sources and record.executed < len(record.sources):
        outcome["message"] = record.source(record.executed)
    outcome.update(passed=record.passed, executed=record.executed, total=max(record.executed, len(record.sources)))
    outcome.update(calls=caller.calls, failing=record.failing)
    return outcome
