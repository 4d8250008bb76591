# Tries two regular expressions on the texts of a job, and on texts like them. Prints which of them each expression accepts.
import json, re, sys

job = json.load(sys.stdin)
MODES = {"fullmatch": re.fullmatch, "search": re.search, "match": re.match}
MOST = 300


def alike(texts):
    found = []
    for text in texts:
        for at in range(min(len(text), 12)):
            found.append(text[:at] + text[at + 1 :])
            found.append(text[:at] + text[at] + text[at:])
            for other in ("0", "7", "b", "Q", "-", " "):
                found.append(text[:at] + other + text[at + 1 :])
        found.append(text.swapcase())
        found.append(text + text)
    known = set(texts)
    return [text for text in dict.fromkeys(found) if text not in known][:MOST]


def accepted(pattern, flags, mode, texts):
    compiled = re.compile(pattern, flags)
    return [MODES[mode](compiled, text) is not None for text in texts]


def spelled(pattern):
    slashed = re.fullmatch(r"/(.*)/([a-z]*)", pattern, re.S)
    flags = 0
    if slashed:
        pattern = slashed.group(1).replace("\\/", "/")
        for letter, flag in (("i", re.I), ("m", re.M), ("s", re.S), ("x", re.X)):
            flags |= flag if letter in slashed.group(2) else 0
    return re.sub(r"\(\?<(?=[A-Za-z_])", "(?P<", pattern), flags


match, other = job["match"], job["no_match"]
texts = match + other
wanted = [True] * len(match) + [False] * len(other)
told = {"mode": job["mode"], "alike": []}
try:
    reference = job["reference"]
    if reference is not None:
        pattern, flags = spelled(reference)
        modes = [mode for mode in (job["mode"], "fullmatch", "search", "match") if accepted(pattern, flags, mode, texts) == wanted]
        if modes:
            told["mode"] = modes[0]
            told["alike"] = accepted(pattern, flags, modes[0], alike(texts))
        else:
            told["unlike"] = True
except Exception as error:
    told["unlike"] = True
try:
    pattern, flags = spelled(job["candidate"])
    told["candidate"] = accepted(pattern, flags, told["mode"], texts)
    told["others"] = accepted(pattern, flags, told["mode"], alike(texts)) if told["alike"] else []
except Exception as error:
    told["error"] = str(error)[:200]
print(json.dumps(told))
