"""Reads the source of tests: what they check, what they import, and which names they take from the candidate."""
import ast
import builtins
import importlib.util
import symtable
import sys


class Statements(ast.NodeTransformer):
    """Visits statements alone: what is looked for stands in no expression, and most of a tree is expressions."""

    def generic_visit(self, node):
        for place in ("body", "orelse", "finalbody", "handlers", "cases"):
            found = getattr(node, place, None)
            if type(found) is list:
                found[:] = [self.visit(inner) for inner in found]
        return node


class Instrument(Statements):
    """Turns every assert into a recorded case."""

    def __init__(self, record):
        self.record = record

    def visit_Assert(self, node):
        if isinstance(node.test, ast.Constant) and node.test.value:
            return ast.copy_location(ast.Pass(), node)
        index = len(self.record.sources)
        self.record.sources.append(node.test)
        at = {place: getattr(node, place) for place in ("lineno", "col_offset", "end_lineno", "end_col_offset")}
        left, right = f"__left_{index}", f"__right_{index}"
        simple = isinstance(node.test, ast.Compare) and len(node.test.ops) == 1 and isinstance(node.test.ops[0], ast.Eq)
        number = ast.Constant(index, **at)
        body = [_call(at, "__case_start__")]
        if simple:
            sides = [(left, node.test.left), (right, node.test.comparators[0])]
            body.extend(ast.Assign([ast.Name(name, ast.Store(), **at)], value, **at) for name, value in sides)
            names = [ast.Name(left, ast.Load(), **at), ast.Name(right, ast.Load(), **at)]
            judged = ast.Compare(names[0], [ast.Eq()], [names[1]], **at)
            body.append(_call(at, "__case_result__", number, judged, *names))
        else:
            body.append(_call(at, "__case_result__", number, node.test))
        caught = _call(at, "__case_error__", number, ast.Name("__error", ast.Load(), **at))
        handler = ast.ExceptHandler(ast.Name("BaseException", ast.Load(), **at), "__error", [caught], **at)
        return ast.Try(body, [handler], [], [], **at)


def _call(at, name, *arguments):
    return ast.Expr(ast.Call(ast.Name(name, ast.Load(), **at), list(arguments), [], **at), **at)


def same_text(tree, imports, source):
    """@returns the tests without the imports that were taken out, as text"""
    return ast.unparse(tree) if imports.changed else source


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


class Imports(Statements):
    """Takes out imports of the candidate from a module of any name, and notes the modules that are not there."""

    def __init__(self):
        self.renamed, self.missing, self.changed = {}, [], False

    def visit_ImportFrom(self, node):
        root = (node.module or "").split(".")[0]
        if root and root != "__future__" and known_module(root):
            return node
        if root in ("pytest", "numpy", "pandas", "hypothesis", "parameterized"):
            self.missing.append(root)
            return node
        self.changed = True
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
