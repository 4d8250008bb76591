"""
The warm worker: one Python inside one bubblewrap that forks a keeper for each job, which forks the job's processes.

The supervisor never reads what a job carries: the processes read their own parts from the command pipe, so no candidate
inherits memory in which another's source, tests or expected values ever stood. Each process has its own PID, mount and
IPC namespace, an empty private /tmp, limits, no capabilities, a system call filter, and dies with all that it started.
"""
import sys

sys.path.insert(0, "/opt/worker")

import gc
import json
import os

import isolate
import keepers
import pair
from frames import COMMANDS, read_frame, write_result

# Loaded once, so that a fork finds them: what candidates import most.
import bisect, collections, copy, datetime, functools, heapq, itertools, math  # noqa: E401
import operator, random, re, string, typing  # noqa: E401

KEEPERS = {"program": keepers.keep_program, "tests": keepers.keep_tests, "pair": pair.keep_pair}


def keep():
    """The first process of all that belong to one job: what is left of them ends with it."""
    isolate.forget_namespace()
    isolate.unshare(isolate.NEW_MOUNT)
    isolate.mount_processes()
    header = json.loads(read_frame())
    result = KEEPERS[header["job"]](header)
    # Read last, so that no process of the job can have read it.
    result["nonce"] = json.loads(read_frame())["nonce"]
    write_result(result)


def main():
    gc.collect()
    gc.freeze()
    write_result({"nonce": ""})
    while True:
        if not os.read(COMMANDS, 1):
            return
        isolate.new_process_namespace()
        pid = os.fork()
        if pid == 0:
            try:
                keep()
            except BaseException as error:
                os.write(2, f"{type(error).__name__}: {error}\n".encode()[:1000])
                os._exit(1)
            os._exit(0)
        _, status = os.waitpid(pid, 0)
        if status != 0:
            os._exit(1)


main()
