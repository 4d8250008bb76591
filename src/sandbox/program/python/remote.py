"""The driver's side of the candidate's objects: stand-ins that call across, and never show an expected value."""
import builtins

import codec
import peer


class RemoteError(Exception):
    """The candidate raised something that is no builtin exception."""


def plain_functions(value):
    return callable(value) and not isinstance(value, type)


class Caller:
    """Calls into the candidate's process. `limit` is the seconds that one call may take where no case is running."""

    in_process = False

    def __init__(self, channel):
        self.channel = channel
        self.seconds = 1.0
        self.callbacks = []
        # Only the tests decide that they need the candidate's own process, never what the candidate does.
        self.waits = False
        self.calls = 0
        self.codec = codec.Codec(self._export, self._resolve)

    def _export(self, value):
        if isinstance(value, Remote):
            return {"t": "own", "v": object.__getattribute__(value, "_number")}
        if not plain_functions(value):
            raise peer.Unsupported(f"a {type(value).__name__} of the test")
        self.callbacks.append(value)
        return {"t": "ref", "v": len(self.callbacks) - 1}

    def _resolve(self, form):
        if form["t"] == "coroutine":
            if self.waits:
                raise peer.Unsupported("a coroutine")
            raise RemoteError("a coroutine where the test waits for none")
        if form["t"] != "ref":
            raise RemoteError("what is no value")
        return Remote(self, int(form["v"]))

    def request(self, *frame):
        """A case has a limit of its own; a call outside of one has it to itself."""
        if self.channel.clock.deadline is not None:
            return self._request(frame)
        self.channel.clock.arm(self.seconds)
        try:
            return self._request(frame)
        finally:
            self.channel.clock.disarm()

    def _request(self, frame):
        self.channel.send(list(frame))
        while True:
            reply = self.channel.receive()
            if type(reply) is not list or not reply:
                raise peer.Gone()
            if reply[0] == "ok":
                return reply
            if reply[0] == "error":
                raise self._exception(str(reply[1]), str(reply[2]))
            if reply[0] != "call":
                raise peer.Gone()
            self._answer(reply)

    def _answer(self, frame):
        try:
            function = self.callbacks[int(frame[1])]
            value = function(*[self.codec.decode(form) for form in frame[2]])
            self.channel.send(["ok", self.codec.encode(value)])
        except Exception as error:
            self.channel.send(["error", f"{type(error).__name__}: {error}"[:300]])

    @staticmethod
    def _exception(name, message):
        kind = getattr(builtins, name, None)
        if isinstance(kind, type) and issubclass(kind, Exception) and kind.__init__ is not UnicodeDecodeError.__init__:
            try:
                return kind(message)
            except TypeError:
                pass
        return RemoteError(f"{name}: {message}")

    def invoke(self, number, method, arguments, named):
        self.calls += 1
        forms = [self.codec.encode(value) for value in arguments]
        reply = self.request(
            "invoke", number, method, forms, {key: self.codec.encode(value) for key, value in named.items()}
        )
        for index, form in (reply[2] if len(reply) > 2 else {}).items():
            self._update(arguments[int(index)], self.codec.decode(form))
        return self.codec.decode(reply[1])

    @staticmethod
    def _update(old, new):
        """Makes a change in place that the candidate made to an argument visible to the test."""
        if type(old) is not type(new):
            return
        if isinstance(old, (list, bytearray)):
            old[:] = new
        elif isinstance(old, (dict, set)):
            old.clear()
            old.update(new)

    def name(self, name):
        """@returns ("missing"|"module"|"class"|"value", value)"""
        form = self.request("name", name)[1]
        if form is None:
            return "missing", None
        if form["t"] == "module":
            return "module", str(form["v"])
        return "class" if form["t"] == "class" else "value", self.codec.decode(form["v"])


def _forward(method):
    def call(self, *arguments):
        caller = object.__getattribute__(self, "_caller")
        return caller.invoke(object.__getattribute__(self, "_number"), method, list(arguments), {})

    return call


class Remote:
    """
    An object of the candidate. Reading it goes across; comparing it with a plain value does not, because that would show
    the candidate what the test expects and let its own `__eq__` decide.
    """

    __slots__ = ("_caller", "_number")

    def __init__(self, caller, number):
        object.__setattr__(self, "_caller", caller)
        object.__setattr__(self, "_number", number)

    def __call__(self, *arguments, **named):
        return object.__getattribute__(self, "_caller").invoke(
            object.__getattribute__(self, "_number"), None, list(arguments), named
        )

    def __getattr__(self, name):
        caller = object.__getattribute__(self, "_caller")
        reply = caller.request("get", object.__getattribute__(self, "_number"), name)
        return caller.codec.decode(reply[1])

    def __setattr__(self, name, value):
        caller = object.__getattribute__(self, "_caller")
        caller.request("set", object.__getattribute__(self, "_number"), name, caller.codec.encode(value))

    def __eq__(self, other):
        return self._both(other, "__eq__", False)

    def __ne__(self, other):
        return self._both(other, "__ne__", True)

    def _both(self, other, method, otherwise):
        if not isinstance(other, Remote):
            return otherwise
        return bool(_forward(method)(self, other))

    __hash__ = _forward("__hash__")
    __len__ = _forward("__len__")
    __str__ = _forward("__str__")
    __repr__ = _forward("__repr__")
    __getitem__ = _forward("__getitem__")
    __setitem__ = _forward("__setitem__")
    __delitem__ = _forward("__delitem__")
    __float__ = _forward("__float__")
    __int__ = _forward("__int__")

    def __bool__(self):
        return True

    def __iter__(self):
        return iter(_forward("__iter__")(self))
