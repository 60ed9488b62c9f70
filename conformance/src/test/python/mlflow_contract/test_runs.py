"""Runs: their life, params, tags, inputs, and searching them."""

import math
import re

import mlflow
from mlflow.entities import Dataset, DatasetInput, InputTag, Metric, Param, RunTag, ViewType

from .support import ABSENT, INVALID, ContractCase, needs


class Life(ContractCase):
    def test_a_run_is_made_as_asked(self):
        run = self.client.create_run(
            self.experiment(), start_time=77, run_name="première", tags={"mlflow.user": "ann", "a": "b"}
        )
        self.assertEqual((run.info.run_name, run.info.start_time, run.info.status), ("première", 77, "RUNNING"))
        self.assertEqual(run.data.tags["mlflow.runName"], "première")
        self.assertEqual((run.data.tags["a"], run.data.tags["mlflow.user"]), ("b", "ann"))

    def test_a_nameless_run_gets_a_readable_name(self):
        name = self.client.create_run(self.experiment()).info.run_name
        self.assertTrue(re.fullmatch(r"[a-z]+-[a-z]+-[0-9]+", name), name)

    def test_every_change_of_status_is_allowed(self):
        run = self.run_id()
        for status in ("FINISHED", "KILLED", "SCHEDULED", "FAILED", "RUNNING"):
            self.client.update_run(run, status=status)
            self.assertEqual(self.client.get_run(run).info.status, status)

    def test_a_resumed_run_keeps_its_end(self):
        run = self.run_id()
        self.client.set_terminated(run, "FINISHED", 4711)
        self.client.update_run(run, status="RUNNING")
        info = self.client.get_run(run).info
        self.assertEqual((info.status, info.end_time), ("RUNNING", 4711))

    def test_name_and_tag_of_the_name_are_one(self):
        run = self.run_id(run_name="one")
        self.client.update_run(run, name="two")
        self.assertEqual(self.data(run).tags["mlflow.runName"], "two")
        self.client.set_tag(run, "mlflow.runName", "three")
        self.assertEqual(self.client.get_run(run).info.run_name, "three")
        self.client.log_batch(run, tags=[RunTag("mlflow.runName", "four"), RunTag("x", "y")])
        self.assertEqual((self.client.get_run(run).info.run_name, self.data(run).tags["x"]), ("four", "y"))
        self.fails(INVALID, self.client.create_run, self.experiment(), run_name="a", tags={"mlflow.runName": "b"})

    def test_absent_runs_and_experiments(self):
        self.fails(ABSENT, self.client.get_run, "9" * 32)
        self.fails(ABSENT, self.client.delete_run, "9" * 32)
        self.fails(ABSENT, self.client.create_run, "876543210")

    def test_deletion_is_repeatable_and_stops_writes_but_not_reads(self):
        run = self.run_id()
        self.client.log_param(run, "p", "v")
        for _ in range(2):
            self.client.delete_run(run)
        self.assertEqual(self.client.get_run(run).info.lifecycle_stage, "deleted")
        self.assertEqual(self.data(run).params, {"p": "v"})
        self.fails(INVALID, self.client.log_metric, run, "m", 1)
        self.fails(INVALID, self.client.log_param, run, "q", 1)
        self.fails(INVALID, self.client.set_tag, run, "t", 1)
        self.fails(INVALID, self.client.set_terminated, run)
        for _ in range(2):
            self.client.restore_run(run)
        self.client.log_metric(run, "m", 1)
        self.assertEqual(self.data(run).metrics, {"m": 1.0})


class Fluent(ContractCase):
    def test_nested_runs_know_their_parent(self):
        experiment = mlflow.set_experiment(self.fresh()).experiment_id
        with mlflow.start_run(run_name="parent", description="a parent") as parent:
            children = []
            for _ in range(2):
                with mlflow.start_run(nested=True) as child:
                    mlflow.log_metric("m", 3, step=1)
                    with mlflow.start_run(nested=True) as grandchild:
                        mlflow.log_param("deep", True)
                children.append(child.info.run_id)
        self.assertEqual(self.data(parent.info.run_id).tags["mlflow.note.content"], "a parent")
        self.assertEqual(self.client.get_parent_run(grandchild.info.run_id).info.run_id, children[-1])
        found = self.client.search_runs([experiment], f"tags.mlflow.parentRunId = '{parent.info.run_id}'")
        self.assertEqual({r.info.run_id for r in found}, set(children))
        self.assertEqual({r.info.status for r in found}, {"FINISHED"})

    def test_a_raised_exception_fails_the_run(self):
        mlflow.set_experiment(self.fresh())
        with self.assertRaises(KeyError), mlflow.start_run() as run:
            raise KeyError
        self.assertEqual(self.client.get_run(run.info.run_id).info.status, "FAILED")

    def test_a_run_is_taken_up_again(self):
        mlflow.set_experiment(self.fresh())
        with mlflow.start_run() as run:
            mlflow.log_param("before", 1)
        with mlflow.start_run(run_id=run.info.run_id):
            mlflow.log_param("after", 2)
        self.assertEqual(self.data(run.info.run_id).params, {"before": "1", "after": "2"})
        self.assertEqual(self.client.get_run(run.info.run_id).info.status, "FINISHED")


