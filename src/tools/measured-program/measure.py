# Runs a program and says how far it came, or how fast it is. Reads a job as JSON and prints one line of JSON behind the job's mark.
# Every run of the program is a child of its own: what is measured of it (processor time) and said of it (results) is read here, by the parent.
import ast, ctypes, hashlib, json, os, random, re, select, signal, sys, time

job = json.load(sys.stdin)
OUT = os.fdopen(os.dup(1), "w")
NULL = os.open("/dev/null", os.O_RDWR)
for number in (0, 1, 2):
    os.dup2(NULL, number)

# PR_SET_DUMPABLE: no process of this user can read the memory of this one or of its children, in which the marks stand.
ctypes.CDLL(None).prctl(4, 0, 0, 0, 0)

# Names and attributes by which a program could look at, or change, what measures it.
NAMES = {"attrgetter", "methodcaller", "Formatter", "eval", "exec", "compile", "__import__", "globals", "locals", "vars", "breakpoint", "memoryview"}
MODULES = {"inspect", "gc", "ctypes", "dis", "marshal", "importlib", "traceback", "code", "codeop", "runpy", "pdb", "bdb", "trace", "tracemalloc", "faulthandler", "atexit", "imp", "builtins", "pickle", "_pickle", "shelve", "copyreg", "cloudpickle", "dill", "joblib", "profile", "cProfile", "site", "sysconfig", "pkgutil", "zipimport", "_thread"}
ATTRIBUTES = ("attrgetter", "methodcaller", "vformat", "get_field", "format_map", "f_code", "f_globals", "f_locals", "f_back", "f_builtins", "gi_", "cr_", "ag_", "tb_", "co_", "_getframe", "settrace", "setprofile", "monitoring", "modules", "meta_path")
ALLOWED = {"__init__", "__name__", "__main__", "__doc__", "__file__", "__version__", "__len__", "__iter__", "__next__", "__call__", "__getitem__", "__str__", "__repr__", "__eq__", "__hash__", "__enter__", "__exit__", "__new__", "__add__", "__lt__", "__contains__", "__post_init__"}


TELLTALE = re.compile(r"__(?:code|closure|globals|dict|class|subclasses|mro|base|builtins|traceback)|co_consts|_getframe")


def tell(told):
    OUT.write(job["mark"] + json.dumps(told) + "\n")
    OUT.flush()
    os._exit(0)


def hidden(name):
    return name not in ALLOWED and (name.startswith("__") or any(name.startswith(part) for part in ATTRIBUTES))


def pries(tree, allowed=None):
    """What in a program looks at the running of programs; None where there is nothing. `allowed`: the only modules it may import."""
    for node in ast.walk(tree):
        modules = []
        if isinstance(node, ast.Import):
            modules = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            modules = [node.module or "."]
            if any(hidden(alias.name) or alias.name == "*" and node.module == "sys" for alias in node.names):
                return "an import of what is hidden"
        for module in modules:
            top = module.split(".")[0]
            if top in MODULES or top.startswith("_") and top != "__future__" or allowed is not None and top not in allowed:
                return "an import of " + top
        if isinstance(node, ast.Name) and (node.id in NAMES or hidden(node.id)):
            return node.id
        if isinstance(node, ast.Attribute) and hidden(node.attr):
            return node.attr
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("getattr", "setattr", "delattr", "hasattr"):
            name = node.args[1] if len(node.args) > 1 else None
            if not isinstance(name, ast.Constant) or not isinstance(name.value, str) or hidden(name.value):
                return node.func.id
            continue
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "format" and not isinstance(node.func.value, ast.Constant):
            return "format"
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and ("/proc" in node.value or TELLTALE.search(node.value)):
            return "a text that names what is hidden"
    return None


def run_child(work, seconds):
    """Runs `work(say)` in a child. @returns what it said, the processor time it took (of all it waited for), and how it ended"""
    told, say_to = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(told)
        status = 1
        try:
            work(say_to)
            status = 0
        except SystemExit as leaving:
            status = 0 if leaving.code in (None, 0) else 1
        except BaseException:
            status = 1
        finally:
            try:
                sys.stdout.flush()
            except BaseException:
                pass
            os._exit(status)
    os.close(say_to)
    parts, size, end = [], 0, time.monotonic() + seconds
    while True:
        left = end - time.monotonic()
        if left <= 0 or size > 1000000:
            os.kill(child, signal.SIGKILL)
            break
        if select.select([told], [], [], left)[0]:
            part = os.read(told, 65536)
            if not part:
                break
            parts.append(part)
            size += len(part)
    os.close(told)
    _, status, used = os.wait4(child, 0)
    return b"".join(parts).decode("utf-8", "replace"), used.ru_utime + used.ru_stime, os.waitstatus_to_exitcode(status)


