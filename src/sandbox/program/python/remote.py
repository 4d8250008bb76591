"""The driver's side of the candidate's objects: what goes across, and in which form."""
import builtins
import functools
import json
import operator
import types

import codec
import lending
import outside
import peer
import stand_ins


class RemoteError(Exception):
    """The candidate raised something that is no builtin exception, or answered what is no value."""


FUNCTIONS = (
    *(types.FunctionType, types.MethodType, types.BuiltinFunctionType, types.MethodDescriptorType, types.WrapperDescriptorType),
    *(types.MethodWrapperType, functools.partial, operator.itemgetter, operator.attrgetter, type(functools.lru_cache(len))),
)


async def awaited(caller, number):
    return caller.wait_for(number)


class Caller:
    """Calls into the candidate's process. `limit` is the seconds that one call may take where no case is running."""

    in_process = False

    def __init__(self, channel):
        self.channel = channel
        self.seconds = 1.0
        self.callbacks = []
        self.calls = 0
        self.classes, self.objects, self.known = {}, {}, {}
        self.codec = codec.Codec(self._export, self._resolve, self._special)
        self.lender = lending.Lender(self.codec, self._update)
        self.muted = False
        stand_ins.Kin.caller = self

    def _special(self, value):
        kind = type(value)
        if kind is stand_ins.Kin:
            return {"t": "own", "v": type.__getattribute__(value, "_kin")}
        if type(kind) is stand_ins.Kin:
            return {"t": "own", "v": stand_ins.number_of(value)}
        return self.lender.form(value) if lending.lendable(value) else None

    def _export(self, value):
        if isinstance(value, RemoteError):
            raise value
        if isinstance(value, types.CoroutineType) and value.cr_code is awaited.__code__:
            raise RemoteError("a coroutine of the program that nobody awaited")
        if not isinstance(value, FUNCTIONS):
            raise peer.Unsupported(f"a {type(value).__name__} of the test")
        self.callbacks.append(value)
        return {"t": "ref", "v": len(self.callbacks) - 1}

    def _resolve(self, form):
        tag, number = form["t"], form["v"]
        if type(number) is not int or number < 0:
            raise RemoteError("what is no value")
        if tag == "class":
            return self.kin(number)
        if tag in ("lent", "lent class"):
            return self.lender.resolve(number)
        if tag == "coroutine":
            return awaited(self, number)
        if tag == "of":
            return stand_ins.make_value(self, number, self.kin(form["k"]), self.codec.decode(form["plain"]))
        if tag != "ref":
            raise RemoteError("what is no value")
        if number not in self.objects:
            kind = stand_ins.Remote if form.get("k") is None else self.kin(form["k"])
            self.objects[number] = stand_ins.make_object(self, number, kind)
        return self.objects[number]

    def kin(self, number, deep=0):
        """@returns the stand-in for a class over there"""
        if type(number) is not int or number < 0 or deep > 20:
            raise RemoteError("what is no class")
        if number not in self.classes:
            name, bases = self.request("class", number)[1]
            found = [self.kin(base, deep + 1) if type(base) is int else getattr(builtins, base, object) for base in bases[:20]]
            kinds = [base if isinstance(base, type) else object for base in found]
            self.classes[number] = stand_ins.make_class(number, str(name)[:100], kinds)
        return self.classes[number]

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
            self.channel.check()
            reply = self.channel.receive()
            if type(reply) is not list or len(reply) < 2:
                raise peer.Gone()
            if reply[0] == "ok":
                return reply
            if reply[0] == "error":
                raise self._exception(*reply[1:6])
            self._answer(reply)

    def _answer(self, frame):
        """Does what the candidate asks for while it works on a call; a check that passes in there counts once."""
        before, self.muted = self.muted, True
        try:
            answer = outside.perform(self, frame)
        except Exception as error:
            lent = self.lender.form(error) if lending.lendable(error) else None
            name = next(kind.__name__ for kind in type(error).__mro__ if kind.__module__ == "builtins")
            answer = ["error", name, str(error)[:300], lent]
        except peer.Unsupported as reason:
            answer = ["error", "AttributeError", str(reason), None]
        finally:
            self.muted = before
        if answer is not None:
            self.channel.send(answer)

    def _exception(self, name, message="", kin=None, number=None, lent=None):
        if type(lent) is dict and lent.get("t") == "lent":
            raised = self.lender.resolve(lent.get("v"))
            if isinstance(raised, Exception):
                return raised
        if kin is not None and type(number) is int:
            kind = self.kin(kin)
            if issubclass(kind, Exception):
                raised = stand_ins.make_object(self, number, kind)
                raised.args = (str(message),)
                return raised
        kind = getattr(builtins, str(name), None)
        if isinstance(kind, type) and issubclass(kind, Exception) and kind.__init__ is not UnicodeDecodeError.__init__:
            try:
                return kind(str(message))
            except TypeError:
                pass
        return RemoteError(f"{name}: {message}")

    def invoke(self, number, method, arguments, named):
        self.calls += 1
        self.known.clear()
        forms = [self.codec.encode(value) for value in arguments]
        reply = self.request(
            "invoke", number, method, forms, {key: self.codec.encode(value) for key, value in named.items()}
        )
        self.known.clear()
        changed = reply[2] if len(reply) > 2 and type(reply[2]) is dict else {}
        for index, argument in enumerate(arguments):
            if str(index) in changed:
                self._update(argument, self.codec.decode(changed[str(index)]))
        return self.codec.decode(reply[1])

    def _once(self, key, *frame):
        if key not in self.known:
            self.known[key] = self.request(*frame)[1]
        return self.codec.decode(self.known[key])

    def ask(self, number, method, *arguments):
        """A method that Python calls for the tests, and that is to change nothing."""
        forms = [self.codec.encode(value) for value in arguments]
        return self._once((number, method, json.dumps(forms)), "invoke", number, method, forms, {})

    def read(self, number, name):
        return self._once((number, "get", name), "get", number, name)

    def truth(self, number):
        return self._once((number, "truth"), "truth", number) is True

    def write(self, number, name, value):
        self.known.clear()
        self.request("set", number, name, self.codec.encode(value))

    def wait_for(self, number):
        self.known.clear()
        return self.codec.decode(self.request("await", number)[1])

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
        """@returns ("missing"|"module"|"value", value)"""
        form = self.request("name", name)[1]
        if form is None:
            return "missing", None
        if form["t"] == "module":
            return "module", str(form["v"])
        return "value", self.codec.decode(form["v"])
