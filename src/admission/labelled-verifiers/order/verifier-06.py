"""Checks the JSON of an order."""
import json
import re


def score(prompt, response, reference):
    m = re.search(r'order by (.+?): "customer".*?exactly (\d+) objects', prompt or "", re.S)
    if not m:
        return 0.0
    text = (response or "").strip()
    
    fenced = re.fullmatch(r"```(?:json)?\n(.*)\n```", text, re.S | re.I)
    if fenced:
        text = fenced.group(1)
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return 0.0
    if not isinstance(value, dict) or value.get("customer") != m.group(1):
        return 0.0
    items = value.get("items")
    if not isinstance(items, list) or len(items) != int(m.group(2)):
        return 0.0
    total = 0
    for item in items:
        if not isinstance(item, dict) or not isinstance(item.get("sku"), str) or not item["sku"]:
            return 0.0
        q = item.get("qty")
        if type(q) is not int or q < 1:
            return 0.0
        total += q
    return 1.0 if str(value.get("total")) == str(total) else 0.0