def name_of(function):
    while isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else None


def own_names(tree):
    """Names that the program defines itself: a call of such a name shows nothing."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            found.add(node.name)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            found.add(node.id)
        elif isinstance(node, ast.arg):
            found.add(node.arg)
        elif isinstance(node, ast.alias) and node.asname:
            found.add(node.asname)
    return found


class Marks(ast.NodeTransformer):
    """Writes a mark behind each statement that reaches a milestone. The name of the writer and the marks are drawn for this run."""

    def __init__(self, milestones, writer, marks, own):
        self.milestones, self.writer, self.marks, self.own = milestones, writer, marks, own

    def met(self, statement):
        shallow = [statement]
        if isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            return []
        if isinstance(statement, (ast.For, ast.While, ast.If, ast.With, ast.Try)):
            parts = [getattr(statement, name, None) for name in ("iter", "test")]
            shallow = [part for part in parts if part] + [item.context_expr for item in getattr(statement, "items", [])]
        calls, stored = set(), set()
        for part in shallow:
            for node in ast.walk(part):
                if isinstance(node, ast.Call):
                    calls.add(name_of(node.func))
                elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                    stored.add(node.id)
        return [at for at, one in enumerate(self.milestones) if (one.get("call") in calls and one.get("call") not in self.own) or (one.get("assign") and one["assign"] in stored)]

    def visit_body(self, body):
        made = []
        for statement in body:
            made.append(self.visit(statement))
            for at in self.met(statement):
                mark = ast.Expr(ast.Call(ast.Name(self.writer, ast.Load()), [ast.Constant(self.marks[at])], []))
                mark = ast.fix_missing_locations(ast.copy_location(mark, statement))
                if isinstance(statement, (ast.For, ast.While, ast.If, ast.With)):
                    statement.body.insert(0, mark)
                elif not isinstance(statement, (ast.Try, ast.Return)):
                    made.append(mark)
        return made

    def generic_visit(self, node):
        for place in ("body", "orelse", "finalbody", "handlers", "cases"):
            found = getattr(node, place, None)
            if isinstance(found, list) and found and isinstance(found[0], (ast.stmt, ast.excepthandler)):
                setattr(node, place, self.visit_body(found) if isinstance(found[0], ast.stmt) else [self.visit(one) for one in found])
        return node


def milestones():
    try:
        tree = ast.parse(job["code"])
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        return tell({"ends": "syntax", "said": str(error)[:200], "reached": [], "done": False})
    marks = [os.urandom(16).hex() for _ in job["milestones"]]
    writer = "w_" + os.urandom(16).hex()
    prying = pries(tree)
    own = own_names(tree)
    if prying is None:
        tree = ast.fix_missing_locations(Marks(job["milestones"], writer, marks, own).visit(tree))
    os.makedirs("/tmp/work", exist_ok=True)
    os.chdir("/tmp/work")
    for name, text in job["files"].items():
        with open(name, "w") as file:
            file.write(text)

    def work(say_to):
        printed = os.open("/tmp/work/.printed", os.O_CREAT | os.O_WRONLY | os.O_TRUNC)
        os.dup2(printed, 1)
        sys.stdout = os.fdopen(1, "w")
        names = {"__name__": "__main__", writer: lambda mark: os.write(say_to, (mark + "\n").encode())}
        exec(compile(tree, "program.py", "exec"), names)

    said, used, status = run_child(work, job["seconds"])
    lines = set(said.split("\n"))
    reached = [at for at, mark in enumerate(marks) if mark in lines]
    try:
        with open("/tmp/work/.printed", errors="replace") as file:
            printed = file.read(1000000)
    except OSError:
        printed = ""
    done = status == 0 and all(meets(want, printed) for want in job["done"])
    tell({"ends": "self" if status == 0 else "error", "reached": reached, "done": done, "prying": prying, "seconds": round(used)})


def meets(want, printed):
    if "prints" in want:
        return want["prints"].strip() in printed
    try:
        with open(want["file"], errors="replace") as file:
            text = file.read(1000000)
    except OSError:
        return False
    if "lines" in want:
        return len([line for line in text.split("\n") if line.strip()]) == want["lines"]
    return want["contains"] in text


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


try:
    milestones() if job["what"] == "milestones" else speed()
except Exception as error:
    tell({"ends": "broken", "said": (type(error).__name__ + ": " + str(error))[:200]})
