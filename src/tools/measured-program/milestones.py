# How far a program comes: marks are put into it where it reaches its milestones.
import ast, os, sys


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
