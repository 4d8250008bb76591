# Replays the calls of a trajectory in an environment of its own: a SQLite database, files, and functions that work on them.
# Reads a job as JSON and prints what became of it. The functions are the environment author's; of the policy come their arguments alone.
import collections, io, json, os, random, shutil, sqlite3, sys

job = json.load(sys.stdin)
out = os.fdopen(os.dup(1), "w")
os.dup2(2, 1)
sys.stdout = io.StringIO()
MOST_ROWS = 20000
MOST_RESULT = 4000
MOST_SHOWN = 5


def tell(told):
    out.write(json.dumps(told))
    out.flush()


class World:
    """What a function gets as its first argument: `db`, a SQLite connection, `files`, a dict of texts, and `request`, which asks a service."""

    def __init__(self, job):
        self.db = sqlite3.connect(":memory:", isolation_level=None)
        self.db.row_factory = sqlite3.Row
        self.db.executescript(job["sql"])
        self.files = dict(job["files"])
        self.services = {name: Service(spec) for name, spec in job["services"].items()}

    def request(self, service, method, path, body=None):
        return self.services[service].request(method, path, body)


def plain(value):
    return value.hex() if isinstance(value, bytes) else value


def quoted(name):
    return '"' + name.replace('"', '""') + '"'


def state_of(world, ignored):
    """Every row of every table and every file, as texts that can be counted."""
    found = collections.Counter()
    tables = world.db.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'").fetchall()
    for (table,) in tables:
        if table in ignored:
            continue
        cursor = world.db.execute("SELECT * FROM " + quoted(table) + " LIMIT " + str(MOST_ROWS + 1))
        names = [entry[0] for entry in cursor.description]
        kept = [at for at, name in enumerate(names) if table + "." + name not in ignored]
        for row in cursor:
            found[json.dumps([table, {names[at]: plain(row[at]) for at in kept}], sort_keys=True)] += 1
        found[json.dumps([table, [names[at] for at in kept]])] += 1
    for name, text in world.files.items():
        if name not in ignored:
            found[json.dumps([str(name), str(text).strip()])] += 1
    for name, service in world.services.items():
        for collection, records in service.collections.items():
            place = name + "/" + collection
            if name in ignored or place in ignored:
                continue
            for record in records:
                found[json.dumps([place, {key: value for key, value in record.items() if place + "." + key not in ignored}], sort_keys=True)] += 1
    if sum(found.values()) > MOST_ROWS:
        raise ValueError("more than %d rows" % MOST_ROWS)
    return found


def apart(one, other):
    return sum((one - other).values()) + sum((other - one).values())


def holds(world, check):
    try:
        if "sql" in check:
            rows = [[plain(item) for item in row] for row in world.db.execute(check["sql"]).fetchmany(MOST_ROWS)]
            key = lambda row: json.dumps(row)
            return sorted(map(key, rows)) == sorted(map(key, check["rows"]))
        if "service" in check:
            return world.services[check["service"]].count(check["request"]) == check["count"]
        text = world.files.get(check["file"])
        if check.get("absent"):
            return text is None
        if text is None:
            return False
        if "text" in check:
            return str(text).strip() == check["text"].strip()
        return check["contains"] in str(text)
    except Exception:
        return False


def all_held(world, checks):
    world.db.execute("PRAGMA query_only = ON")
    held = [holds(world, check) for check in checks]
    world.db.execute("PRAGMA query_only = OFF")
    return held


def functions():
    names = {"__name__": "environment"}
    exec(compile(job["functions"], "environment.py", "exec"), names)
    return names


def run_call(world, names, call):
    """One call. A function that raises has changed no table and no file; what it sent to a service is sent."""
    function = names.get(call["name"])
    if call["name"].startswith("_") or not getattr(function, "__module__", None) == "environment" or not callable(function):
        return {"error": "there is no function " + call["name"][:100]}
    files = dict(world.files)
    world.db.execute("SAVEPOINT call")
    try:
        value = function(world, **call["arguments"])
        told = json.dumps(value, default=str)
        result = {"value": value if len(told) <= MOST_RESULT else told[:MOST_RESULT]}
        json.dumps(result)
    except Exception as error:
        try:
            world.db.execute("ROLLBACK TO call")
        except sqlite3.Error:
            pass
        world.files = files
        result = {"error": (type(error).__name__ + ": " + str(error))[:500]}
    try:
        world.db.execute("RELEASE call")
    except sqlite3.Error:
        pass
    return result


def wipe():
    """Takes away what functions wrote to the machine and not to the world, so that no replay sees what another one left."""
    for name in os.listdir("/tmp"):
        path = os.path.join("/tmp", name)
        try:
            shutil.rmtree(path) if os.path.isdir(path) and not os.path.islink(path) else os.remove(path)
        except OSError:
            pass


def replay(calls, look):
    wipe()
    random.seed(0)
    world = World(job)
    names = functions()
    results = []
    look(world)
    for call in calls:
        results.append(run_call(world, names, call))
        look(world)
    return world, results


def shown(counted):
    return [entry[:300] for entry in list(counted)[:MOST_SHOWN]]


def main():
    ignored = set(job["ignore"])
    checks = job["final"]
    try:
        wanted = None
        if job["solution"] is not None:
            world, results = replay(job["solution"], lambda world: None)
            failed = [result["error"] for result in results if "error" in result]
            if failed:
                return tell({"broken": "a call of the solution fails: " + failed[0]})
            wanted = state_of(world, ignored)
            unmet = [at for at, held in enumerate(all_held(world, checks)) if not held]
            if unmet:
                return tell({"broken": "the solution does not meet check %d of `final`" % (unmet[0] + 1)})
        first = World(job)
        functions()
        start = state_of(first, ignored)
        base = sum(all_held(first, checks))
    except Exception as error:
        return tell({"broken": (type(error).__name__ + ": " + str(error))[:300]})
    if job["calls"] is None:
        return tell({"ready": True, "done": base == len(checks) and wanted in (None, start)})
    progress = []

    def look(world):
        held = sum(all_held(world, checks))
        parts = []
        if checks:
            parts.append(held / len(checks))
        if wanted is not None:
            far = apart(start, wanted)
            now = apart(state_of(world, ignored), wanted)
            parts.append(max(0.0, 1 - now / far) if far else float(now == 0))
        progress.append(sum(parts) / len(parts))

    try:
        world, results = replay(job["calls"], look)
    except Exception as error:
        return tell({"over": (type(error).__name__ + ": " + str(error))[:300]})
    state = state_of(world, ignored)
    tell({
        "results": results,
        "progress": progress,
        "checks": all_held(world, checks),
        "missing": shown(wanted - state) if wanted is not None else [],
        "unwanted": shown(state - wanted) if wanted is not None else [],
        "same": wanted is None or wanted == state,
    })


main()
