"""Sends the same generated requests to MLflow's own server and to Assay, and compares the answers.

python mlflow_differential.py REFERENCE_URL ASSAY_URL REPORT.json [REQUESTS [SEED]]

Compared are status, error code and body; ids, times and page tokens are put aside, lists of key and value are
sorted. Where Assay answers otherwise on purpose, DELIBERATE says which answers and why; anything else is a failure.
"""

import json
import pathlib
import random
import sys

import requests

ROOT = "/api/2.0/mlflow/"
MAX_DOUBLE = 1.7976931348623157e308
RUN_ID_LENGTH = 32
ID_FIELDS = {"experiment_id", "run_id", "run_uuid", "artifact_uri", "artifact_location"}
TIMES = {"creation_time", "last_update_time", "creation_timestamp", "last_updated_timestamp"}

KEYS = ["loss", "acc", "a/b", "a b", "x.y", "ключ"]
BAD_KEYS = ["a//b", "/a", "a/", "..", "a;b", "k" * 251, ""]
VALUES = [0, 1, -1.5, 1e300, 0.1, "NaN", "2.5", 7]
TEXTS = ["a", "B", "ab", "", "x" * 20, "ü✓", "it's", "1"]


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
        fields = self.fill(fields)
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
            if len(actual) == RUN_ID_LENGTH:
                text = text.replace(actual, symbol)
            elif text == actual or text.startswith((f"mlflow-artifacts:/{actual}/", f"mlflow-artifacts:/{actual}?")):
                text = text.replace(actual, symbol, 1)
            elif text == f"mlflow-artifacts:/{actual}":
                text = f"mlflow-artifacts:/{symbol}"
        return text


class Deliberate:
    """A kind of answer that differs on purpose."""

    def __init__(self, reason, applies):
        self.reason = reason
        self.applies = applies
        self.count = 0


def statuses(reference, assay):
    return lambda call: (call.reference[0], call.assay[0]) == (reference, assay)


def codes(reference, assay):
    return lambda call: (call.reference[1].get("error_code"), call.assay[1].get("error_code")) == (reference, assay)


DELIBERATE = [
    Deliberate(
        "a field that does not parse is refused; MLflow drops it without a word",
        lambda call: call.is_malformed and call.reference[0] in (200, 400, 404) and call.assay[0] == 400,
    ),
    Deliberate(
        "a run without experiment is an invalid parameter like any other missing one",
        lambda call: call.path == "runs/create" and codes("BAD_REQUEST", "INVALID_PARAMETER_VALUE")(call),
    ),
    Deliberate(
        "a repeated order is the user's mistake: 400, where MLflow answers 500 and clients repeat the request",
        lambda call: "order_by" in call.fields and statuses(500, 400)(call),
    ),
    Deliberate(
        "renaming to a name in use says so, with the code creating has",
        lambda call: call.path == "experiments/update" and codes("BAD_REQUEST", "RESOURCE_ALREADY_EXISTS")(call),
    ),
    Deliberate(
        "renaming a deleted experiment is the user's mistake: 400, where MLflow answers 500",
        lambda call: call.path == "experiments/update" and statuses(500, 400)(call),
    ),
    Deliberate(
        "a filter with a missing, leading or dangling AND is refused; MLflow reads past it",
        lambda call: call.is_sloppy and statuses(200, 400)(call),
    ),
    Deliberate(
        "experiments too are ordered by a key once",
        lambda call: call.path == "experiments/search" and call.repeats_an_order() and statuses(200, 400)(call),
    ),
]


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


