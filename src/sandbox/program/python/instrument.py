"""Reads the source of tests: what they check, what they import, and which names they take from the candidate."""
import ast
import builtins
import importlib.util
import symtable
import sys

CLIP = 200


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


def calls_by_itself(tree, name):
    """Whether the test calls `name` outside of any function, so that it need not be called for it."""
    for node in tree.body:
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            continue
        for inner in ast.walk(node):
            if isinstance(inner, ast.Call) and isinstance(inner.func, ast.Name) and inner.func.id == name:
                return True
    return False
