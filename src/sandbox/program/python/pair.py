"""Jobs of two programs that cannot see each other and talk through us: a candidate, and the driver of its tests."""
import os
import select
import socket

import apart
import isolate
from child import SECCOMP, Child, start_command

KEPT = 64 * 1024


def relay(pair, clock, seconds):
    """
    Passes bytes between two processes, each of which has so long for its answer once the first has asked: what they do
    before, such as to start and to compile, has the limit that the clock was armed with. @returns why it ended
    """
    asking, answering = pair
    asked = False
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
            asked = asked or source is asking
            if asked:
                clock.arm(seconds)
            try:
                (answering if source is asking else asking).sendall(data)
            except OSError:
                return "gone"


def start(limits, report=None):
    """Starts one of the two as the first process of a PID namespace of its own. @returns it and our end of its link"""
    here, there = socket.socketpair()
    isolate.new_process_namespace()
    child = Child(limits, start_command, link=there.fileno(), report=report)
    there.close()
    return child, here


def keep_pair(header):
    """Two programs that talk on their descriptor 3: the driver, which reports on its descriptor 4, and the candidate."""
    report = os.memfd_create("report")
    driver, asking = start(header["driverLimits"], report)
    child, answering = start(header["limits"])
    isolate.bound_memory(apart.KEEPER_BYTES)
    isolate.drop_rights(SECCOMP)
    clock = child.clock()
    clock.arm(header["limits"]["wallMs"] / 1000)
    ended = relay([asking, answering], clock, header["caseSeconds"])
    child.end()
    for link in (asking, answering):
        link.close()
    driver_ended = driver.wait(2)
    verdict = os.pread(report, KEPT, 0).decode("utf-8", "replace")
    if verdict == "" and driver_ended == "starved":
        ended = "starved"
    return {"ended": ended, "told": verdict, "report": child.report(), "driver": driver.report()}