class Params(ContractCase):
    def test_keys_and_values_of_all_kinds(self):
        run = self.run_id()
        wanted = {"a/b c.d:e-f_ж": "✓🚀", "nothing": "", "long": "v" * 6000}
        for key, value in {**wanted, "long": "v" * 6001}.items():
            self.client.log_param(run, key, value)
        self.assertEqual(self.data(run).params, wanted)

    def test_a_param_is_written_once(self):
        run = self.run_id()
        for _ in range(2):
            self.client.log_param(run, "p", "same")
        self.fails(INVALID, self.client.log_param, run, "p", "other", text="Changing param values is not allowed")

    def test_one_conflict_keeps_out_the_whole_batch(self):
        run = self.run_id()
        self.client.log_param(run, "p", "1")
        batch = {
            "metrics": [Metric("m", 1.0, 1, 0)],
            "params": [Param("q", "1"), Param("p", "2")],
            "tags": [RunTag("t", "1")],
        }
        self.fails(INVALID, self.client.log_batch, run, **batch)
        data = self.data(run)
        self.assertEqual((data.params, data.metrics), ({"p": "1"}, {}))
        self.assertNotIn("t", data.tags)

    def test_a_key_stands_once_in_a_batch(self):
        batch = {"run_id": self.run_id(), "params": [{"key": "twin", "value": "1"}, {"key": "twin", "value": "1"}]}
        self.refused("POST", "runs/log-batch", batch, text="Duplicate parameter keys have been submitted")

    def test_a_missing_value_is_an_empty_one(self):
        run = self.run_id()
        self.http("POST", "runs/log-parameter", {"run_id": run, "key": "p"})
        self.assertEqual(self.data(run).params, {"p": ""})


class Tags(ContractCase):
    def test_the_last_value_stays_also_within_a_batch(self):
        run = self.run_id()
        self.client.set_tag(run, "state", 1)
        self.client.set_tag(run, "state", 2)
        self.client.log_batch(run, tags=[RunTag("u", "1"), RunTag("u", "2"), RunTag("é", "🚀")])
        self.client.set_tag(run, "long", "z" * 8001)
        tags = self.data(run).tags
        self.assertEqual((tags["state"], tags["u"], tags["é"], len(tags["long"])), ("2", "2", "🚀", 8000))

    def test_a_tag_is_deleted_once(self):
        run = self.run_id(tags={"gone": "soon"})
        self.client.delete_tag(run, "gone")
        self.assertNotIn("gone", self.data(run).tags)
        self.fails(ABSENT, self.client.delete_tag, run, "gone")


class Keys(ContractCase):
    GOOD = ("a/b", "with space", "a.b-c_d", "a:b", "клю́ч".replace("\u0301", ""), "k" * 250)
    BAD = ("a//b", "/a", "a/", "..", "../a", "./a", "a/../b", "tab\there", "semi;colon", "k" * 251, "")

    def test_one_rule_for_metrics_params_and_tags(self):
        run = self.run_id()
        kinds = {"log-metric": {"value": 1, "timestamp": 1}, "log-parameter": {"value": "1"}, "set-tag": {"value": "1"}}
        for call, fields in kinds.items():
            for key in self.GOOD:
                self.http("POST", f"runs/{call}", {"run_id": run, "key": key, **fields})
            for key in self.BAD:
                with self.subTest(call=call, key=key):
                    self.refused("POST", f"runs/{call}", {"run_id": run, "key": key, **fields})
        data = self.data(run)
        self.assertEqual((set(data.metrics), set(data.params)), (set(self.GOOD), set(self.GOOD)))


