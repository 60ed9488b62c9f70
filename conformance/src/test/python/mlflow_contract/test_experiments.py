"""Experiments: names, tags, deletion, search."""

from mlflow.entities import ViewType

from .support import ABSENT, EXISTS, ContractCase


class Naming(ContractCase):
    def test_any_characters_make_a_name(self):
        name = self.fresh("näme ✓/ 🚀")
        made = self.client.create_experiment(name, tags={"owner": "ann", "ключ": "✓"})
        found = self.client.get_experiment_by_name(name)
        self.assertEqual((found.experiment_id, found.name, found.lifecycle_stage), (made, name, "active"))
        self.assertEqual(found.tags, {"owner": "ann", "ключ": "✓"})
        self.assertTrue(found.artifact_location.endswith("/" + made))

    def test_times_are_those_of_the_server(self):
        experiment = self.client.get_experiment(self.experiment())
        self.assertLessEqual(experiment.creation_time, experiment.last_update_time)
        self.assertLess(abs(experiment.creation_time - self.millis()), 600_000)

    def test_names_are_unique_and_of_limited_length(self):
        name = self.fresh()
        self.client.create_experiment(name)
        self.fails(EXISTS, self.client.create_experiment, name)
        for bad in ("", "n" * 501):
            self.refused("POST", "experiments/create", {"name": bad})
        self.http("POST", "experiments/create", {"name": self.fresh().ljust(500, "n")})

    def test_renaming_moves_the_name(self):
        experiment, old, new = self.experiment(), None, self.fresh("new")
        old = self.client.get_experiment(experiment).name
        self.client.rename_experiment(experiment, new)
        self.assertEqual(self.client.get_experiment(experiment).name, new)
        self.assertIsNone(self.client.get_experiment_by_name(old))

    def test_absent_ones_are_told_apart(self):
        self.assertIsNone(self.client.get_experiment_by_name(self.fresh("never")))
        self.fails(ABSENT, self.client.get_experiment, "876543210")

    def test_the_first_is_called_default(self):
        self.assertEqual(self.client.get_experiment("0").name, "Default")

    def test_runs_lie_below_a_location_of_the_clients_choice(self):
        experiment = self.experiment(artifact_location="s3://some-bucket/root")
        self.assertEqual(self.client.get_experiment(experiment).artifact_location, "s3://some-bucket/root")
        run = self.client.create_run(experiment)
        self.assertEqual(run.info.artifact_uri, f"s3://some-bucket/root/{run.info.run_id}/artifacts")


class Tags(ContractCase):
    def test_the_last_value_stays(self):
        experiment = self.experiment()
        for value in ("first", "second"):
            self.client.set_experiment_tag(experiment, "state", value)
        self.client.set_experiment_tag(experiment, "long", "x" * 5000)
        tags = self.client.get_experiment(experiment).tags
        self.assertEqual((tags["state"], len(tags["long"])), ("second", 5000))

    def test_a_tag_is_deleted_once(self):
        experiment = self.experiment(tags={"gone": "soon"})
        request = {"experiment_id": experiment, "key": "gone"}
        self.assertEqual(self.http("POST", "experiments/delete-experiment-tag", request), {})
        self.assertEqual(self.client.get_experiment(experiment).tags, {})
        self.refused("POST", "experiments/delete-experiment-tag", request, code=ABSENT, status=404)


class Deletion(ContractCase):
    def test_deletion_takes_the_runs_along_and_restoring_brings_them_back(self):
        experiment = self.experiment()
        run = self.run_id(experiment)
        self.client.delete_experiment(experiment)
        self.assertEqual(self.client.get_experiment(experiment).lifecycle_stage, "deleted")
        self.assertEqual(self.client.get_run(run).info.lifecycle_stage, "deleted")
        self.client.restore_experiment(experiment)
        self.assertEqual(self.client.get_experiment(experiment).lifecycle_stage, "active")
        self.assertEqual(self.client.get_run(run).info.lifecycle_stage, "active")

    def test_a_deleted_one_takes_nothing_and_keeps_its_name(self):
        experiment = self.experiment()
        name = self.client.get_experiment(experiment).name
        self.client.delete_experiment(experiment)
        self.assertEqual(self.client.get_experiment_by_name(name).lifecycle_stage, "deleted")
        self.fails(EXISTS, self.client.create_experiment, name)
        self.fails("INVALID_PARAMETER_VALUE", self.client.create_run, experiment)
        self.fails("INVALID_PARAMETER_VALUE", self.client.set_experiment_tag, experiment, "k", "v")

    def test_deleting_and_restoring_need_the_other_state(self):
        experiment = self.experiment()
        self.fails(ABSENT, self.client.restore_experiment, experiment)
        self.client.delete_experiment(experiment)
        self.fails(ABSENT, self.client.delete_experiment, experiment)


