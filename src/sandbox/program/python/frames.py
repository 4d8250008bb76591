"""What goes between the service and the warm worker: frames on two pipes. Each process of a job reads its own part itself."""
import json
import os

COMMANDS, RESULTS = 0, 1


def read_exactly(count):
    parts = []
    while count > 0:
        part = os.read(COMMANDS, min(count, 1 << 20))
        if not part:
            os._exit(0)
        parts.append(part)
        count -= len(part)
    return b"".join(parts)


def read_frame():
    return read_exactly(int.from_bytes(read_exactly(4), "big"))


def write_result(result):
    data = json.dumps(result, allow_nan=False).encode("ascii")
    data = len(data).to_bytes(4, "big") + data
    while data:
        data = data[os.write(RESULTS, data) :]
