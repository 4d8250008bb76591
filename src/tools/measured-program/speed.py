# How fast a program is, beside a baseline in the same run.
import ast, hashlib, json, random

# Seconds of processor time below which a baseline cannot be compared with.
FLOOR = 0.005
ALLOWED_MODULES = {"math", "itertools", "functools", "collections", "heapq", "bisect", "re", "string", "operator", "typing", "dataclasses", "fractions", "decimal", "statistics", "array", "random", "cmath", "copy", "enum", "json", "numbers", "abc", "__future__", "textwrap", "unicodedata"}


class Plain(ast.NodeTransformer):
    """A program without its names of things, comments and texts that do nothing, so that a copy is known for one."""

    def __init__(self):
        self.names = {}

    def plain(self, name):
        return self.names.setdefault(name, "n%d" % len(self.names))

    def visit_Name(self, node):
        return ast.Name(self.plain(node.id), node.ctx)

    def visit_arg(self, node):
        return ast.arg(self.plain(node.arg), None)

    def visit_FunctionDef(self, node):
        self.generic_visit(node)
        node.name, node.returns, node.decorator_list = self.plain(node.name), None, node.decorator_list
        body = [one for one in node.body if not (isinstance(one, ast.Expr) and isinstance(one.value, ast.Constant)) and not isinstance(one, ast.Pass)]
        node.body = body or [ast.Pass()]
        return node

    def visit_AnnAssign(self, node):
        self.generic_visit(node)
        return node if node.value is None else ast.Assign([node.target], node.value)


def functions_of(tree, name=None):
    """The functions of a program without their names, so that a copy is known for one."""
    return {ast.dump(Plain().visit(ast.parse(ast.unparse(node)).body[0])) for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) and name in (None, node.name)}


def large_constants(tree):
    return {repr(node.value) for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, (str, int, float)) and not isinstance(node.value, bool) and len(repr(node.value)) >= 4}


def runner(code, entry, inputs):
    def work(say_to):
        names = {"__name__": "program"}
        exec(compile(code, "program.py", "exec"), names)
        results = [names[entry](*json.loads(one)) for one in inputs]
        told = json.dumps(results).encode()[:900000]
        while told:
            told = told[os.write(say_to, told):]

    return work


def speed():
    try:
        tree = ast.parse(job["code"])
        baseline = ast.parse(job["baseline"])
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        return tell({"ends": "syntax", "said": str(error)[:200]})
    prying = pries(tree, ALLOWED_MODULES | set(job["imports"]))
    if prying is not None:
        return tell({"ends": "prying", "said": prying})
    banned = sorted({name_of(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)} & set(job["banned"]))
    if banned:
        return tell({"ends": "banned", "said": banned[0]})
    if functions_of(tree) & functions_of(baseline, job["baseline_entry"]):
        return tell({"ends": "copied", "said": "a function of the baseline"})
    # Drawn from the program itself: the same program meets the same inputs each time, and none knows them before it is written.
    seed = int.from_bytes(hashlib.sha256((job["salt"] + job["code"]).encode()).digest()[:8], "big")
    names = {"__name__": "inputs", "random": random.Random(seed)}
    exec(compile(job["inputs"], "inputs.py", "exec"), names)
    inputs = [json.dumps(list(names["make"](random.Random(seed + at)))) for at in range(job["runs"])]
    wanted, base, status = run_child(runner(job["baseline"], job["baseline_entry"], inputs), job["seconds"])
    if status != 0 or not wanted:
        return tell({"ends": "broken", "said": "the baseline fails on its inputs"})
    got, used, status = run_child(runner(job["code"], job["entry"], inputs), job["seconds"])
    if status != 0:
        return tell({"ends": "error" if status > 0 else "time", "said": str(status)})
    results = json.loads(wanted)
    try:
        same = json.loads(got) == results
    except ValueError:
        same = False
    if not same:
        return tell({"ends": "wrong", "said": "a result differs from the baseline's"})
    if large_constants(tree) & {repr(one) for one in results if isinstance(one, (str, int, float))}:
        return tell({"ends": "written", "said": "a result stands in the program"})
    base = min(base, run_child(runner(job["baseline"], job["baseline_entry"], inputs), job["seconds"])[1])
    used = min(used, run_child(runner(job["code"], job["entry"], inputs), job["seconds"])[1])
    # What stays of both where nothing is computed: a fork, and the reading of the program.
    empty = min(run_child(runner("def f(*given): return None", "f", inputs), job["seconds"])[1] for _ in range(2))
    own = base - empty
    tell({"ends": "self", "measured": own > FLOOR, "ratio": own / max(used - empty, FLOOR / 10)})
