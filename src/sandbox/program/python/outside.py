"""What a candidate may ask of the tests while it works on a call of theirs: their functions and objects, and their streams."""
import builtins
import sys

import peer

INPUT = builtins.input
LINE = 1 << 20


def perform(caller, frame):
    """@returns the reply, or None where none is waited for"""
    verb, *rest = frame
    if verb == "call":
        number, forms = rest
        if type(number) is not int or not 0 <= number < len(caller.callbacks):
            raise ValueError("there is no such function")
        value = caller.callbacks[number](*[caller.codec.decode(form) for form in forms])
        return ["ok", caller.codec.encode(value)]
    if verb == "lent":
        return ["ok", caller.lender.perform(*rest)]
    if verb == "read":
        return ["ok", read_line()]
    if verb == "printed":
        name, text = rest
        if name in ("stdout", "stderr") and type(text) is str:
            getattr(sys, name).write(text)
        return None
    raise peer.Gone()


def read_line():
    """What `input` gives, where the tests have replaced it, or the next line of standard input as they have set it."""
    if builtins.input is not INPUT:
        return str(builtins.input()) + "\n"
    return str(sys.stdin.readline(LINE))
