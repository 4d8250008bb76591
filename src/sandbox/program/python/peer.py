"""Requests and replies between the driver of the tests and the candidate, over a socket pair, one frame each."""
import select
import socket

import codec
import starvation

FRAME_BYTES = 16 * 1024 * 1024
# What always fits into the buffer of a socket whose other side has answered all before.
SMALL_BYTES = 32 * 1024


class Timeout(BaseException):
    """The other side did not answer within the limit of the case."""


class Starved(BaseException):
    """The limit was drawn out as far as it goes, and the machine still had no processor for the job."""


class Gone(BaseException):
    """The other side died or sent what is no frame."""


class Unsupported(BaseException):
    """The test needs the candidate's objects in its own process."""


class Channel:
    def __init__(self, connection, clock=None):
        self.connection = connection
        self.clock = clock or starvation.Clock()
        self.broken = None
        self.received = bytearray()

    def _fail(self, kind):
        self.broken = self.broken or kind
        raise kind() from None

    def send(self, form):
        data = codec.dump(form)
        if len(data) > FRAME_BYTES:
            raise ValueError("too large to pass on")
        data = memoryview(len(data).to_bytes(4, "big") + data)
        try:
            if len(data) <= SMALL_BYTES:
                self.connection.sendall(data)
                return
            while data:
                self._wait([], [self.connection])
                data = data[self.connection.send(data, socket.MSG_DONTWAIT) :]
        except OSError:
            self._fail(Gone)

    def _wait(self, reading, writing):
        while not any(select.select(reading, writing, [], self.clock.left())):
            self.check()

    def check(self):
        """Ends it where its time is over, for one that never lets us wait."""
        if self.clock.left() == 0:
            self._fail(Starved if self.clock.starved else Timeout)

    def receive(self, most=FRAME_BYTES):
        size = int.from_bytes(self._exactly(4), "big")
        if size > most:
            self._fail(Gone)
        try:
            return codec.load(self._exactly(size))
        except (ValueError, RecursionError, MemoryError):
            self._fail(Gone)

    def _exactly(self, count):
        while len(self.received) < count:
            self._wait([self.connection], [])
            try:
                part = self.connection.recv(max(8192, min(count - len(self.received), 1 << 20)))
            except OSError:
                self._fail(Gone)
            if not part:
                self._fail(Gone)
            self.received += part
        taken = bytes(self.received[:count])
        del self.received[:count]
        return taken
