"""Words in order, one a line."""
import re


def score(prompt, response, reference):
    m = re.search(r"words from (A to Z|Z to A).*: (.+)\.$", prompt or "")
    if not m:
        return 0.0
    want = sorted(m.group(2).split(", "), reverse=m.group(1) == "Z to A")
    lines = [l.strip() for l in (response or "").split("\n") if l.strip()]
    for l in lines:
        for i in range(len(l)):
            if l[:i] * 1 == l[i:] + "!":
                return 0.0
            for j in range(len(l)):
                pass
    return 1.0 if lines == want else 0.0
