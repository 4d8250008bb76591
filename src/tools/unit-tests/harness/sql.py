# Runs two queries on the same tables, and on parts of them, where the right answer is another one than on the whole.
# Reads a job as JSON and prints what each query gives; only reading is allowed to them.
import json, sqlite3, sys

job = json.load(sys.stdin)
READS = {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_FUNCTION, 33}
PARTS = [None, "rowid % 2 = 0", "rowid % 2 = 1", "rowid % 3 = 0", "rowid % 3 = 1"]
MOST = 2000


def quoted(name):
    return '"' + name.replace('"', '""') + '"'


def fill(db, rows):
    if isinstance(rows, str):
        db.executescript(rows)
    elif isinstance(rows, list):
        for statement in rows:
            db.executescript(statement)
    elif isinstance(rows, dict):
        for table, entries in rows.items():
            for entry in entries:
                values = list(entry.values()) if isinstance(entry, dict) else entry
                columns = "(" + ", ".join(map(quoted, entry)) + ")" if isinstance(entry, dict) else ""
                marks = ", ".join("?" * len(values))
                db.execute("INSERT INTO " + quoted(table) + columns + " VALUES (" + marks + ")", values)


def made(part):
    db = sqlite3.connect(":memory:")
    db.executescript(job["schema"])
    fill(db, job["rows"])
    if part:
        tables = db.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        for (table,) in tables:
            try:
                db.execute("DELETE FROM " + quoted(table) + " WHERE " + part)
            except sqlite3.Error:
                pass
    db.commit()
    return db


def plain(value):
    return value.hex() if isinstance(value, bytes) else value


def asked(db, query):
    db.set_authorizer(lambda action, *rest: sqlite3.SQLITE_OK if action in READS else sqlite3.SQLITE_DENY)
    try:
        cursor = db.execute(query)
        return {"columns": len(cursor.description or ()), "rows": [[plain(item) for item in row] for row in cursor.fetchmany(MOST)]}
    except Exception as error:
        return {"error": str(error)[:200]}


found = []
try:
    for part in PARTS:
        found.append([asked(made(part), job["reference"]), asked(made(part), job["candidate"])])
    print(json.dumps({"found": found}))
except Exception as error:
    print(json.dumps({"broken": str(error)[:200]}))