class Search(ContractCase):
    def setUp(self):
        super().setUp()
        self.prefix = self.fresh("search")
        self.ids = {
            "Anna": self.client.create_experiment(f"{self.prefix}.Anna", tags={"group": "one", "extra": "yes"}),
            "Bert": self.client.create_experiment(f"{self.prefix}.Bert", tags={"group": "one"}),
            "carl": self.client.create_experiment(f"{self.prefix}.carl", tags={"group": "two"}),
        }

    def find(self, condition="", **options):
        condition = f"name LIKE '{self.prefix}%'" + (f" AND {condition}" if condition else "")
        options.setdefault("order_by", ["name ASC"])
        found = self.client.search_experiments(filter_string=condition, **options)
        return [e.name.rsplit(".", 1)[1] for e in found]

    def test_conditions(self):
        a, c = self.ids["Anna"], self.ids["carl"]
        for condition, wanted in {
            "": ["Anna", "Bert", "carl"],
            "tags.group = 'one'": ["Anna", "Bert"],
            "tag.group != 'one'": ["carl"],
            "tags.extra IS NULL": ["Bert", "carl"],
            "tags.extra IS NOT NULL": ["Anna"],
            "tags.never != 'x'": [],
            "name LIKE '%.B%'": ["Bert"],
            "attribute.name ILIKE '%.CARL'": ["carl"],
            f"experiment_id = '{a}'": ["Anna"],
            f"experiment_id IN ('{a}', '{c}')": ["Anna", "carl"],
            f"experiment_id NOT IN ('{a}', '{c}')": ["Bert"],
            f"experiment_id != '{a}'": ["Bert", "carl"],
            "creation_time > 5 and last_update_time >= 5": ["Anna", "Bert", "carl"],
        }.items():
            with self.subTest(condition=condition):
                self.assertEqual(self.find(condition), wanted)

    def test_orders_and_pages(self):
        self.assertEqual(self.find(order_by=["experiment_id DESC"]), ["carl", "Bert", "Anna"])
        options = {"filter_string": f"name LIKE '{self.prefix}%'", "order_by": ["name DESC"], "max_results": 2}
        first = self.client.search_experiments(**options)
        rest = self.client.search_experiments(**options, page_token=first.token)
        self.assertEqual([e.name[-4:] for e in [*first, *rest]], ["carl", "Bert", "Anna"])
        self.assertFalse(rest.token)

    def test_views(self):
        self.client.delete_experiment(self.ids["Bert"])
        self.assertEqual(self.find(), ["Anna", "carl"])
        self.assertEqual(self.find(view_type=ViewType.DELETED_ONLY), ["Bert"])
        self.assertEqual(self.find(view_type=ViewType.ALL), ["Anna", "Bert", "carl"])

    def test_what_is_not_in_the_grammar_is_refused(self):
        for condition in (
            "name = 7",
            "color = 'red'",
            "name = 'a' OR name = 'b'",
            "metrics.m > 0",
            "creation_time > 'x'",
        ):
            with self.subTest(condition=condition):
                self.fails("INVALID_PARAMETER_VALUE", self.client.search_experiments, filter_string=condition)

    def test_sizes_and_tokens_are_checked(self):
        for fields in ({}, {"max_results": 0}, {"max_results": 50_001}, {"max_results": 5, "page_token": "!?"}):
            with self.subTest(fields=fields):
                self.refused("POST", "experiments/search", fields)
