"""
Objects of the tests that the candidate is given, in the driver's process. They never leave it: the candidate names one by
its number and asks for something of it, as any program could. What leads from an object to the insides of the driver is
refused, so that an object of the tests is no way to their verdict: names with two underscores, methods that are replaced, and
classes that are more than plain classes of the tests.
"""
import builtins
import functools
import types

import special

# What a class of the tests may be made of beside classes of the tests.
MODULES = ("builtins", "abc", "collections", "collections.abc", "enum", "typing", "types", "numbers")
MODULE = "__tests__"
IMMUTABLE = (tuple, str, int, float)
# Methods of the interpreter's own texts that look up names with two underscores in what they are given.
TEMPLATES = ("format", "format_map")


class Refused(AttributeError):
    """What the candidate may not have."""


def lendable(value):
    """Whether an object, or a class, is the tests' own and nothing more."""
    kind = value if isinstance(value, type) else type(value)
    if kind.__module__ != MODULE:
        return False
    return all(up.__module__ in (MODULE, *MODULES) and not issubclass(up, type) for up in kind.__mro__)


def known(kind):
    """@returns the name of the interpreter's own class that one is made of"""
    return next(up.__name__ for up in kind.__mro__ if getattr(builtins, up.__name__, None) is up)


class Lender:
    """`codec` passes on what is read and given; `update` changes a value in place."""

    def __init__(self, codec, update):
        self.codec, self.update = codec, update
        self.objects, self.numbers = [], {}

    def number(self, value):
        number = self.numbers.setdefault(id(value), len(self.objects))
        if number == len(self.objects):
            self.objects.append(value)
        return number

    def form(self, value):
        """@returns what the candidate knows it by"""
        if isinstance(value, type):
            return {"t": "lent class", "v": self.number(value)}
        form = {"t": "lent", "v": self.number(value), "k": self.number(type(value))}
        if isinstance(value, IMMUTABLE):
            form["plain"] = self.codec.encode_plain(value)
        return form

    def resolve(self, number):
        if type(number) is not int or not 0 <= number < len(self.objects):
            raise Refused("there is no such object")
        return self.objects[number]

    def perform(self, verb, number, *rest):
        """@returns the form of the answer"""
        target = self.resolve(number)
        if verb == "class":
            return self.describe(target)
        if verb == "get":
            return self.encode(self.attribute(target, rest[0]))
        if verb == "set":
            return self.write(target, self.name(rest[0]), self.codec.decode(rest[1]))
        if verb == "put":
            return self.update(self.attribute(target, rest[0]), self.codec.decode(rest[1]))
        if verb != "invoke":
            raise Refused("no such request")
        method, forms, named = rest
        function = target if method is None else self.method(target, method)
        given = {self.name(key): self.codec.decode(form) for key, form in named.items()}
        return self.encode(function(*[self.codec.decode(form) for form in forms], **given))

    def method(self, target, name):
        """Special methods are looked up as Python does it: in the class."""
        if name in special.SPECIAL:
            return functools.partial(getattr(type(target), name), target)
        return self.attribute(target, name)

    def attribute(self, target, name):
        value = getattr(target, self.name(name))
        if name in TEMPLATES and not isinstance(value, (types.FunctionType, types.MethodType)):
            raise Refused(f"no attribute {name}")
        return value

    def encode(self, value):
        return {"t": "not implemented", "v": 0} if value is NotImplemented else self.codec.encode(value)

    @staticmethod
    def name(name):
        if type(name) is not str or not name.isidentifier() or name.startswith("__"):
            raise Refused(f"no attribute {name}")
        return name

    def write(self, target, name, value):
        own = getattr(type(target), name, None)
        if isinstance(target, type) or name.startswith("_") or (callable(own) and not isinstance(own, type)):
            raise Refused(f"the attribute {name} cannot be set")
        setattr(target, name, value)

    def describe(self, kind):
        if not isinstance(kind, type):
            raise Refused("no class")
        bases = [self.number(base) if base.__module__ == MODULE else known(base) for base in kind.__bases__]
        methods = sorted(special.defined(kind))
        return [kind.__name__, bases, methods, kind.__hash__ is None]
