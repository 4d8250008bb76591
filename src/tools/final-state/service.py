# A service that the environment's functions may ask: collections of records behind REST paths, and replies that are written down.
import copy, json

MOST_REQUESTS = 1000
MOST_LETTERS = 100000


def fits(wanted, given):
    """Whether a value is the wanted one; an object may have more than is wanted of it."""
    if isinstance(wanted, dict):
        return isinstance(given, dict) and all(name in given and fits(value, given[name]) for name, value in wanted.items())
    return wanted == given


def path_fits(pattern, path):
    wanted, given = pattern.strip("/").split("/"), path.strip("/").split("/")
    return len(wanted) == len(given) and all(one == other or one == "*" for one, other in zip(wanted, given))


class Service:
    def __init__(self, spec):
        self.collections = copy.deepcopy(spec["collections"])
        self.replies = [dict(reply) for reply in spec["replies"]]
        self.sent = []

    def request(self, method, path, body=None):
        """@returns status and body, as a service answers; it never raises for what was asked"""
        method, path = str(method).upper(), "/" + str(path).split("?")[0].strip("/")
        if len(self.sent) >= MOST_REQUESTS:
            raise RuntimeError("more than %d requests" % MOST_REQUESTS)
        if len(json.dumps(body)) > MOST_LETTERS:
            return {"status": 413, "body": {"error": "too large"}}
        status, answer = self.answer(method, path, json.loads(json.dumps(body)))
        self.sent.append({"method": method, "path": path, "body": body, "status": status})
        return {"status": status, "body": answer}

    def answer(self, method, path, body):
        for reply in self.replies:
            if reply["times"] != 0 and reply["method"] == method and path_fits(reply["path"], path):
                reply["times"] -= 1
                return reply["status"], copy.deepcopy(reply["body"])
        parts = path.strip("/").split("/")
        records = self.collections.get(parts[0])
        if records is None or len(parts) > 2:
            return 404, {"error": "no such path"}
        if len(parts) == 1:
            return self.of_collection(method, records, body)
        found = [record for record in records if str(record.get("id")) == parts[1]]
        if not found:
            return 404, {"error": "no such record"}
        return self.of_record(method, records, found[0], body)

    def of_collection(self, method, records, body):
        if method == "GET":
            return 200, copy.deepcopy(records)
        if method != "POST":
            return 405, {"error": "not allowed"}
        if not isinstance(body, dict):
            return 400, {"error": "a record is an object"}
        ids = [record["id"] for record in records if isinstance(record.get("id"), int)]
        record = {**body, "id": max(ids, default=0) + 1}
        records.append(record)
        return 201, copy.deepcopy(record)

    def of_record(self, method, records, record, body):
        if method == "GET":
            return 200, copy.deepcopy(record)
        if method == "DELETE":
            records.remove(record)
            return 204, None
        if method not in ("PUT", "PATCH"):
            return 405, {"error": "not allowed"}
        if not isinstance(body, dict):
            return 400, {"error": "a record is an object"}
        if method == "PUT":
            record.clear()
        record.update({**body, "id": record.get("id", body.get("id"))})
        return 200, copy.deepcopy(record)

    def count(self, wanted):
        """How many requests were sent that are as wanted, and were accepted."""
        return len([one for one in self.sent if one["status"] < 400 and one["method"] == wanted["method"] and path_fits(wanted["path"], one["path"]) and ("body" not in wanted or fits(wanted["body"], one["body"]))])


