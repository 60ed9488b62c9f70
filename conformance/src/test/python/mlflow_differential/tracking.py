"""Requests about experiments and runs."""

import random
import secrets

from .sides import Call

KEYS = ["loss", "acc", "a/b", "a b", "x.y", "ключ"]
BAD_KEYS = ["a//b", "/a", "a/", "..", "a;b", "k" * 251, ""]
VALUES = [0, 1, -1.5, 1e300, 0.1, "NaN", "2.5", 7]
TEXTS = ["a", "B", "ab", "", "x" * 20, "ü✓", "it's", "1"]


class Tracking:
    """Makes requests that mostly make sense, about things both servers hold."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.prefix = f"d{secrets.token_hex(4)}"
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
            "experiment_id IN ('<experiment1>')",
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
