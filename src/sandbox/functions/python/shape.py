"""
Finds out by reading alone, never by running, what kind of reward function a file holds: verl's `compute_score`, a TRL
reward function, an OpenRLHF `reward_func`, a ms-swift ORM class, a plain `score(prompt, response, reference)`, or a
constraint's `check(response, kwargs, prompt)`.
"""
import ast
import sys

PROMPT = ("prompt", "question", "query", "problem", "instruction")
RESPONSE = ("response", "completion", "solution_str", "output", "prediction", "text")
REFERENCE = ("reference", "references", "answer", "answers", "ground_truth", "solution", "label", "labels", "target", "expected", "gold")
CONVENTION = {"verl": "compute_score", "openrlhf": "reward_func", "plain": "score", "constraint": "check"}
SWIFT_BASES = ("ORM", "AsyncORM")
VERL_KNOWN = ("data_source", "solution_str", "ground_truth", "extra_info")
VERL_BATCH = tuple(name + "s" for name in VERL_KNOWN)


def parameters(function, bound):
    spec = function.args
    positional = [*spec.posonlyargs, *spec.args]
    plain = [(entry.arg, at < len(positional) - len(spec.defaults)) for at, entry in enumerate(positional)]
    named = [(entry.arg, default is None) for entry, default in zip(spec.kwonlyargs, spec.kw_defaults)]
    return (plain[1:] if bound else plain) + named


def shape_of(names):
    """@returns the shape of a function with parameters of these names, or None"""
    if "solution_str" in names or "solution_strs" in names:
        return "verl"
    if "queries" in names and ("prompts" in names or "labels" in names):
        return "openrlhf"
    if "completions" in names:
        return "trl"
    if "kwargs" in names and "response" in names and all(name in ("response", "kwargs", "prompt") for name in names):
        return "constraint"
    if any(name in RESPONSE for name in names) and all(name in PROMPT + RESPONSE + REFERENCE for name in names):
        return "plain"
    return None


def base_names(node):
    return [base.attr if isinstance(base, ast.Attribute) else getattr(base, "id", "") for base in node.bases]


def describe(node, function, shape, bound=False):
    listed = parameters(function, bound)
    names = [name for name, _ in listed]
    source = function if shape == "swift" else node
    return {
        "shape": shape,
        "name": node.name,
        "line": node.lineno,
        "parameters": [{"name": name, "required": required} for name, required in listed],
        "variadic": function.args.kwarg is not None,
        "asynchronous": isinstance(function, ast.AsyncFunctionDef),
        "batch": shape in ("trl", "openrlhf", "swift") or "solution_strs" in names,
        "messages": shape == "trl" and reads_messages(source),
        "usesReference": uses_reference(shape, names, function),
        "documentation": (ast.get_docstring(node) or "")[:600],
    }


def reads_messages(function):
    """Whether completions are read as lists of messages: something is subscripted by "content"."""
    def names_content(node):
        if isinstance(node, ast.Subscript):
            return isinstance(node.slice, ast.Constant) and node.slice.value == "content"
        called = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "get"
        return called and bool(node.args) and isinstance(node.args[0], ast.Constant) and node.args[0].value == "content"

    return any(names_content(node) for node in ast.walk(function))


def uses_reference(shape, names, function):
    if shape == "verl":
        wanted = {"ground_truth", "ground_truths"} & set(names)
    elif shape == "openrlhf":
        wanted = {"labels"} & set(names)
    else:
        wanted = set(REFERENCE) & set(names)
    read = {node.id for node in ast.walk(function) if isinstance(node, ast.Name)}
    literal = {node.value for node in ast.walk(function) if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    return bool(wanted & read) or (shape in ("trl", "swift") and function.args.kwarg is not None and bool(set(REFERENCE) & literal))


def candidates(tree):
    found = []
    for node in tree.body:
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            shape = shape_of([name for name, _ in parameters(node, False)])
            if shape:
                found.append(describe(node, node, shape))
        elif isinstance(node, ast.ClassDef):
            call = next((entry for entry in node.body if isinstance(entry, (ast.FunctionDef, ast.AsyncFunctionDef)) and entry.name == "__call__"), None)
            if call is None:
                continue
            names = [name for name, _ in parameters(call, True)]
            if "completions" in names or any(base in SWIFT_BASES for base in base_names(node)):
                found.append(describe(node, call, "swift", bound=True))
    return found


def imports(tree):
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names.update(alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            names.add(node.module.split(".")[0])
    return sorted(name for name in names if name not in sys.stdlib_module_names)


def choose(found, wanted):
    """@returns the one candidate that is meant, or None where that cannot be told"""
    if wanted:
        return next((entry for entry in found if entry["name"] == wanted), None)
    named = [entry for entry in found if CONVENTION.get(entry["shape"]) == entry["name"]]
    public = [entry for entry in found if not entry["name"].startswith("_")]
    for group in (named, public, found):
        if len(group) == 1:
            return group[0]
    return None


def find(source, wanted=None):
    """@returns {found} with the function, or {problem} with one sentence on why there is none"""
    try:
        tree = ast.parse(source)
    except SyntaxError as error:
        return {"problem": f"it is no Python: {error.msg} (line {error.lineno})"}
    except (ValueError, RecursionError, MemoryError) as error:
        return {"problem": f"it cannot be read: {type(error).__name__}: {error}"[:200]}
    found = candidates(tree)
    chosen = choose(found, wanted)
    if chosen:
        return {"found": {**chosen, "imports": imports(tree)}}
    names = ", ".join(entry["name"] for entry in found[:10])
    if not found:
        return {"problem": "no reward function in it: expected compute_score(data_source, solution_str, ground_truth, extra_info), a function of completions, reward_func(queries, prompts, labels), a class with __call__(self, completions, …) or score(prompt, response, reference)"}
    if wanted:
        return {"problem": f"no reward function {wanted} in it; there are {names}"}
    return {"problem": f"several reward functions in it: {names}; name one with --function"}
