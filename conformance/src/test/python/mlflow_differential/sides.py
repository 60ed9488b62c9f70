"""The two servers and a request to both."""

import json

import requests

ROOT = "/api/2.0/mlflow/"
MAX_DOUBLE = 1.7976931348623157e308
RUN_ID_LENGTH = 32
ID_FIELDS = {
    "experiment_id",
    "run_id",
    "run_uuid",
    "artifact_uri",
    "artifact_location",
    "model_id",
    "source",
    "source_run_id",
}
TIMES = {"creation_time", "last_update_time", "creation_timestamp", "last_updated_timestamp"}
TIMES |= {f"{name}_ms" for name in TIMES}


class Side:
    """One server with the ids it gave to what both made."""

    def __init__(self, url):
        self.url = url
        self.session = requests.Session()
        self.ids = {}

    def fill(self, value):
        if isinstance(value, str):
            for symbol, actual in self.ids.items():
                value = value.replace(symbol, actual)
            return value
        if isinstance(value, list):
            return [self.fill(v) for v in value]
        if isinstance(value, dict):
            return {k: self.fill(v) for k, v in value.items()}
        return value

    def send(self, method, path, fields):
        path, fields = self.fill(path), self.fill(fields)
        options = {"params": fields} if method == "GET" else {"json": fields}
        answer = self.session.request(method, self.url + ROOT + path, timeout=60, **options)
        try:
            body = answer.json()
        except ValueError:
            body = {"text": answer.text[:200]}
        return answer.status_code, body

    def normal(self, node, name=""):
        """The body without what may differ: ids by their symbols, times, tokens, order of pairs."""
        if isinstance(node, dict):
            return {k: self.normal(v, k) for k, v in sorted(node.items()) if v not in ({}, [], None)}
        if isinstance(node, list):
            items = [self.normal(v) for v in node]
            has_keys = all(isinstance(v, dict) and "key" in v and "timestamp" not in v for v in items)
            is_latest = name == "metrics" and len({v["key"] for v in items}) == len(items)
            return sorted(items, key=lambda v: v["key"]) if has_keys or is_latest else items
        if name in TIMES or name == "next_page_token":
            return f"<{name}>"
        if name == "value" and node in ("Infinity", "-Infinity"):
            return MAX_DOUBLE if node == "Infinity" else -MAX_DOUBLE
        if isinstance(node, str) and name in ID_FIELDS:
            return self.symbols(node)
        return node

    def symbols(self, text):
        """The text with the ids this server gave replaced by their symbols."""
        for symbol, actual in self.ids.items():
            if len(actual) >= RUN_ID_LENGTH:
                text = text.replace(actual, symbol)
            elif text == actual or text.startswith((f"mlflow-artifacts:/{actual}/", f"mlflow-artifacts:/{actual}?")):
                text = text.replace(actual, symbol, 1)
            elif text == f"mlflow-artifacts:/{actual}":
                text = f"mlflow-artifacts:/{symbol}"
        return text


class Call:
    """One request with both answers."""

    def __init__(self, method, path, fields, *, is_malformed=False, is_sloppy=False):
        self.method, self.path, self.fields = method, path, fields
        self.is_malformed, self.is_sloppy = is_malformed, is_sloppy
        self.reference = self.assay = (0, {})

    def repeats_an_order(self):
        keys = [term.split()[0] for term in self.fields.get("order_by", [])]
        return len(keys) != len(set(keys))

    def difference(self, reference, assay):
        """What differs in words; empty when nothing does."""
        (status, body), (own_status, own_body) = self.reference, self.assay
        if status != own_status:
            return f"status {status} here {own_status}: {body} here {own_body}"
        if status != 200:
            code, own_code = body.get("error_code"), own_body.get("error_code")
            return "" if code == own_code else f"code {code} here {own_code}: {body} here {own_body}"
        body, own_body = reference.normal(body), assay.normal(own_body)
        return "" if body == own_body else f"body {json.dumps(body)} here {json.dumps(own_body)}"
