"""What a process that nobody trusts says that its tests came to: read field by field, and never passed on as it came."""

COUNTS = ("passed", "executed", "total", "calls")
TEXTS = ("case", "got", "expected", "error")
MOST = 1_000_000
CLIP = 300
# What a driver may say, and what may be said from the candidate's own process: nothing that is no verdict on it.
DRIVER = ("done", "compile", "exception", "timeout", "starved", "gone", "error", "broken-tests", "unsupported")
CANDIDATE = ("done", "error")
GONE = {"status": "gone"}


def _text(value):
    return value[:CLIP] if type(value) is str else ""


def clean(told, allowed):
    """@returns an outcome of known fields and bounded values; `gone` where it is none"""
    if type(told) is not dict or told.get("status") not in allowed:
        return GONE
    counts = {name: told.get(name, 0) for name in COUNTS}
    if not all(type(count) is int and 0 <= count <= MOST for count in counts.values()):
        return GONE
    failing = told.get("failing")
    if type(failing) is dict:
        failing = {name: _text(failing[name]) for name in TEXTS if type(failing.get(name)) is str}
        failing.setdefault("case", "")
    else:
        failing = None
    return {"status": told["status"], "message": _text(told.get("message")), **counts, "failing": failing}


def problem(told):
    """@returns why the candidate could not be loaded, or None where it could: it may only accuse itself"""
    if type(told) is not list or len(told) != 2 or told[0] != "loaded":
        return GONE
    if told[1] is None:
        return None
    said = told[1]
    right = type(said) is list and len(said) == 2 and said[0] in ("compile", "exception")
    return {"status": said[0], "message": _text(said[1])} if right else GONE
