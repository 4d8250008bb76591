"""For tests that need the candidate's own types: they run in the candidate's process, and the result says so."""
import sys
import types


class Caller:
    in_process = True
    muted = False
    calls = 1
    seconds = 1.0

    @staticmethod
    def name(name):
        main = sys.modules["__main__"].__dict__
        if name not in main:
            return "missing", None
        value = main[name]
        return ("module", value.__name__) if isinstance(value, types.ModuleType) else ("value", value)