class Generator:
    """Makes requests that mostly make sense, about things both servers hold."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.prefix = f"d{seed}"
        self.experiments, self.runs, self.count = [], [], 0

    def pick(self, *values):
        return self.random.choice(values)

    def symbol(self, kind):
        self.count += 1
        return f"<{kind}{self.count}>"

    def key(self):
        return self.pick(*BAD_KEYS) if self.random.random() < 0.1 else self.pick(*KEYS)

    def experiment(self):
        return self.pick(*self.experiments, "987654321", "abc") if self.experiments else "987654321"

    def run(self):
        return self.pick(*self.runs[-12:], "f" * 32) if self.random.random() < 0.97 and self.runs else "f" * 32

    def pairs(self, most):
        return [{"key": self.key(), "value": self.pick(*TEXTS)} for _ in range(self.random.randint(0, most))]

    def metric(self):
        metric = {
            "key": self.key(),
            "value": self.pick(*VALUES, "Infinity"),
            "timestamp": self.random.randint(0, 9) * 1000,
            "step": self.random.randint(-2, 9),
        }
        if self.random.random() < 0.08:
            metric.pop(self.pick(*metric))
        return metric

    def call(self):
        make = self.pick(
            *[self.create_experiment] * 2,
            *[self.experiment_reads] * 3,
            *[self.experiment_writes] * 2,
            *[self.create_run] * 3,
            *[self.logging] * 10,
            *[self.run_writes] * 4,
            *[self.run_reads] * 6,
            *[self.search] * 12,
            self.malformed,
        )
        return make()

    def create_experiment(self):
        name = self.pick(
            *[f"{self.prefix}-{self.pick('a', 'B', 'ü')}-{self.count}"] * 4, f"{self.prefix}-same", "", "n" * 501
        )
        fields = {"name": name, "tags": self.pairs(1)}
        if self.random.random() < 0.3:
            fields["artifact_location"] = self.pick("s3://b/p", "s3://b/p?x=1", "runs:/x", "http://h/x", "s3://b#f")
        return Call("POST", "experiments/create", fields)

    def experiment_reads(self):
        return self.pick(
            Call("GET", "experiments/get", {"experiment_id": self.experiment()}),
            Call("GET", "experiments/get-by-name", {"experiment_name": f"{self.prefix}-same"}),
            Call("GET", "experiments/get-by-name", {}),
            self.experiment_search(),
        )

    def experiment_search(self):
        condition = self.pick(
            "",
            "tags.loss = 'a'",
            "tags.loss != 'a'",
            "tags.acc IS NULL",
            "name LIKE '%-B-%'",
            "name ILIKE '%-b-%'",
            "attribute.name != 'x'",
            "creation_time > 0",
            "creation_time > '0'",
            "name = 1",
            "metrics.x > 1",
            "tags.loss > 'a'",
            "experiment_id IN ('1')",
        )
        mine = f"name LIKE '{self.prefix}%'"
        fields = {
            "filter": f"{mine} AND {condition}" if condition else mine,
            "max_results": self.pick(50, 50, 2, 0, -1, 50001, 1000),
            "order_by": self.pick(
                ["name"], ["name DESC"], ["experiment_id ASC"], ["name UP"], ["tags.x"], ["name", "name"]
            ),
            "view_type": self.pick("ACTIVE_ONLY", "DELETED_ONLY", "ALL", 3),
        }
        if self.random.random() < 0.1:
            fields["page_token"] = "%%%"
        return Call("POST", "experiments/search", fields)

    def experiment_writes(self):
        target = {"experiment_id": self.experiment()}
        return self.pick(
            Call("POST", "experiments/set-experiment-tag", {**target, "key": self.key(), "value": self.pick(*TEXTS)}),
            Call("POST", "experiments/delete-experiment-tag", {**target, "key": self.pick(*KEYS)}),
            Call("POST", "experiments/update", {**target, "new_name": self.pick(f"{self.prefix}-re{self.count}", "")}),
            Call("POST", "experiments/delete", target),
            Call("POST", "experiments/restore", target),
            Call("POST", "experiments/restore", target),
        )

    def create_run(self):
        fields = {
            "experiment_id": self.experiment(),
            "run_name": f"run {self.count}",
            "user_id": self.pick("ann", "", "bob"),
            "start_time": self.random.randint(0, 5) * 100,
            "tags": [{"key": key, "value": self.pick(*TEXTS)} for key in self.random.sample([*KEYS, "a//b", "a;b"], 2)],
        }
        if self.random.random() < 0.1 and fields["experiment_id"] in self.experiments:
            fields["tags"].append({"key": "mlflow.runName", "value": self.pick(fields["run_name"], "other")})
        if self.random.random() < 0.05:
            del fields["experiment_id"]
        return Call("POST", "runs/create", fields)

    def logging(self):
        target = {"run_id": self.run()}
        batch = {
            "metrics": [self.metric() for _ in range(self.random.randint(0, 4))],
            "params": [{"key": f"p{self.random.randint(0, 60)}", "value": self.pick(*TEXTS)} for _ in range(2)],
            "tags": self.pairs(2),
        }
        return self.pick(
            Call("POST", "runs/log-metric", {**target, **self.metric()}),
            Call("POST", "runs/log-metric", {**target, **self.metric()}),
            Call("POST", "runs/log-parameter", {**target, "key": self.key(), "value": self.pick(*TEXTS)}),
            Call("POST", "runs/log-parameter", {**target, "key": self.key()}),
            Call("POST", "runs/set-tag", {**target, "key": self.key(), "value": self.pick(*TEXTS)}),
            Call("POST", "runs/log-batch", {**target, **batch}),
            Call("POST", "runs/log-batch", {**target, **batch}),
            Call("POST", "runs/log-batch", {**target, "metrics": [self.metric()] * self.pick(2, 1001)}),
            Call("POST", "runs/log-inputs", {**target, "datasets": [self.dataset()]}),
        )

    def dataset(self):
        dataset = {
            "name": self.pick("iris", "wine", "n" * 501),
            "digest": self.pick("d1", "d2", "d" * 37),
            "source_type": "local",
            "source": "{}",
        }
        if self.random.random() < 0.1:
            dataset.pop(self.pick("source", "source_type"))
        return {"dataset": dataset, "tags": [{"key": "mlflow.data.context", "value": self.pick("train", "eval")}]}

    def run_writes(self):
        target = {"run_id": self.run()}
        return self.pick(
            Call(
                "POST",
                "runs/update",
                {**target, "status": self.pick("FINISHED", "KILLED", "RUNNING", 4), "end_time": 77},
            ),
            Call("POST", "runs/update", {**target, "run_name": self.pick(f"named {self.count}", "")}),
            Call("POST", "runs/delete-tag", {**target, "key": self.pick(*KEYS)}),
            Call("POST", "runs/delete", target),
            Call("POST", "runs/restore", target),
            Call("POST", "runs/restore", target),
            Call("POST", "runs/set-tag", {**target, "key": "mlflow.runName", "value": f"tagged {self.count}"}),
        )

    def run_reads(self):
        query = {"run_id": self.run(), "metric_key": self.pick(*KEYS)}
        ids = self.random.sample(self.runs, min(2, len(self.runs))) or ["none"]
        return self.pick(
            Call("GET", "runs/get", {"run_id": self.run()}),
            Call("GET", "runs/get", {"run_uuid": self.run()}),
            Call("GET", "metrics/get-history", query),
            Call("GET", "metrics/get-history", {**query, "max_results": self.pick(1, 2, 100, 0, -1)}),
            Call(
                "GET",
                "metrics/get-history-bulk-interval",
                {"run_ids": ids, "metric_key": "loss", "max_results": self.pick(1, 3, 0)},
            ),
        )

    def clause(self):
        template = self.pick(
            "metrics.{metric} {order} {number}",
            "metrics.{metric} {order} {number}",
            "params.{param} {likeness} '{text}'",
            'tags.{tag} {likeness} "{text}"',
            "tags.{tag} IS {missing}",
            "params.{param} IS {missing}",
            "{attribute}status {equality} '{status}'",
            "run_name {likeness} '{name}'",
            "{time} {order} {moment}",
            "dataset.{dataset} {equality} '{content}'",
            "run_id {membership} ('{run}', 'zz')",
            "user_id {equality} 'ann'",
            "artifact_uri LIKE '%{run}%'",
            "tags.`mlflow.runName` LIKE '{name}'",
        )
        return template.format(
            metric=self.pick("loss", "acc", "`a/b`", "x.y"),
            order=self.pick(">", "<=", "=", "!=", "<", ">="),
            number=self.pick("0", "1", "-1.5", ".5", "1e2"),
            param=self.pick("p1", "p2", "loss", "`a b`"),
            likeness=self.pick("=", "!=", "LIKE", "ILIKE", "like"),
            text=self.pick("a", "B", "%b", "_", "A%", ""),
            tag=self.pick("loss", "acc"),
            missing=self.pick("NULL", "NOT NULL"),
            attribute=self.pick("", "attributes.", "attr.", "run."),
            equality=self.pick("=", "!="),
            status=self.pick("FINISHED", "KILLED", "x"),
            name=self.pick("run 3", "run%", "named%"),
            time=self.pick("start_time", "created", "end_time"),
            moment=self.pick("100", "300", "77"),
            dataset=self.pick("name", "digest", "context"),
            content=self.pick("iris", "d1", "train"),
            membership=self.pick("IN", "NOT IN"),
            run=self.run(),
        )

    def bad_clause(self):
        return self.pick(
            "metrics.loss = 'x'",
            "params.p1 > 'a'",
            "foo.bar = 1",
            "bar = 'x'",
            "metrics.loss == 1",
            "(metrics.loss > 1)",
            "metrics.loss > 1 OR metrics.loss < 1",
            "run_id IN ()",
            "metrics.loss",
            "1 < metrics.loss",
            "start_time = 'x'",
            "metrics.loss IS NULL",
            "params.p1 = a",
            "metrics.loss > 1; metrics.acc > 1",
        )

    def search(self):
        sloppy = self.random.random() < 0.04
        if self.random.random() < 0.12:
            condition = self.bad_clause()
        else:
            condition = self.pick(" AND ", " and ").join(self.clause() for _ in range(self.random.randint(0, 3)))
        if sloppy and condition:
            condition += " AND"
        orders = [
            "metrics.loss",
            "metrics.acc DESC",
            "params.p1",
            "tags.loss DESC",
            "start_time ASC",
            "run_name",
            "end_time",
            "status DESC",
        ]
        order = self.random.sample(orders, self.random.randint(0, 2)) + self.pick(
            [], [], [], ["nope"], ["metrics.x UP"]
        )
        fields = {
            "experiment_ids": self.random.sample(self.experiments, min(len(self.experiments), 3)),
            "filter": condition,
            "run_view_type": self.pick("ACTIVE_ONLY", "ALL", "DELETED_ONLY", 1),
            "max_results": self.pick(1000, 5, 1, 50000, 0, 50001),
            "order_by": [*order, "attributes.run_name ASC"],
        }
        return Call("POST", "runs/search", fields, is_sloppy=sloppy)

    def malformed(self):
        target = {"run_id": self.run()}
        return self.pick(
            Call("POST", "runs/update", {**target, "status": "DONE"}, is_malformed=True),
            Call("POST", "runs/update", {**target, "end_time": "soon"}, is_malformed=True),
            Call("POST", "runs/update", {**target, "end_time": 2**63}, is_malformed=True),
            Call("POST", "experiments/search", {"max_results": 5, "view_type": "SOME"}, is_malformed=True),
        )

    def learn(self, call, reference, assay):
        """Remembers what a request made on both sides."""
        if call.reference[0] != 200 or call.assay[0] != 200:
            return
        if call.path == "experiments/create":
            symbol = self.symbol("experiment")
            self.experiments.append(symbol)
            for side, (_, body) in ((reference, call.reference), (assay, call.assay)):
                side.ids[symbol] = body["experiment_id"]
        if call.path == "runs/create":
            symbol = self.symbol("run")
            self.runs.append(symbol)
            for side, (_, body) in ((reference, call.reference), (assay, call.assay)):
                side.ids[symbol] = body["run"]["info"]["run_id"]


def compare(reference, assay, total, seed):
    generator, unexpected, done = Generator(seed), [], 0
    while done < total:
        call = generator.call() if done > 12 else generator.pick(generator.create_experiment, generator.create_run)()
        call.reference = reference.send(call.method, call.path, call.fields)
        call.assay = assay.send(call.method, call.path, call.fields)
        generator.learn(call, reference, assay)
        done += 1
        difference = call.difference(reference, assay)
        if not difference:
            continue
        reason = next((d for d in DELIBERATE if d.applies(call)), None)
        if reason:
            reason.count += 1
        else:
            unexpected.append(
                f"request {done} {call.method} {call.path} {json.dumps(call.fields)[:600]}\n  {difference[:2000]}"
            )
    return unexpected


def main(reference_url, assay_url, report, total="400", seed=None):
    seed = int(seed) if seed else random.SystemRandom().randrange(10**6)
    print(f"seed {seed}", flush=True)
    unexpected = compare(Side(reference_url), Side(assay_url), int(total), seed)
    for difference in unexpected:
        print(difference, flush=True)
    deliberate = {d.reason: d.count for d in DELIBERATE if d.count}
    pathlib.Path(report).write_text(
        json.dumps({"seed": seed, "unexpected": unexpected, "deliberate": deliberate}, indent=1)
    )
    print(f"{total} requests, {len(unexpected)} unexpected differences, {sum(deliberate.values())} deliberate")
    return 1 if unexpected else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