class Inputs(ContractCase):
    @staticmethod
    def dataset(name, digest, context):
        tags = [InputTag("mlflow.data.context", context), InputTag("origin", "lab")]
        return DatasetInput(Dataset(name, digest, "local", '{"uri": "/x"}', schema="{}", profile='{"n": 3}'), tags)

    def test_datasets_are_linked_once_with_all_they_say(self):
        experiment = self.experiment()
        run = self.run_id(experiment)
        self.client.log_inputs(run, [self.dataset("wine", "d1", "train"), self.dataset("beer", "d2", "test")])
        self.client.log_inputs(run, [self.dataset("wine", "d1", "again")])
        linked = {i.dataset.name: i for i in self.client.get_run(run).inputs.dataset_inputs}
        self.assertEqual(set(linked), {"wine", "beer"})
        wine = linked["wine"]
        self.assertEqual((wine.dataset.digest, wine.dataset.source_type), ("d1", "local"))
        self.assertEqual(
            (wine.dataset.source, wine.dataset.schema, wine.dataset.profile), ('{"uri": "/x"}', "{}", '{"n": 3}')
        )
        self.assertEqual({t.key: t.value for t in wine.tags}, {"mlflow.data.context": "train", "origin": "lab"})

    def test_runs_are_found_by_their_datasets(self):
        experiment = self.experiment()
        one, two = self.run_id(experiment), self.run_id(experiment)
        self.client.log_inputs(one, [self.dataset("wine", "d1", "train")])
        self.client.log_inputs(two, [self.dataset("wine", "d9", "train"), self.dataset("beer", "d2", "test")])
        for condition, wanted in {
            "dataset.name = 'wine'": {one, two},
            "datasets.digest = 'd9'": {two},
            "dataset.context = 'test'": {two},
            "dataset.name LIKE 'w%e'": {one, two},
            "dataset.name IN ('beer', 'cider')": {two},
            "dataset.name = 'cider'": set(),
        }.items():
            with self.subTest(condition=condition):
                self.assertEqual({r.info.run_id for r in self.client.search_runs([experiment], condition)}, wanted)
        request = {"experiment_ids": [experiment]}
        found = self.http("POST", "experiments/search-datasets", request, root="ajax-api")["dataset_summaries"]
        wanted = [("beer", "d2", "test"), ("wine", "d1", "train"), ("wine", "d9", "train")]
        self.assertEqual(sorted((s["name"], s["digest"], s["context"]) for s in found), wanted)


class SearchConditions(ContractCase):
    def setUp(self):
        super().setUp()
        self.place = self.experiment()
        self.ids = {
            name: self.client.create_run(self.place, start_time=start, run_name=name, tags=tags).info.run_id
            for name, start, tags in (
                ("north", 100, {"k": "v", "odd key/1": "yes", "dotted.key": "1"}),
                ("South", 200, {"k": "V"}),
                ("east", 300, {}),
                ("west", 400, {"k": "it's"}),
            )
        }
        for name, value, param in (("north", 0.5, "low"), ("South", 3.0, "High"), ("east", -2.0, "lower")):
            self.client.log_batch(
                self.ids[name],
                [Metric("score", value, 1, 0), Metric("val/score x", value, 1, 0)],
                [Param("level", param)],
            )
        self.client.set_terminated(self.ids["north"], "FINISHED", 1000)
        self.client.set_terminated(self.ids["South"], "FINISHED", 2000)
        self.client.set_terminated(self.ids["east"], "KILLED", 3000)

    def find(self, condition):
        return {r.info.run_name for r in self.client.search_runs([self.place], condition)}

    def test_numbers_texts_and_attributes(self):
        north, south, east, west = "north", "South", "east", "west"
        for condition, wanted in {
            "": {north, south, east, west},
            "metrics.score > 0": {north, south},
            "metric.score>=3": {south},
            "metrics.score = -2.0": {east},
            "metrics.score != 3": {north, east},
            "metrics.score < 1e0 and metrics.score > -.5": {north},
            "metrics.`val/score x` <= 0.5": {north, east},
            'metrics."val/score x" < 0': {east},
            "params.level = 'low'": {north},
            'param.level != "low"': {south, east},
            "parameters.level LIKE 'low%'": {north, east},
            "params.level LIKE 'HIGH'": set(),
            "params.level ilike 'HIGH'": {south},
            "params.level like '_ow'": {north},
            "params.level IS NULL": {west},
            "params.level is not null": {north, south, east},
            "tags.k = 'v'": {north},
            "tags.k != 'v'": {south, west},
            "tags.k ILIKE 'V'": {north, south},
            'tags.k = "it\'s"': {west},
            "tags.k IS NULL": {east},
            "tags.`odd key/1` = 'yes'": {north},
            "tags.dotted.key = '1'": {north},
            "`tags`.k = 'v'": {north},
            "tags.never != 'x'": set(),
            "status = 'KILLED'": {east},
            "attributes.status != 'FINISHED'": {east, west},
            "status LIKE 'F%'": {north, south},
            "run_name = 'South'": {south},
            "attr.run_name ILIKE 's%'": {south},
            "run.`run name` LIKE '%est'": {west},
            "tags.`mlflow.runName` = 'east'": {east},
            f"run_id = '{self.ids['west']}'": {west},
            f"run_id IN ('{self.ids['west']}', 'x', '{self.ids['east']}')": {east, west},
            f"attributes.run_id NOT IN ('{self.ids['west']}')": {north, south, east},
            "start_time >= 300": {east, west},
            "created < 200": {north},
            "end_time > 1500": {south, east},
            f"artifact_uri LIKE '%/{self.ids['north']}/%'": {north},
            f"artifact_uri = '{self.client.get_run(self.ids['east']).info.artifact_uri}'": {east},
            "params.level = 'low' And tags.k = 'v' AND metrics.score < 1": {north},
        }.items():
            with self.subTest(condition=condition):
                self.assertEqual(self.find(condition), wanted)

    def test_what_is_not_in_the_grammar_is_refused(self):
        for condition in (
            "params.level = low",
            "metrics.score = '1'",
            "color = 'red'",
            "color.shade = 'red'",
            "metrics.score > 0 OR metrics.score < 0",
            "NOT metrics.score > 0",
            "(metrics.score > 0)",
            "params.level > 'a'",
            "metrics.score LIKE '1'",
            "status IN ('FINISHED')",
            "metrics.score BETWEEN 0 AND 1",
            "metrics.score == 1",
            "metrics.score <> 1",
            "1 < metrics.score",
            "metrics.score IS NULL",
            "start_time = '5'",
            "dataset.source = 'x'",
            "run_id IN ()",
            "metrics.score > 0; metrics.score < 1",
            "metrics.score",
            "lifecycle_stage = 'active'",
        ):
            with self.subTest(condition=condition):
                self.fails(INVALID, self.client.search_runs, [self.place], condition)


