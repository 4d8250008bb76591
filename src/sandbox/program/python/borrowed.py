"""
Stand-ins, in the candidate's process, for objects and classes of the tests: what it reads, calls or changes of them happens over
there. A list that it reads of one is the same list at every look, and what it does to it is passed on before anything else is.
"""
import builtins

IMMUTABLE = (tuple, str, int, float)
MUTABLE = (list, dict, set, bytearray)


class Kind(type):
    """The type of the stand-ins for classes of the tests."""

    def __call__(cls, *arguments, **named):
        borrower, number = type.__getattribute__(cls, "_lent")
        return borrower.invoke(number, None, arguments, named)

    def __getattr__(cls, name):
        borrower, number = type.__getattribute__(cls, "_lent")
        return borrower.read(number, name)

    def __iter__(cls):
        borrower, number = type.__getattribute__(cls, "_lent")
        return iter(borrower.invoke(number, "__iter__", (), {}))

    def __len__(cls):
        borrower, number = type.__getattribute__(cls, "_lent")
        return borrower.invoke(number, "__len__", (), {})

    def __getitem__(cls, key):
        borrower, number = type.__getattribute__(cls, "_lent")
        return borrower.invoke(number, "__getitem__", (key,), {})

    def __bool__(cls):
        return True


def _getattr(self, name):
    if name.startswith("__"):
        raise AttributeError(name)
    borrower, form = object.__getattribute__(self, "_form")
    return borrower.read(form["v"], name)


def _setattr(self, name, value):
    borrower, form = object.__getattribute__(self, "_form")
    borrower.write(form["v"], name, value)


def _forwarded(method):
    def call(self, *arguments):
        borrower, form = object.__getattribute__(self, "_form")
        return borrower.invoke(form["v"], method, arguments, {})

    return call


def update(old, new):
    """Makes one value what another is, in place."""
    if isinstance(old, (list, bytearray)):
        old[:] = new
    else:
        old.clear()
        old.update(new)


class Borrower:
    """`ask` sends a request and gives the answer; `codec` passes values on."""

    def __init__(self, codec, ask):
        self.codec, self.ask = codec, ask
        self.kinds, self.objects, self.seen = {}, {}, {}

    @staticmethod
    def form(value):
        """@returns what a stand-in is known by over there, or None for what is none"""
        if type(value) is Kind:
            return {"t": "lent class", "v": type.__getattribute__(value, "_lent")[1]}
        if type(type(value)) is Kind:
            return object.__getattribute__(value, "_form")[1]
        return None

    def kind(self, number):
        if number not in self.kinds:
            name, bases, methods, unhashable = self.ask("class", number)
            ups = [self.kind(base) if type(base) is int else getattr(builtins, base, object) for base in bases]
            plain = [up for up in ups if isinstance(up, Kind) or issubclass(up, (BaseException, *IMMUTABLE))]
            scope = {method: _forwarded(method) for method in methods}
            if unhashable:
                scope["__hash__"] = None
            elif "__eq__" in scope and "__hash__" not in scope:
                scope["__hash__"] = object.__hash__
            scope.update(_lent=(self, number), __module__="__tests__", __getattr__=_getattr, __setattr__=_setattr)
            self.kinds[number] = type.__new__(Kind, name, tuple(plain) or (object,), scope)
        return self.kinds[number]

    def object(self, form):
        number = form["v"]
        if number not in self.objects:
            kind = self.kind(form["k"])
            base = next((up for up in kind.__mro__ if up.__module__ == "builtins" and up is not object), object)
            plain = [self.codec.decode(form["plain"])] if issubclass(base, IMMUTABLE) else []
            made = base.__new__(kind, *plain)
            object.__setattr__(made, "_form", (self, form))
            self.objects[number] = made
        return self.objects[number]

    def settle(self):
        """Passes on what was changed in what was read."""
        for (number, name), entry in self.seen.items():
            after = self.codec.encode(entry[0])
            if after != entry[1]:
                entry[1] = after
                self.ask("put", number, name, after)

    def end(self):
        self.settle()
        self.seen.clear()

    def read(self, number, name):
        """What is mutable stays one object for as long as a call goes on; what others did to it is seen at the next look."""
        entry = self.seen.get((number, name))
        if entry and not entry[2]:
            return entry[0]
        self.settle()
        form = self.ask("get", number, name)
        value = self.codec.decode(form)
        if entry and type(entry[0]) is type(value):
            if form != entry[1]:
                update(entry[0], value)
            value = entry[0]
        if isinstance(value, MUTABLE):
            self.seen[number, name] = [value, form, False]
        return value

    def write(self, number, name, value):
        self.settle()
        self.seen.pop((number, name), None)
        self.ask("set", number, name, self.codec.encode(value))

    def invoke(self, number, method, arguments, named):
        self.settle()
        forms = [self.codec.encode(value) for value in arguments]
        given = {key: self.codec.encode(value) for key, value in named.items()}
        for entry in self.seen.values():
            entry[2] = True
        return self.codec.decode(self.ask("invoke", number, method, forms, given))
