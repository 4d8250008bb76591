"""
Runs tests in a process of their own: tests come with a row, so nobody trusts them either. They hold one connection to the
candidate and one to the keeper, and neither the worker's pipes nor anything that another job has written.
"""
import json
import os
import socket
import sys

import driver
import isolate
import peer
import remote
import verdicts
from child import SECCOMP
from frames import read_frame

VERDICT_BYTES = 64 * 1024
KEEPER_BYTES = 256 * 1024 * 1024
LINK, TOLD = 3, 4


def drive(limits, child, link):
    """@returns the outcome of the tests, cleaned"""
    here, there = socket.socketpair()
    isolate.own_process_namespace()
    pid = os.fork()
    if pid == 0:
        code = 1
        try:
            run_driver(limits, child, link, there)
            code = 0
        except BaseException:
            pass
        finally:
            os._exit(code)
    there.close()
    link.close()
    isolate.bound_memory(KEEPER_BYTES)
    try:
        return verdicts.clean(peer.Channel(here).receive(VERDICT_BYTES), verdicts.DRIVER)
    except peer.Gone:
        return lost(pid)
    finally:
        here.close()


def lost(pid):
    """A driver that ended by itself was ended by the tests; one that was killed met what the candidate gave it."""
    _, status = os.waitpid(pid, 0)
    if os.WIFEXITED(status):
        return {"status": "broken-tests", "message": "they ended their own process"}
    return verdicts.GONE


def run_driver(limits, child, link, told):
    job = json.loads(read_frame())
    # The mounts of this job's keeper are of this job alone.
    isolate.mount_private(b"/tmp", limits["diskBytes"])
    nothing = os.open("/dev/null", os.O_RDWR)
    for place, fd in enumerate((nothing, nothing, nothing, link.fileno(), told.fileno())):
        os.dup2(fd, 100 + place)
    for place in range(5):
        os.dup2(100 + place, place, inheritable=False)
    os.closerange(5, 1024)
    link.detach()
    told.detach()
    os.chdir("/tmp")
    isolate.hide_memory()
    isolate.bound_memory(limits["memoryBytes"])
    isolate.drop_rights(SECCOMP)
    sys.stdout = sys.stderr = open("/dev/null", "w")
    sys.stdin = open("/dev/null")
    channel = peer.Channel(socket.socket(fileno=LINK), child.clock())
    channel.clock.arm(limits["wallMs"] / 1000)
    outcome = load_and_drive(channel, job)
    peer.Channel(socket.socket(fileno=TOLD)).send(outcome)


def load_and_drive(channel, job):
    try:
        problem = verdicts.problem(channel.receive(VERDICT_BYTES))
    except peer.Timeout:
        return {"status": "timeout"}
    except peer.Starved:
        return {"status": "starved"}
    except peer.Gone:
        return verdicts.GONE
    if problem:
        return problem
    channel.clock.disarm()
    return driver.drive(remote.Caller(channel), channel, job)
