"""Runs tests from outside the candidate's process: the candidate can read neither them nor what they expect."""
import ast
import builtins
import importlib.util
import symtable
import sys

import codec
import peer

CLIP = 200
BROKEN = {peer.Timeout: "timeout", peer.Starved: "starved", peer.Gone: "gone"}
MODULES = {
    "bisect", "cmath", "collections", "copy", "datetime", "decimal", "fractions", "functools", "heapq", "itertools",
    "json", "math", "operator", "random", "re", "statistics", "string", "sys", "time", "typing", "unittest",
}


class Stop(BaseException):
    """Enough is known."""


def clip(value):
    try:
        text = repr(value)
    except BaseException as error:
        text = f"<{type(error).__name__}>"
    return text if len(text) <= CLIP else text[: CLIP - 1] + "…"


class Record:
    """What happened, case by case."""

    def __init__(self, channel, stop_at_first, case_seconds):
        self.channel, self.stop_at_first, self.case_seconds = channel, stop_at_first, case_seconds
        self.executed = self.passed = 0
        self.in_process = False
        self.failing = None
        self.sources = []

    def start(self):
        self.channel.clock.arm(self.case_seconds)

    def result(self, index, right, *sides):
        self.channel.clock.disarm()
        self.executed += 1
        if right and sides and self.in_process:
            right = plainly_equal(sides[0], sides[1], right)
        if right:
            self.passed += 1
            return
        failing = {"case": self.sources[index]}
        if sides:
            failing["got"], failing["expected"] = clip(sides[0]), clip(sides[1])
        self._fail(failing)

    def error(self, index, error):
        if isinstance(error, (Stop, peer.Timeout, peer.Starved, peer.Gone, peer.Unsupported)):
            raise error
        self.channel.clock.disarm()
        self.executed += 1
        self._fail({"case": self.sources[index], "error": f"{type(error).__name__}: {error}"[:CLIP]})

    def _fail(self, failing):
        self.failing = self.failing or failing
        if self.stop_at_first:
            raise Stop()


class Instrument(ast.NodeTransformer):
    """Turns every assert into a recorded case."""

    def __init__(self, record):
        self.record = record

    def visit_Assert(self, node):
        if isinstance(node.test, ast.Constant) and node.test.value:
            return ast.copy_location(ast.Pass(), node)
        index = len(self.record.sources)
        self.record.sources.append(ast.unparse(node.test)[:CLIP])
        left, right = f"__left_{index}", f"__right_{index}"
        simple = isinstance(node.test, ast.Compare) and len(node.test.ops) == 1 and isinstance(node.test.ops[0], ast.Eq)
        body = [_call("__case_start__")]
        if simple:
            sides = [(left, node.test.left), (right, node.test.comparators[0])]
            body.extend(ast.Assign([ast.Name(name, ast.Store())], value, lineno=node.lineno) for name, value in sides)
            names = [ast.Name(left, ast.Load()), ast.Name(right, ast.Load())]
            judged = ast.Compare(names[0], [ast.Eq()], [names[1]])
            body.append(_call("__case_result__", ast.Constant(index), judged, *names))
        else:
            body.append(_call("__case_result__", ast.Constant(index), node.test))
        caught = _call("__case_error__", ast.Constant(index), ast.Name("__error", ast.Load()))
        handler = ast.ExceptHandler(ast.Name("BaseException", ast.Load()), "__error", [caught])
        return ast.copy_location(ast.Try(body, [handler], [], []), node)


def _call(name, *arguments):
    return ast.Expr(ast.Call(ast.Name(name, ast.Load()), list(arguments), []))


def free_names(source):
    """Names that the tests use and do not define, by the compiler's own symbol table."""
    top = symtable.symtable(source, "tests.py", "exec")
    bound, used, tables = set(), set(), [top]
    while tables:
        table = tables.pop()
        tables.extend(table.get_children())
        for symbol in table.get_symbols():
            is_global = table is top or symbol.is_global()
            if is_global and symbol.is_referenced():
                used.add(symbol.get_name())
            if is_global and (symbol.is_assigned() or symbol.is_imported() or (table is top and symbol.is_namespace())):
                bound.add(symbol.get_name())
    return sorted(name for name in used - bound if not hasattr(builtins, name))


def known_module(name):
    return name in sys.builtin_module_names or importlib.util.find_spec(name) is not None


class Imports(ast.NodeTransformer):
    """Takes out imports of the candidate from a module of any name, and notes the modules that are not there."""

    def __init__(self):
        self.renamed, self.missing = {}, []

    def visit_ImportFrom(self, node):
        root = (node.module or "").split(".")[0]
        if root and root != "__future__" and known_module(root):
            return node
        if root in ("pytest", "numpy", "pandas", "hypothesis", "parameterized"):
            self.missing.append(root)
            return node
        for alias in node.names:
            if alias.asname and alias.name != "*":
                self.renamed[alias.asname] = alias.name
        return ast.copy_location(ast.Pass(), node)

    def visit_Import(self, node):
        self.missing.extend(root for alias in node.names if not known_module(root := alias.name.split(".")[0]))
        return node


def plainly_equal(left, right, otherwise):
    """Equality that no method of the candidate decides, where the expected value is plain."""
    plain = codec.Codec(_refuse, _refuse)
    try:
        expected = plain.encode(right)
    except ValueError:
        return otherwise
    try:
        return plain.decode(plain.encode(left)) == plain.decode(expected)
    except ValueError:
        return False


def _refuse(value):
    raise ValueError("no plain value")


def calls_by_itself(tree, name):
    """Whether the test calls `name` outside of any function, so that it need not be called for it."""
    for node in tree.body:
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            continue
        for inner in ast.walk(node):
            if isinstance(inner, ast.Call) and isinstance(inner.func, ast.Name) and inner.func.id == name:
                return True
    return False


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
    imports = Imports()
    try:
        tree = ast.fix_missing_locations(imports.visit(ast.parse(job["source"])))
        names = free_names(ast.unparse(tree))
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
    by_itself = calls_by_itself(tree, "check")
    tree = ast.fix_missing_locations(Instrument(record).visit(tree))
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
        outcome["message"] = record.sources[record.executed]
    outcome.update(passed=record.passed, executed=record.executed, total=max(record.executed, len(record.sources)))
    outcome.update(calls=caller.calls, failing=record.failing)
    return outcome
