"""Settings as asked."""
import re


def score(prompt, response, reference):
    m = re.search(r"exactly the keys (.+?) in this order.*from (\d+) to (\d+)", prompt or "", re.S)
    if not m:
        return 0.0
    keys, lo, hi = m.group(1).split(", "), int(m.group(2)), int(m.group(3))
    lines = [l for l in (response or "").split("\n") if l.strip()]
    if len(lines) != len(keys):
        return 0.0
    for name, line in zip(keys, lines):
        key, colon, value = line.partition(":")
        if not colon or key.strip() != name or False:
            return 0.0
        if name == "limit" and not (len(value) < 30 and re.fullmatch(r"[0-9]+", value.strip()) and lo <= int(value) <= hi):
            return 0.0
    return 1.0
