"""How long the processes of a job waited for a processor, which is no time of theirs."""
import os
import time


class Threads:
    """What the kernel tells about all threads in sight: those of one job, as a worker has one job at a time."""

    def __init__(self):
        self.open = {}

    def glance(self, processes):
        """The same as `read` for the first threads of a few processes, in some microseconds."""
        found = {}
        for process in processes:
            try:
                if process not in self.open:
                    self.open[process] = os.open(f"/proc/{process}/schedstat", os.O_RDONLY)
                ran, waited = os.pread(self.open[process], 200, 0).split()[:2]
                found[str(process)] = (int(ran) / 1e9, int(waited) / 1e9, False)
            except (OSError, ValueError):
                continue
        return found

    def read(self):
        """@returns thread to (seconds on a processor, seconds in wait for one, whether it could run now)"""
        found = {}
        for name in filter(str.isdigit, os.listdir("/proc")):
            try:
                threads = os.listdir(f"/proc/{name}/task")
            except OSError:
                continue
            for thread in threads:
                try:
                    found[thread] = self._read_thread(f"/proc/{name}/task/{thread}/")
                except (OSError, ValueError, IndexError):
                    continue
        return found

    def _read_thread(self, place):
        ran, waited = _text(place + "schedstat").split()[:2]
        runnable = _text(place + "stat").rsplit(b")", 1)[1].split()[0] == b"R"
        return int(ran) / 1e9, int(waited) / 1e9, runnable


def _text(path):
    fd = os.open(path, os.O_RDONLY)
    try:
        return os.read(fd, 1024)
    finally:
        os.close(fd)


class Meter:
    """
    Sums up, from look to look, the time that was the job's own: without the longest wait of any one thread for a
    processor, but never less than all of them had one together, since what they take from each other nobody else took.
    The kernel adds a wait when it is over, so one that goes on is told by a thread that could run and did not.
    """

    def __init__(self, threads=None):
        self.threads = threads or Threads()
        self.begin(0, ())

    def begin(self, now, processes):
        """Starts from zero. `processes` are those worth a first look at once."""
        self.looked_at, self.first = now, True
        self.own = self.carried = 0.0
        self.last = {thread: (*told, 0.0) for thread, told in self.threads.glance(processes).items()}

    def look(self, now):
        passed, ran_all, longest, seen = now - self.looked_at, 0.0, 0.0, {}
        for thread, (ran, waited, runnable) in self.threads.read().items():
            before = self.last.get(thread)
            if before is None:
                # At the first look it may be older than the count, later on it is not.
                before = (ran, waited, runnable, 0.0) if self.first else (0.0, 0.0, runnable, 0.0)
            stuck = runnable and (ran, waited) == before[:2]
            pending = before[3] + passed if stuck else 0.0
            seen[thread] = (ran, waited, runnable, pending)
            ran_all += max(0.0, ran - before[0])
            longest = max(longest, waited + pending - before[1] - before[3])
        # A wait that began before the last look is told after it: that part of it is carried on.
        delayed = min(longest + self.carried, max(0.0, passed - ran_all))
        self.carried = min(passed, longest + self.carried - delayed)
        self.own += passed - delayed
        self.last, self.looked_at, self.first = seen, now, False


class Clock:
    """
    A limit in seconds on the time of a job, without what it waited for a processor that others had. One that sleeps,
    blocks or computes is over at the limit, however long that takes by the wall; one that got next to no processor for
    a whole window stands still, and nothing can be told of it.
    """

    TICK = 0.1
    WINDOW = 30
    LEAST_SHARE = 1 / 40

    def __init__(self, meter=None, processes=(), now=time.monotonic):
        self.meter, self.processes, self.now = meter, processes, now
        self.deadline = None
        self.over = self.starved = False
        self.waited = 0.0

    def arm(self, seconds):
        self.seconds, self.start = seconds, self.now()
        self.deadline = self.start + seconds
        self.next = self.start + min(self.TICK, seconds / 8)
        self.over = self.starved = False
        self.waited = 0.0
        self.window = (self.start, 0.0)
        if self.meter:
            self.meter.begin(self.start, self.processes)

    def disarm(self):
        self.deadline = None

    def reason(self):
        return "starved" if self.starved else "timeout"

    def left(self):
        """@returns seconds until it is to be asked again, None where there is no limit, 0 where it is over"""
        if self.deadline is None:
            return None
        now = self.now()
        if self.over:
            return 0
        if self.meter is None:
            return max(0, self.deadline - now)
        if now < self.next:
            return self.next - now
        self.meter.look(now)
        own = self.meter.own
        self.waited = now - self.start - own
        self.starved = own < self.seconds and self._stands_still(now, own)
        self.over = own >= self.seconds or self.starved
        if self.over:
            return 0
        self.next = now + min(self.TICK, self.seconds / 8)
        return self.next - now

    def _stands_still(self, now, own):
        since, before = self.window
        if now - since < self.WINDOW:
            return False
        self.window = (now, own)
        return own - before < (now - since) * self.LEAST_SHARE
