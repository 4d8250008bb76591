"""Jobs of two programs that cannot see each other and talk through us: a candidate, and the driver of its tests."""
import json
import os
import select
import socket

import isolate
from child import SECCOMP, Child, start_command

KEPT = 64 * 1024


def relay(pair, clock, seconds):
    """Passes bytes between two processes, each of which has so long for its answer. @returns why it ended"""
    asking, answering = pair
    while True:
        ready = select.select(pair, [], [], clock.left())[0]
        if not ready and clock.left() == 0:
            return clock.reason()
        for source in ready:
            try:
                data = source.recv(1 << 16)
            except OSError:
                data = b""
            if not data:
                return "done" if source is asking else "gone"
            clock.arm(seconds)
            try:
                (answering if source is asking else asking).sendall(data)
            except OSError:
                return "gone"


def start_driver(limits, link, report, others):
    """Starts the driver from a process of its own, because each PID namespace needs another parent. @returns its ends"""
    stop, stopped = os.pipe()
    told, tell = os.pipe()
    ready, begun = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(stopped)
        for other in others:
            other.close()
        isolate.new_process_namespace()
        child = Child(limits, start_command, link=link, report=report)
        os.write(begun, b"!")
        select.select([child.watch, stop], [], [])
        ended = child.wait(2)
        os.write(tell, json.dumps({**child.report(), "ended": ended}).encode("ascii"))
        os._exit(0)
    os.close(stop)
    os.close(tell)
    os.close(begun)
    if not os.read(ready, 1):
        os._exit(1)
    return pid, stopped, told


def read_all(fd):
    parts = []
    while part := os.read(fd, 1 << 16):
        parts.append(part)
    return b"".join(parts)


def keep_pair(header):
    """Two programs that talk on their descriptor 3: the driver, which reports on its descriptor 4, and the candidate."""
    links = [socket.socketpair(), socket.socketpair()]
    report = os.memfd_create("report")
    pid, stopped, told = start_driver(header["driverLimits"], links[1][1].fileno(), report, [*links[0], links[1][0]])
    isolate.new_process_namespace()
    child = Child(header["limits"], start_command, link=links[0][1].fileno())
    for _, there in links:
        there.close()
    isolate.drop_rights(SECCOMP)
    clock = child.clock()
    clock.arm(header["limits"]["wallMs"] / 1000)
    ended = relay([links[1][0], links[0][0]], clock, header["caseSeconds"])
    child.end()
    for here, _ in links:
        here.close()
    os.close(stopped)
    driver_report = json.loads(read_all(told))
    os.waitpid(pid, 0)
    verdict = os.pread(report, KEPT, 0).decode("utf-8", "replace")
    if verdict == "" and driver_report["ended"] == "starved":
        ended = "starved"
    return {"ended": ended, "told": verdict, "report": child.report(), "driver": driver_report}
