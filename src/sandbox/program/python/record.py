"""What the checks of a row came to, case by case."""
import ast

import codec
import peer

CLIP = 200


class Stop(BaseException):
    """Enough is known."""


def clip(value):
    try:
        text = repr(value)
    except BaseException as error:
        text = f"<{type(error).__name__}>"
    return text if len(text) <= CLIP else text[: CLIP - 1] + "…"


class Record:
    """What happened, case by case."""

    def __init__(self, channel, stop_at_first, case_seconds):
        self.channel, self.stop_at_first, self.case_seconds = channel, stop_at_first, case_seconds
        self.executed = self.passed = 0
        self.in_process = False
        self.failing = None
        self.sources = []
        self.within = lambda: False
        self.inner = set()

    def source(self, index):
        """What a case checks, as text: written only for those that are told of, because it takes longer than most checks."""
        case = self.sources[index]
        return case if type(case) is str else ast.unparse(case)[:CLIP]

    def start(self):
        # A check that runs while the candidate works is in the time of the check that called it.
        if not self.within():
            self.channel.clock.arm(self.case_seconds)

    def stop(self):
        if not self.within():
            self.channel.clock.disarm()

    def result(self, index, right, *sides):
        self.stop()
        if right and self.muted(index):
            return
        self.executed += 1
        if right and sides and self.in_process:
            right = plainly_equal(sides[0], sides[1], right)
        if right:
            self.passed += 1
            return
        failing = {"case": self.source(index)}
        if sides:
            failing["got"], failing["expected"] = clip(sides[0]), clip(sides[1])
        self._fail(failing)

    def muted(self, index):
        """Whether a check that passes while the candidate has the tests' code run has been counted: it could have it run at will."""
        if not self.within():
            return False
        counted = index in self.inner
        self.inner.add(index)
        return counted

    def error(self, index, error):
        if isinstance(error, (Stop, peer.Timeout, peer.Starved, peer.Gone, peer.Unsupported)):
            raise error
        self.stop()
        self.executed += 1
        self._fail({"case": self.source(index), "error": f"{type(error).__name__}: {error}"[:CLIP]})

    def _fail(self, failing):
        self.failing = self.failing or failing
        if self.stop_at_first:
            raise Stop()


def plainly_equal(left, right, otherwise):
    """Equality that no method of the candidate decides, where the expected value is plain."""
    plain = codec.Codec(_refuse, _refuse)
    try:
        expected = plain.encode(right)
    except ValueError:
        return otherwise
    try:
        return plain.decode(plain.encode(left)) == plain.decode(expected)
    except ValueError:
        return False


def _refuse(value):
    raise ValueError("no plain value")
