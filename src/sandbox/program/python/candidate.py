"""The candidate's side: runs what a model wrote, and answers calls into it. Nothing in this process is trusted."""
import builtins
import sys
import traceback
import types

import borrowed
import codec
import streams

MUTABLE = (list, dict, set, bytearray)


class Callback:
    """A function of the test, called back over the channel."""

    def __init__(self, server, number):
        self._server, self._number = server, number

    def __call__(self, *arguments):
        return self._server.call_back(self._number, arguments)


VALUES = (tuple, list, dict, set, frozenset, str, int, float)


def own(kind):
    """Whether a class is the program's own."""
    return isinstance(kind, type) and kind.__module__ == "__main__"


class Server:
    def __init__(self, channel):
        self.channel = channel
        self.objects = []
        self.numbers = {}
        self.loop = None
        self.codec = codec.Codec(self._reference, self._resolve, self._special)
        self.borrowed = borrowed.Borrower(self.codec, self._ask)
        self.printed = {}

    def _number(self, value):
        """The same object has the same number, so that it is the same over there as well."""
        number = self.numbers.setdefault(id(value), len(self.objects))
        if number == len(self.objects):
            self.objects.append(value)
        return number

    def _kin(self, value):
        return self._number(type(value)) if own(type(value)) else None

    def _reference(self, value):
        if own(value):
            return {"t": "class", "v": self._number(value)}
        return {"t": "ref", "v": self._number(value), "k": self._kin(value)}

    def _special(self, value):
        """An object of the tests; a value of the program's own class that is a tuple, a number or the like as well."""
        if (form := self.borrowed.form(value)) is not None:
            return form
        if not own(type(value)) or not isinstance(value, VALUES):
            return None
        return {"t": "of", "v": self._number(value), "k": self._kin(value), "plain": self.codec.encode_plain(value)}

    def _resolve(self, form):
        tag, number = form["t"], form["v"]
        if tag == "own":
            return self.objects[number]
        if tag == "lent":
            return self.borrowed.object(form)
        if tag == "lent class":
            return self.borrowed.kind(number)
        return NotImplemented if tag == "not implemented" else Callback(self, number)

    def _describe_class(self, kind):
        """@returns its name, and its bases: numbers of the program's own classes, names of the interpreter's"""
        bases = []
        for base in kind.__bases__:
            if own(base):
                bases.append(self._number(base))
            else:
                bases.append(next(up.__name__ for up in base.__mro__ if getattr(builtins, up.__name__, None) is up))
        return [str(kind.__name__), bases]

    def _await(self, value):
        import asyncio

        self.loop = self.loop or asyncio.new_event_loop()
        return self.loop.run_until_complete(value)

    def call_back(self, number, arguments):
        self.borrowed.settle()
        return self.codec.decode(self._request("call", number, [self.codec.encode(value) for value in arguments]))

    def _ask(self, *request):
        return self._request("lent", *request)

    def _request(self, *frame):
        """Asks the tests for something while they wait for an answer."""
        self._pass_on()
        self.channel.send(list(frame))
        reply = self._serve_until_reply()
        if reply[0] == "ok":
            return reply[1]
        if reply[3] is not None:
            raise self.codec.decode(reply[3])
        kind = getattr(builtins, reply[1], None)
        raise (kind if isinstance(kind, type) and issubclass(kind, Exception) else RuntimeError)(reply[2])

    def stream(self):
        """From now on the tests see what is printed, and say what is read."""
        self.printed = streams.replace(lambda: self._request("read", 0))

    def _pass_on(self):
        for name, stream in self.printed.items():
            if text := stream.take():
                self.channel.send(["printed", name, text])

    def _serve_until_reply(self):
        while True:
            frame = self.channel.receive()
            if frame[0] in ("ok", "error"):
                return frame
            self.answer(frame)

    def answer(self, frame):
        try:
            reply = self._perform(*frame)
        except BaseException as error:
            name = next((kind.__name__ for kind in type(error).__mro__ if kind.__module__ == "builtins"), "Exception")
            kin = self._kin(error)
            number = None if kin is None else self._number(error)
            reply = ["error", name, str(error)[:300], kin, number, self.borrowed.form(error)]
        try:
            self._pass_on()
            self.channel.send(reply)
        except (ValueError, RecursionError, TypeError) as error:
            self.channel.send(["error", type(error).__name__, str(error)[:300]])

    def _perform(self, verb, *rest):
        if verb == "name":
            return ["ok", self._describe(rest[0])]
        target = self.objects[rest[0]]
        if verb == "class":
            return ["ok", self._describe_class(target)]
        if verb == "await":
            return ["ok", self.codec.encode(self._await(target))]
        if verb == "truth":
            return ["ok", bool(target)]
        if verb == "get":
            return ["ok", self.codec.encode(getattr(target, rest[1]))]
        if verb == "set":
            setattr(target, rest[1], self.codec.decode(rest[2]))
            return ["ok", None]
        arguments = [self.codec.decode(form) for form in rest[2]]
        named = {key: self.codec.decode(form) for key, form in rest[3].items()}
        function = target if rest[1] is None else getattr(target, rest[1])
        value = self.codec.encode(function(*arguments, **named))
        self.borrowed.end()
        changed = {}
        for index, (argument, form) in enumerate(zip(arguments, rest[2])):
            if isinstance(argument, MUTABLE):
                after = self.codec.encode(argument)
                if after != form:
                    changed[index] = after
        return ["ok", value, changed]

    def _describe(self, name):
        main = sys.modules["__main__"].__dict__
        if name not in main:
            return None
        value = main[name]
        if isinstance(value, types.ModuleType):
            return {"t": "module", "v": value.__name__}
        return {"t": "class" if isinstance(value, type) else "value", "v": self.codec.encode(value)}



def serve(channel, streamed):
    """Answers calls for ever. `streamed`: whether the tests see the standard streams"""
    server = Server(channel)
    if streamed:
        server.stream()
    while True:
        server.answer(channel.receive())


def prepare_main():
    """A fresh __main__, with what the interpreter's own start adds to the builtins."""
    main = types.ModuleType("__main__")
    main.__dict__["__builtins__"] = builtins
    sys.modules["__main__"] = main
    sys.argv = ["main.py"]
    sys.path[:] = [place for place in sys.path if place != "/opt/worker"]
    builtins.exit = builtins.quit = sys.exit
    return main


def load(source):
    """@returns None, or [kind, message] of what went wrong"""
    main = prepare_main()
    try:
        code = compile(source, "main.py", "exec", dont_inherit=True)
    except (SyntaxError, ValueError, MemoryError, RecursionError, OverflowError) as error:
        return ["compile", f"{type(error).__name__}: {error}"[:300]]
    try:
        exec(code, main.__dict__)
    except BaseException as error:
        return ["exception", f"{type(error).__name__}: {error}"[:300]]
    return None


def run_as_main(source):
    """@returns the exit code"""
    main = prepare_main()
    try:
        exec(compile(source, "main.py", "exec", dont_inherit=True), main.__dict__)
        return 0
    except SystemExit as ending:
        code = ending.code
        if code is None or type(code) is int:
            return (code or 0) & 255
        print(code, file=sys.stderr)
        return 1
    except BaseException:
        traceback.print_exc()
        return 1
