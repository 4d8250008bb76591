"""
Stand-ins, in the driver's process, for the candidate's classes and objects: they behave as such to isinstance, type,
except and iteration, and never show an expected value. What the tests read without calling anything is read once until
the next call: no object answers one thing to the first half of a check and another to the second.
"""
import peer

# What a value of the candidate's class may be beside that.
PLAIN = (tuple, list, dict, set, frozenset, str, int, float)
MUTABLE = (list, dict, set)


def caller_of(value):
    return object.__getattribute__(value, "_caller")


def number_of(value):
    return object.__getattribute__(value, "_number")


class Kin(type):
    """The type of the stand-ins for classes."""

    def __new__(meta, name, bases, scope):
        raise peer.Unsupported("a class of the tests is made from one of the program")

    def __init__(cls, *_):
        pass

    def __call__(cls, *arguments, **named):
        return Kin.caller.invoke(cls._kin, None, list(arguments), named)

    def __getattr__(cls, name):
        return Kin.caller.read(type.__getattribute__(cls, "_kin"), name)

    def __iter__(cls):
        return iter(Kin.caller.ask(cls._kin, "__iter__"))

    def __len__(cls):
        return Kin.caller.ask(cls._kin, "__len__")

    def __getitem__(cls, key):
        return Kin.caller.ask(cls._kin, "__getitem__", key)


def make_class(number, name, bases):
    """@returns the stand-in for a class over there"""
    scope = {"_kin": number, "__slots__": (), "__module__": "__main__"}
    plain = [base for base in bases if not isinstance(base, Kin)]
    kins = tuple(base for base in bases if isinstance(base, Kin))
    try:
        if plain:
            first = (Valued,) if not kins and plain[0] is not object else ()
            rest = tuple(base for base in plain if base is not object)
            scope.pop("__slots__")
            return type.__new__(Kin, name, (*first, *kins, *rest) or (Remote,), scope)
        return type.__new__(Kin, name, kins or (Remote,), scope)
    except TypeError:
        return type.__new__(Kin, name, (Remote,), {"_kin": number, "__module__": "__main__"})


class Valued:
    """Mixed into stand-ins that are plain values or exceptions: all but that is read over there."""

    def __getattr__(self, name):
        if name in ("_caller", "_number"):
            raise AttributeError(name)
        return caller_of(self).read(number_of(self), name)


def _asks(method):
    """Asked once until the next call of the tests. An object without the method is a TypeError, as everywhere."""

    def ask(self, *arguments):
        try:
            return caller_of(self).ask(number_of(self), method, *arguments)
        except AttributeError as error:
            if f"attribute '{method}'" in str(error):
                raise TypeError(f"the object has no {method}") from None
            raise

    return ask


def _changes(method):
    def call(self, *arguments):
        return caller_of(self).invoke(number_of(self), method, list(arguments), {})

    return call


def _with_own_kind(method, otherwise):
    """
    Between two objects of the candidate its own method decides. With a plain value nothing goes across, because that would
    show the candidate what the tests expect and let it decide.
    """

    def both(self, other):
        if not isinstance(type(other), Kin):
            return otherwise
        return caller_of(self).ask(number_of(self), method, other)

    return both


def _remote_scope():
    scope = {name: _asks(name) for name in ("__hash__", "__len__", "__str__", "__repr__", "__getitem__", "__float__", "__int__", "__abs__", "__neg__", "__index__")}
    scope.update({name: _changes(name) for name in ("__setitem__", "__delitem__", "__next__", "__enter__", "__exit__")})
    compared = {"__eq__": False, "__ne__": True}
    for name in ("lt", "le", "gt", "ge", "add", "sub", "mul", "truediv", "floordiv", "mod", "matmul", "and", "or", "xor"):
        compared[f"__{name}__"] = NotImplemented
    scope.update({name: _with_own_kind(name, otherwise) for name, otherwise in compared.items()})
    return scope


def _call(self, *arguments, **named):
    return caller_of(self).invoke(number_of(self), None, list(arguments), named)


def _getattr(self, name):
    return caller_of(self).read(number_of(self), name)


def _setattr(self, name, value):
    caller_of(self).write(number_of(self), name, value)


def _bool(self):
    return caller_of(self).truth(number_of(self))


def _iter(self):
    found = caller_of(self).ask(number_of(self), "__iter__")
    return found if isinstance(type(found), Kin) else iter(found)


Remote = type.__new__(
    Kin,
    "Remote",
    (),
    {
        **_remote_scope(),
        "__slots__": ("_caller", "_number"),
        "__call__": _call,
        "__getattr__": _getattr,
        "__setattr__": _setattr,
        "__bool__": _bool,
        "__iter__": _iter,
        "_kin": -1,
    },
)


def make_object(caller, number, kind):
    """@returns the stand-in for an object over there that is no plain value"""
    base = next((base for base in kind.__mro__ if base.__module__ == "builtins" and base is not object), object)
    made = object.__new__(kind) if base is object else base.__new__(kind)
    object.__setattr__(made, "_caller", caller)
    object.__setattr__(made, "_number", number)
    return made


def make_value(caller, number, kind, plain):
    """@returns a stand-in that is a plain value as well"""
    base = next((base for base in PLAIN if issubclass(kind, base)), None)
    if base is None or not isinstance(plain, base):
        return plain
    made = base.__new__(kind) if base in MUTABLE else base.__new__(kind, plain)
    if base in MUTABLE:
        base.__init__(made, plain)
    object.__setattr__(made, "_caller", caller)
    object.__setattr__(made, "_number", number)
    return made