class SearchResults(ContractCase):
    def test_orders(self):
        place = self.experiment()
        for name, start, value, param in (
            ("a", 1, 2.0, "B"),
            ("b", 2, math.nan, "a"),
            ("c", 3, -1.0, "ab"),
            ("d", 4, None, None),
        ):
            run = self.client.create_run(place, start_time=start, run_name=name).info.run_id
            if value is not None:
                self.client.log_batch(run, [Metric("m", value, 1, 0)], [Param("p", param)])
        for terms, wanted in (
            ([], "dcba"),
            (["start_time ASC"], "abcd"),
            (["metrics.m"], "cabd"),
            (["metrics.m DESC"], "acbd"),
            (["params.p"], "abcd"),
            (["params.p DESC"], "cbad"),
            (["attributes.run_name DESC"], "dcba"),
            (["tags.none", "start_time asc"], "abcd"),
        ):
            with self.subTest(terms=terms):
                found = self.client.search_runs([place], order_by=terms)
                self.assertEqual("".join(r.info.run_name for r in found), wanted)
        for bad in ("metrics.m DOWN", "color", "metrics.m ASC DESC", "color.shade"):
            with self.subTest(bad=bad):
                self.fails(INVALID, self.client.search_runs, [place], order_by=[bad])
        for condition, wanted in (("metrics.m != 2", "bc"), ("metrics.m > -9", "ac"), ("metrics.m = 0", "")):
            with self.subTest(condition=condition):
                found = self.client.search_runs([place], condition, order_by=["start_time ASC"])
                self.assertEqual("".join(r.info.run_name for r in found), wanted)

    def test_pages_over_several_experiments(self):
        places = [self.experiment(), self.experiment()]
        runs = sorted(self.client.create_run(places[i % 2], start_time=5).info.run_id for i in range(7))
        pages, token = [], None
        while token or not pages:
            page = self.client.search_runs(places, max_results=3, page_token=token)
            pages.append([r.info.run_id for r in page])
            token = page.token
        self.assertEqual([len(p) for p in pages], [3, 3, 1])
        self.assertEqual([run for page in pages for run in page], runs)
        self.assertFalse(self.client.search_runs(places, max_results=7).token)
        for bad in ({"max_results": 0}, {"max_results": 50_001}, {"page_token": "!?"}):
            with self.subTest(bad=bad):
                self.refused("POST", "runs/search", {"experiment_ids": places, **bad})

    def test_views_and_unknown_experiments(self):
        place = self.experiment()
        kept, gone = self.run_id(place), self.run_id(place)
        self.client.delete_run(gone)
        for view, wanted in (
            (ViewType.ACTIVE_ONLY, {kept}),
            (ViewType.DELETED_ONLY, {gone}),
            (ViewType.ALL, {kept, gone}),
        ):
            found = self.client.search_runs([place, "876543210"], run_view_type=view)
            self.assertEqual({r.info.run_id for r in found}, wanted)

    @needs("pandas")
    def test_a_table_of_runs(self):
        place = self.experiment()
        runs = [self.run_id(place) for _ in range(3)]
        for number, run in enumerate(runs):
            self.client.log_metric(run, "m", number)
            self.client.log_param(run, "p", number)
        table = mlflow.search_runs([place], "metrics.m < 2", order_by=["metrics.m ASC"])
        self.assertEqual(table["run_id"].tolist(), runs[:2])
        self.assertEqual(table["params.p"].tolist(), ["0", "1"])
