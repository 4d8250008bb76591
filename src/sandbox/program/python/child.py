"""One fenced process of a job, its outputs, and what it used."""
import base64
import json
import os
import select
import signal
import sys
import time

import isolate
import starvation
from frames import read_frame

WRITABLE = (b"/tmp", b"/dev/shm")
SECCOMP = base64.b64decode(sys.argv[1])


def readable(data):
    """@returns a descriptor that gives these bytes; once, where they fit into a pipe, so that nothing else can read them again"""
    end, start = os.pipe()
    os.set_blocking(start, False)
    try:
        if not data or os.write(start, data) == len(data):
            return end
    except BlockingIOError:
        pass
    finally:
        os.close(start)
    os.close(end)
    file = os.memfd_create("in")
    view = memoryview(data)
    while view:
        view = view[os.write(file, view) :]
    os.lseek(file, 0, os.SEEK_SET)
    return file


class Child:
    """One process of a job, fenced, with its outputs in memory files that the keeper reads afterwards."""

    def __init__(self, limits, body, link=None, report=None):
        self.limits = limits
        self.output = [os.memfd_create("out"), os.memfd_create("err")]
        self.usage = None
        self.status = None
        self.waited = 0.0
        ready, told = os.pipe()
        self.start = time.monotonic()
        self.pid = os.fork()
        if self.pid == 0:
            code = 70
            try:
                part = json.loads(read_frame())
                os.write(told, b"!")
                self._fence(part, link, report)
                code = body(part)
            except BaseException as error:
                try:
                    os.write(2, f"{type(error).__name__}: {error}".encode()[:500])
                except OSError:
                    pass
            finally:
                try:
                    sys.stdout.flush()
                    sys.stderr.flush()
                except BaseException:
                    pass
                os._exit(code)
        os.close(told)
        if not os.read(ready, 1):
            os._exit(1)
        os.close(ready)
        self.watch = os.pidfd_open(self.pid)

    def _fence(self, part, link, report):
        os.setsid()
        isolate.unshare(isolate.NEW_MOUNT | isolate.NEW_IPC)
        bare = part.get("bare", False)
        for folder in WRITABLE:
            isolate.mount_private(folder, self.limits["diskBytes"], executable=not bare)
        if bare:
            isolate.mount_no_processes(part["command"][0])
        else:
            isolate.mount_processes()
        stdin = readable(part.get("stdin", "").encode("utf-8", "surrogatepass"))
        kept = [stdin, *self.output, *([link] if link is not None else []), *([report] if report is not None else [])]
        for place, fd in enumerate(kept):
            os.dup2(fd, 100 + place)
        for place in range(len(kept)):
            os.dup2(100 + place, place, inheritable=True)
        os.closerange(len(kept), 1024)
        os.chdir("/tmp")
        isolate.set_limits(self.limits)
        isolate.drop_rights(SECCOMP)

    def clock(self):
        """A clock for what waits for this process."""
        return starvation.Clock(starvation.Meter(), (os.getpid(), self.pid))

    def wait(self, seconds):
        """
        Ends it when it has used up its time.
        @returns how it ended: `self`, `timeout` or `starved`
        """
        clock = self.clock()
        clock.arm(seconds)
        ready = []
        while not ready and not clock.over:
            ready = select.select([self.watch], [], [], clock.left())[0]
        self.waited = clock.waited
        self.end()
        return "self" if ready else clock.reason()

    def end(self):
        if self.status is not None:
            return
        try:
            os.kill(self.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        _, self.status, self.usage = os.wait4(self.pid, 0)

    def report(self):
        code = os.waitstatus_to_exitcode(self.status)
        sizes = [os.fstat(fd).st_size for fd in self.output]
        texts = [os.pread(fd, self.limits["outputBytes"], 0).decode("utf-8", "replace") for fd in self.output]
        return {
            "cpuMs": (self.usage.ru_utime + self.usage.ru_stime) * 1000,
            "peakMemoryBytes": self.usage.ru_maxrss * 1024,
            "wallMs": (time.monotonic() - self.start) * 1000,
            "waitedMs": self.waited * 1000,
            "exitCode": code if code >= 0 else None,
            "signal": signal.Signals(-code).name if code < 0 else None,
            "stdout": texts[0],
            "stderr": texts[1],
            "truncated": max(sizes) > self.limits["outputBytes"],
        }


def start_command(part):
    for name, content in part.get("files", {}).items():
        with open(f"/tmp/{name}", "wb") as file:
            file.write(base64.b64decode(content))
        os.chmod(f"/tmp/{name}", 0o755)
    environment = {"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "HOME": "/tmp"}
    os.execve(part["command"][0], part["command"], environment)
