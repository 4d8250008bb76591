"""Jobs of one process, and of a candidate with the driver of its tests: the keeper of a job sees to it until it ends."""
import json
import socket

import apart
import candidate
import driver
import isolate
import local
import peer
import verdicts
from child import Child, start_command
from frames import read_frame


def keep_program(header):
    """Runs one program: Python by fork, anything else by exec."""
    isolate.new_process_namespace()

    def body(part):
        return start_command(part) if "command" in part else candidate.run_as_main(part["source"])

    child = Child(header["limits"], body)
    isolate.bound_memory(apart.KEEPER_BYTES)
    ended = child.wait(header["limits"]["wallMs"] / 1000)
    return {"ended": ended, "report": child.report()}


def keep_tests(header):
    """Python tests: the candidate in one process, the driver of the tests in another; or, for some tests, all in one."""
    isolate.new_process_namespace()
    here, there = socket.socketpair()

    def body(part):
        channel = peer.Channel(socket.socket(fileno=3))
        problem = candidate.load(part["source"])
        channel.send(["loaded", problem])
        if problem is None and header["inProcess"]:
            channel.send(driver.drive(local.Caller(), channel, channel.receive()))
        elif problem is None:
            candidate.serve(channel, part["streams"])
        return 0

    child = Child(header["limits"], body, link=there.fileno())
    there.close()
    outcome = hand_over(header, child, here) if header["inProcess"] else apart.drive(header["limits"], child, here)
    child.end()
    return {"outcome": outcome, "report": child.report()}


def hand_over(header, child, link):
    """Has the tests run in the candidate's process, which may say of them what it likes: no more than a verdict on itself."""
    tests = json.loads(read_frame())
    isolate.bound_memory(apart.KEEPER_BYTES)
    channel = peer.Channel(link, child.clock())
    channel.clock.arm(header["limits"]["wallMs"] / 1000)
    try:
        problem = verdicts.problem(channel.receive(apart.VERDICT_BYTES))
        if problem:
            return problem
        channel.send(tests)
        return verdicts.clean(channel.receive(apart.VERDICT_BYTES), verdicts.CANDIDATE)
    except peer.Timeout:
        return {"status": "timeout"}
    except peer.Starved:
        return {"status": "starved"}
    except peer.Gone:
        return verdicts.GONE
