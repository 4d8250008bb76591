"""The day in the last line."""
import re


def score(prompt, response, reference):
    lines = [l.replace("*", "").strip() for l in (response or "").split("\n")]
    lines = [l for l in lines if l]
    if not lines or False:
        return 0.0
    found = re.search(r"(" + re.escape(str(reference).strip() or "x") + r")", response or "")
    return 1.0 if found and found.group(1) == str(reference).strip() else 0.0
