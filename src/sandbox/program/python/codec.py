"""
Values as tagged JSON, for two processes that do not trust each other. Decoding makes plain builtin values only, so no
method of the other side ever runs here; what has no plain form becomes a reference that only its owner can resolve.
"""
import collections
import datetime
import decimal
import fractions
import itertools
import json
import re
import types

ITEMS = 200_000
_DICTS = {"Counter": collections.Counter, "OrderedDict": collections.OrderedDict, "defaultdict": collections.defaultdict}
_FRACTION = re.compile(r"-?[0-9]{1,4000}(/[0-9]{1,4000})?")
_BIG = 2**63
_VIEWS = {type({}.keys()): "keys", type({}.values()): "iter", type({}.items()): "iter"}
_ITERATORS = (
    *(types.GeneratorType, map, filter, zip, enumerate, reversed),
    *(type(iter(kind())) for kind in (list, tuple, dict, set, str, bytes, bytearray, collections.deque)),
    *(type(iter(view)) for view in (range(0), range(1 << 80), {}.values(), {}.items())),
    *(type(reversed(back)) for back in ([], {}, {}.values(), {}.items(), range(0))),
    *(itertools.chain, itertools.islice, itertools.accumulate, itertools.product, itertools.permutations),
    *(itertools.combinations, itertools.zip_longest, itertools.starmap, itertools.takewhile, itertools.dropwhile),
)
_TYPES = {kind.__name__: kind for kind in (int, float, str, bool, list, tuple, dict, set, frozenset, bytes, complex, object)}
_TYPES["NoneType"] = type(None)


def _first(values):
    found = []
    for value in values:
        found.append(value)
        if len(found) > ITEMS:
            raise ValueError("too many items to pass on")
    return found


class Codec:
    """
    `reference(value)` gives the form of what cannot be copied; `resolve(form)` turns such a form into an object;
    `special(value)` gives the form of what looks like a plain value and is more than that, or None.
    """

    def __init__(self, reference, resolve, special=None):
        self.reference = reference
        self.resolve = resolve
        self.special = special

    def encode(self, value):
        kind = type(value)
        if value is None or kind is bool or kind is str or kind is float:
            return value
        if kind is int:
            return value if -_BIG < value < _BIG else {"t": "int", "v": hex(value)}
        if kind is list:
            return [self.encode(item) for item in value]
        if kind is tuple:
            return {"t": "tuple", "v": [self.encode(item) for item in value]}
        if self.special and (form := self.special(value)) is not None:
            return form
        return self.encode_plain(value)

    def encode_plain(self, value):
        """What a value is beside its class."""
        kind = type(value)
        if isinstance(value, tuple):
            return {"t": "tuple", "v": [self.encode(item) for item in tuple.__iter__(value)]}
        if isinstance(value, dict):
            pairs = [[self.encode(key), self.encode(item)] for key, item in dict.items(value)]
            return {"t": kind.__name__ if _DICTS.get(kind.__name__) is kind else "dict", "v": pairs}
        if isinstance(value, (set, frozenset)):
            tag = "set" if isinstance(value, set) else "frozenset"
            return {"t": tag, "v": [self.encode(item) for item in list(value)]}
        if isinstance(value, list):
            return [self.encode(item) for item in list.__iter__(value)]
        if isinstance(value, str):
            return str.__add__("", value)
        if isinstance(value, bool):
            return bool(value)
        if isinstance(value, int):
            return self.encode(int.__add__(value, 0))
        if isinstance(value, float):
            return float.__add__(value, 0.0)
        return self._encode_other(kind, value)

    def _encode_other(self, kind, value):
        if isinstance(value, (bytes, bytearray)):
            return {"t": "bytes" if isinstance(value, bytes) else "bytearray", "v": bytes(value).hex()}
        if kind is complex:
            return {"t": "complex", "v": [value.real, value.imag]}
        if kind is range:
            return {"t": "range", "v": [self.encode(part) for part in (value.start, value.stop, value.step)]}
        if isinstance(value, collections.deque):
            return {"t": "deque", "v": [self.encode(item) for item in value]}
        if kind is decimal.Decimal or kind is fractions.Fraction:
            return {"t": kind.__name__, "v": str(value)}
        if kind in (datetime.date, datetime.datetime, datetime.time):
            return {"t": kind.__name__, "v": value.isoformat()}
        if kind is datetime.timedelta:
            return {"t": "timedelta", "v": [value.days, value.seconds, value.microseconds]}
        if kind in _VIEWS:
            return {"t": _VIEWS[kind], "v": [self.encode(item) for item in value]}
        if isinstance(value, _ITERATORS):
            return {"t": "iter", "v": [self.encode(item) for item in _first(value)]}
        if isinstance(value, (types.CoroutineType, types.AsyncGeneratorType)):
            return {**self.reference(value), "t": "coroutine" if isinstance(value, types.CoroutineType) else "ref"}
        if kind is type and _TYPES.get(value.__name__) is value:
            return {"t": "type", "v": value.__name__}
        return self.reference(value)

    def decode(self, form):
        if type(form) is list:
            return [self.decode(item) for item in form]
        if type(form) is not dict:
            return form
        tag, value = form["t"], form["v"]
        if tag == "tuple":
            return tuple([self.decode(item) for item in value])
        if tag == "dict":
            return {self.decode(key): self.decode(item) for key, item in value}
        if tag in _DICTS:
            made = _DICTS[tag]()
            made.update({self.decode(key): self.decode(item) for key, item in value})
            return made
        if tag == "set":
            return {self.decode(item) for item in value}
        if tag == "frozenset":
            return frozenset([self.decode(item) for item in value])
        if tag == "int":
            return int(value, 16)
        if tag in ("bytes", "bytearray"):
            return bytes.fromhex(value) if tag == "bytes" else bytearray.fromhex(value)
        if tag == "complex":
            return complex(*value)
        if tag == "range":
            return range(*[self.decode(part) for part in value])
        if tag == "deque":
            return collections.deque(self.decode(item) for item in value)
        if tag == "Decimal":
            return decimal.Decimal(value)
        if tag == "Fraction":
            if not _FRACTION.fullmatch(value):
                raise ValueError("what is no fraction")
            return fractions.Fraction(value)
        if tag in ("date", "datetime", "time"):
            return getattr(datetime, tag).fromisoformat(value)
        if tag == "timedelta":
            return datetime.timedelta(*value)
        if tag == "keys":
            return dict.fromkeys([self.decode(item) for item in value]).keys()
        if tag == "iter":
            return iter([self.decode(item) for item in value])
        if tag == "type":
            return _TYPES[value]
        return self.resolve(form)


def dump(form):
    return json.dumps(form, separators=(",", ":")).encode("ascii")


def load(data):
    return json.loads(data)
