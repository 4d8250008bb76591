"""Jobs of one process, and of a candidate with the driver of its tests: the keeper of a job sees to it until it ends."""
import json
import socket
import sys

import candidate
import driver
import isolate
import local
import peer
import remote
from child import SECCOMP, Child, start_command
from frames import read_frame


def keep_program(header):
    """Runs one program: Python by fork, anything else by exec."""
    isolate.new_process_namespace()

    def body(part):
        return start_command(part) if "command" in part else candidate.run_as_main(part["source"])

    child = Child(header["limits"], body)
    ended = child.wait(header["limits"]["wallMs"] / 1000)
    return {"ended": ended, "report": child.report()}


def keep_tests(header):
    """Python tests: the candidate in one process, the driver in this one."""
    isolate.new_process_namespace()
    here, there = socket.socketpair()

    def body(part):
        channel = peer.Channel(socket.socket(fileno=3))
        problem = candidate.load(part["source"])
        channel.send(["loaded", problem])
        if problem is None and header["inProcess"]:
            job = channel.receive()
            channel.send([job["nonce"], driver.drive(local.Caller(), channel, job)])
        elif problem is None:
            candidate.Server(channel).serve()
        return 0

    child = Child(header["limits"], body, link=there.fileno())
    there.close()
    secret = json.loads(read_frame())
    isolate.hide_memory()
    isolate.drop_rights(SECCOMP)
    sys.stdout = sys.stderr = open("/dev/null", "w")
    channel = peer.Channel(here, child.clock())
    channel.clock.arm(header["limits"]["wallMs"] / 1000)
    outcome = load_and_drive(channel, secret, header["inProcess"])
    child.end()
    return {"nonce": secret["nonce"], "outcome": outcome, "report": child.report()}


def load_and_drive(channel, secret, in_process):
    try:
        frame = channel.receive()
        if type(frame) is not list or len(frame) != 2 or frame[0] != "loaded":
            return {"status": "gone"}
        if frame[1] is not None:
            told = frame[1] if type(frame[1]) is list and len(frame[1]) == 2 else ["gone", ""]
            status = told[0] if told[0] in ("compile", "exception") else "gone"
            return {"status": status, "message": str(told[1])[:300]}
        if in_process:
            channel.send(secret)
            told = channel.receive()
            right = type(told) is list and len(told) == 2 and told[0] == secret["nonce"] and type(told[1]) is dict and told[1].get("status") != "starved"
            return told[1] if right else {"status": "gone"}
    except peer.Timeout:
        return {"status": "timeout"}
    except peer.Starved:
        return {"status": "starved"}
    except peer.Gone:
        return {"status": "gone"}
    channel.clock.disarm()
    return driver.drive(remote.Caller(channel), channel, secret)
