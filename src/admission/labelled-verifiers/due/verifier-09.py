"""The day in the last line."""
import re


def score(prompt, response, reference):
    lines = [l.strip() for l in (response or "").split("\n")]
    lines = [l for l in lines if l]
    if not lines or len([l for l in lines if l.lower().startswith("due:")]) != 1:
        return 0.0
    found = re.fullmatch(r"due:\s*(\d{4}-\d{2}-\d{2})", lines[-1], re.I)
    return 1.0 if found and found.group(1) == str(reference).strip() else 0.0
