# What of a program looks at, or could change, the running of programs.
import ast, re

# Names and attributes by which a program could look at, or change, what measures it.
NAMES = {"attrgetter", "methodcaller", "Formatter", "eval", "exec", "compile", "__import__", "globals", "locals", "vars", "breakpoint", "memoryview"}
MODULES = {"inspect", "gc", "ctypes", "dis", "marshal", "importlib", "traceback", "code", "codeop", "runpy", "pdb", "bdb", "trace", "tracemalloc", "faulthandler", "atexit", "imp", "builtins", "pickle", "_pickle", "shelve", "copyreg", "cloudpickle", "dill", "joblib", "profile", "cProfile", "site", "sysconfig", "pkgutil", "zipimport", "_thread"}
ATTRIBUTES = ("attrgetter", "methodcaller", "vformat", "get_field", "format_map", "f_code", "f_globals", "f_locals", "f_back", "f_builtins", "gi_", "cr_", "ag_", "tb_", "co_", "_getframe", "settrace", "setprofile", "monitoring", "modules", "meta_path")
ALLOWED = {"__init__", "__name__", "__main__", "__doc__", "__file__", "__version__", "__len__", "__iter__", "__next__", "__call__", "__getitem__", "__str__", "__repr__", "__eq__", "__hash__", "__enter__", "__exit__", "__new__", "__add__", "__lt__", "__contains__", "__post_init__"}
TELLTALE = re.compile(r"__(?:code|closure|globals|dict|class|subclasses|mro|base|builtins|traceback)|co_consts|_getframe")


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
