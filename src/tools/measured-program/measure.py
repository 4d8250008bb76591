# The last of the files that are one program: it runs a program and says how far it came, or how fast it is. Reads a job as JSON and prints one line of JSON behind the job's mark.
# Every run of the program is a child of its own: what is measured of it (processor time) and said of it (results) is read here, by the parent.
import ast, ctypes, json, os, select, signal, sys, time

job = json.load(sys.stdin)
OUT = os.fdopen(os.dup(1), "w")
NULL = os.open("/dev/null", os.O_RDWR)
for number in (0, 1, 2):
    os.dup2(NULL, number)

# PR_SET_DUMPABLE: no process of this user can read the memory of this one or of its children, in which the marks stand.
ctypes.CDLL(None).prctl(4, 0, 0, 0, 0)


def tell(told):
    OUT.write(job["mark"] + json.dumps(told) + "\n")
    OUT.flush()
    os._exit(0)


def run_child(work, seconds):
    """Runs `work(say)` in a child. @returns what it said, the processor time it took (of all it waited for), and how it ended"""
    told, say_to = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(told)
        status = 1
        try:
            work(say_to)
            status = 0
        except SystemExit as leaving:
            status = 0 if leaving.code in (None, 0) else 1
        except BaseException:
            status = 1
        finally:
            try:
                sys.stdout.flush()
            except BaseException:
                pass
            os._exit(status)
    os.close(say_to)
    parts, size, end = [], 0, time.monotonic() + seconds
    while True:
        left = end - time.monotonic()
        if left <= 0 or size > 1000000:
            os.kill(child, signal.SIGKILL)
            break
        if select.select([told], [], [], left)[0]:
            part = os.read(told, 65536)
            if not part:
                break
            parts.append(part)
            size += len(part)
    os.close(told)
    _, status, used = os.wait4(child, 0)
    return b"".join(parts).decode("utf-8", "replace"), used.ru_utime + used.ru_stime, os.waitstatus_to_exitcode(status)


def name_of(function):
    while isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else None


try:
    milestones() if job["what"] == "milestones" else speed()
except Exception as error:
    tell({"ends": "broken", "said": (type(error).__name__ + ": " + str(error))[:200]})
