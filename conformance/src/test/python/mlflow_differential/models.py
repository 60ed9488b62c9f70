"""Requests about logged models, registered models and their versions."""

from .sides import Call

NAMES = ["Ada", "bea", "cid"]
TAG_KEYS = ["k", "a/b", "x y"]
TEXTS = ["a", "B", "", "ü✓"]
STAGES = ["Staging", "production", "Archived", "None", "Attic"]
ALIASES = ["best", "Old-1", "latest", "v7", "a b", ""]


class Models:
    """Makes requests about models, over the experiments and runs that another generator made."""

    def __init__(self, tracking):
        self.tracking = tracking
        self.random = tracking.random
        self.logged, self.registered = [], []
        self.count = 0

    def pick(self, *values):
        return self.random.choice(values)

    def call(self):
        return self.pick(
            self.create_logged,
            *[self.logged_writes] * 2,
            *[self.logged_search] * 2,
            *[self.create_registered] * 2,
            *[self.registered_writes] * 3,
            *[self.registered_reads] * 3,
            *[self.create_version] * 3,
            *[self.version_writes] * 4,
            *[self.version_reads] * 4,
        )()

    def model(self):
        return self.pick(*self.registered[-4:], f"{self.tracking.prefix}-never") if self.registered else "never"

    def logged_model(self):
        return self.pick(*self.logged[-5:], "m-" + "0" * 32) if self.logged else "m-" + "0" * 32

    def version(self):
        return self.pick("1", "1", "2", "2", "3", "99")

    def tags(self):
        return [{"key": k, "value": self.pick(*TEXTS)} for k in self.random.sample(TAG_KEYS, self.random.randint(0, 2))]

    def create_logged(self):
        fields = {
            "experiment_id": self.tracking.experiment(),
            "name": self.pick(f"m{self.count}", f"m{self.count}", "bad/name", "bad.name"),
            "model_type": self.pick("", "tree"),
            "source_run_id": self.pick(*self.tracking.runs[-5:]) if self.tracking.runs else "",
            "params": [{"key": "p", "value": self.pick(*TEXTS)}],
            "tags": self.tags(),
        }
        return Call("POST", "logged-models", fields)

    def logged_writes(self):
        model = self.logged_model()
        path = f"logged-models/{model}"
        return self.pick(
            Call("PATCH", path, {"model_id": model, "status": self.pick("LOGGED_MODEL_READY", 3)}),
            Call("PATCH", f"{path}/tags", {"tags": [*self.tags(), {"key": "more", "value": self.pick(*TEXTS)}]}),
            Call("POST", f"{path}/params", {"model_id": model, "params": [{"key": f"q{self.count}", "value": "1"}]}),
            Call("DELETE", f"{path}/tags/k", {}),
            Call("GET", path, {}),
            Call("GET", path, {"allow_deleted": "true"}),
        )

    def logged_search(self):
        condition = self.pick(
            "",
            "name LIKE 'm%'",
            "name ILIKE 'M1%'",
            "params.p = 'a'",
            "params.p != 'a'",
            "tags.k LIKE '%'",
            "model_type = 'tree'",
            "attributes.status != 'READY'",
            "creation_timestamp > 0",
            "name > 'a'",
            "color = 'x'",
            "name = 'a' OR name = 'b'",
        )
        fields = {
            "experiment_ids": self.random.sample(self.tracking.experiments, min(3, len(self.tracking.experiments))),
            "filter": condition,
            "max_results": self.pick(50, 2, 1),
            "order_by": [{"field_name": "name", "ascending": self.pick(True, False)}],
        }
        return Call("POST", "logged-models/search", fields)

    def create_registered(self):
        name = f"{self.tracking.prefix}-{self.pick(*NAMES)}-{self.count // 8}"
        fields = {
            "name": self.pick(name, name, name, "a/b", "", " "),
            "tags": self.tags(),
            "description": self.pick("", "d"),
        }
        return Call("POST", "registered-models/create", fields)

    def registered_writes(self):
        name = self.model()
        return self.pick(
            Call("PATCH", "registered-models/update", {"name": name, "description": self.pick("new", "")}),
            Call(
                "POST",
                "registered-models/set-tag",
                {"name": name, "key": self.pick(*TAG_KEYS), "value": self.pick(*TEXTS)},
            ),
            Call("DELETE", "registered-models/delete-tag", {"name": name, "key": self.pick(*TAG_KEYS)}),
            Call(
                "POST",
                "registered-models/alias",
                {"name": name, "alias": self.pick(*ALIASES), "version": self.version()},
            ),
            Call("DELETE", "registered-models/alias", {"name": name, "alias": self.pick(*ALIASES[:2])}),
            Call("POST", "registered-models/rename", {"name": name, "new_name": self.pick(f"{name}-r", "a/b", "")}),
        )

    def registered_reads(self):
        name = self.model()
        mine = f"name LIKE '{self.tracking.prefix}%'"
        condition = self.pick(
            "", " AND tags.k = 'a'", " AND tag.k != 'a'", " AND name ILIKE '%-b%'", " AND color = 'x'"
        )
        query = {"filter": mine + condition, "max_results": self.pick("100", "2", "1001")}
        return self.pick(
            Call("GET", "registered-models/get", {"name": name}),
            Call("GET", "registered-models/alias", {"name": name, "alias": self.pick("best", "Old-1", "latest")}),
            Call(
                "POST",
                "registered-models/get-latest-versions",
                {"name": name, "stages": self.pick([], ["Staging"], ["None"])},
            ),
            Call("GET", "registered-models/search", query),
            Call("GET", "registered-models/search", {**query, "order_by": self.pick("name DESC", "name", "color")}),
        )

    def create_version(self):
        run = self.pick(*self.tracking.runs[-3:]) if self.tracking.runs else "none"
        source = self.pick(
            "s3://b/m",
            "gs://b/x/y",
            "s3://b/../m",
            "s3://b/%252e%252e/m",
            "/etc/passwd",
            "file:///etc",
            "",
            f"runs:/{run}/m",
            f"models:/{self.model()}/1",
            f"models:/{self.model()}/99",
        )
        fields = {"name": self.model(), "source": source, "tags": self.tags(), "description": self.pick("", "d")}
        if self.random.random() < 0.6:
            fields["run_id"] = run
        return Call("POST", "model-versions/create", fields)

    def version_writes(self):
        target = {"name": self.model(), "version": self.version()}
        stage = {"stage": self.pick(*STAGES), "archive_existing_versions": self.random.random() < 0.3}
        return self.pick(
            Call("PATCH", "model-versions/update", {**target, "description": self.pick("new", "")}),
            Call("POST", "model-versions/set-tag", {**target, "key": self.pick(*TAG_KEYS), "value": self.pick(*TEXTS)}),
            Call("DELETE", "model-versions/delete-tag", {**target, "key": self.pick(*TAG_KEYS)}),
            Call("POST", "model-versions/transition-stage", {**target, **stage}),
            Call("DELETE", "model-versions/delete", {**target, "version": self.pick("3", "99")}),
        )

    def version_reads(self):
        target = {"name": self.model(), "version": self.pick(self.version(), "x")}
        mine = f"name LIKE '{self.tracking.prefix}%'"
        condition = self.pick(
            "",
            " AND version_number > 1",
            " AND tags.k = 'a'",
            " AND source_path LIKE 's3%'",
            " AND version_number = 'x'",
            " AND color = 'x'",
        )
        query = {
            "filter": mine + condition,
            "max_results": self.pick("100", "2"),
            "order_by": ["name", "version_number DESC"],
        }
        return self.pick(
            Call("GET", "model-versions/get", target),
            Call("GET", "model-versions/get-download-uri", target),
            Call("GET", "model-versions/search", query),
        )

    def learn(self, call, reference, assay):
        """Remembers what a request made on both sides."""
        self.count += 1
        if call.reference[0] != 200 or call.assay[0] != 200:
            return
        if call.path == "logged-models":
            symbol = self.tracking.symbol("model")
            self.logged.append(symbol)
            for side, (_, body) in ((reference, call.reference), (assay, call.assay)):
                side.ids[symbol] = body["model"]["info"]["model_id"]
        if call.path == "registered-models/create":
            self.registered.append(call.fields["name"])
        if call.path == "registered-models/rename":
            self.registered.append(call.fields["new_name"])
