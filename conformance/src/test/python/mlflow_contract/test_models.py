"""Models: logged ones, the registry, prompts, and loading what was registered."""

import json
import pathlib
import tempfile
import time

import mlflow

from .support import ABSENT, CLIENT_MAJOR, EXISTS, INVALID, ContractCase, needs, needs_client_3


@needs_client_3
class LoggedModels(ContractCase):
    def test_a_model_from_pending_to_deleted(self):
        experiment = self.experiment()
        run = self.run_id(experiment)
        fields = {"tags": {"a": "1"}, "params": {"p": "1"}, "model_type": "tree"}
        model = self.client.create_logged_model(experiment, name="first", source_run_id=run, **fields)
        self.assertRegex(model.model_id, "^m-[0-9a-f]{32}$")
        self.assertTrue(model.artifact_location.endswith(f"/models/{model.model_id}/artifacts"))
        self.assertEqual((str(model.status), model.model_type, model.source_run_id), ("PENDING", "tree", run))
        self.client.set_logged_model_tags(model.model_id, {"a": "2", "b": "3"})
        self.client.delete_logged_model_tag(model.model_id, "b")
        self.fails(ABSENT, self.client.delete_logged_model_tag, model.model_id, "b")
        self.client.log_model_params(model.model_id, {"q": "2"})
        self.assertEqual(str(self.client.finalize_logged_model(model.model_id, "READY").status), "READY")
        kept = self.client.get_logged_model(model.model_id)
        self.assertEqual((kept.tags["a"], "b" in kept.tags, kept.params), ("2", False, {"p": "1", "q": "2"}))
        self.client.delete_logged_model(model.model_id)
        for absent in (model.model_id, "m-" + "1" * 32):
            self.fails(ABSENT, self.client.get_logged_model, absent)
        seen = self.http("GET", f"logged-models/{model.model_id}", params={"allow_deleted": "true"})
        self.assertEqual(seen["model"]["info"]["name"], "first")

    def test_its_files(self):
        model = self.client.create_logged_model(self.experiment())
        with tempfile.TemporaryDirectory() as place:
            pathlib.Path(place, "weights").write_bytes(b"1234")
            self.client.log_model_artifacts(model.model_id, place)
        listed = self.client.list_logged_model_artifacts(model.model_id)
        self.assertEqual([(f.path, f.file_size) for f in listed], [("weights", 4)])
        folders = self.http("GET", f"logged-models/{model.model_id}/artifacts/directories")
        self.assertEqual(folders["root_uri"], model.artifact_location)

    def test_names_are_checked_and_made_up(self):
        experiment = self.experiment()
        self.assertTrue(self.client.create_logged_model(experiment).name)
        for name in ("a/b", "a:b", "a.b", "a%b", "a'b", 'a"b'):
            self.refused("POST", "logged-models", {"experiment_id": experiment, "name": name})
        self.fails(ABSENT, self.client.create_logged_model, "876543210")

    def test_runs_name_their_outputs(self):
        experiment = self.experiment()
        run, model = self.run_id(experiment), self.client.create_logged_model(experiment).model_id
        for _ in range(2):
            self.client.log_outputs(run, [mlflow.entities.LoggedModelOutput(model, 3)])
        outputs = self.client.get_run(run).outputs.model_outputs
        self.assertEqual([(o.model_id, o.step) for o in outputs], [(model, 3)])

    def test_what_was_measured_on_them(self):
        experiment = self.experiment()
        run, model = self.run_id(experiment), self.client.create_logged_model(experiment).model_id
        place = {"model_id": model, "dataset_name": "d", "dataset_digest": "1"}
        self.client.log_metric(run, "acc", 0.75, timestamp=9, step=2, **place)
        got = self.client.get_logged_model(model).metrics[0]
        self.assertEqual((got.key, got.value, got.step, got.run_id, got.model_id), ("acc", 0.75, 2, run, model))
        self.assertEqual((got.dataset_name, got.dataset_digest), ("d", "1"))
        self.assertEqual(self.data(run).metrics, {"acc": 0.75})
        point = {"run_id": run, "key": "k", "value": 1, "timestamp": 1}
        self.http("POST", "runs/log-metric", {**point, "model_id": "m-" + "2" * 32}, expect=400)
        self.refused("POST", "runs/log-metric", {**point, "model_id": model, "dataset_name": "d"})

    def test_search(self):
        experiment = self.experiment()
        run = self.run_id(experiment)
        models = {}
        for number, name in enumerate(("ann", "abe", "bob")):
            model = self.client.create_logged_model(experiment, name=name, params={"n": name}, tags={"t": name[0]})
            models[name] = model.model_id
            place = {"model_id": model.model_id, "dataset_name": "d", "dataset_digest": str(number % 2)}
            self.client.log_metric(run, "acc", number / 4, **place)

        def find(condition=None, **options):
            options.setdefault("order_by", [{"field_name": "name"}])
            return [m.name for m in self.client.search_logged_models([experiment], condition, **options)]

        for condition, wanted in (
            (None, ["abe", "ann", "bob"]),
            ("name LIKE 'a%'", ["abe", "ann"]),
            ("attributes.name ILIKE 'B%' AND creation_timestamp > 0", ["bob"]),
            ("metrics.acc > 0", ["abe", "bob"]),
            ("params.n = 'ann'", ["ann"]),
            ("tags.t != 'a'", ["bob"]),
            ("name IN ('bob', 'ann')", ["ann", "bob"]),
            (f"model_id = '{models['abe']}'", ["abe"]),
        ):
            with self.subTest(condition=condition):
                self.assertEqual(find(condition), wanted)
        by_metric = [{"field_name": "metrics.acc", "ascending": False}]
        self.assertEqual(find(order_by=by_metric), ["bob", "abe", "ann"])
        self.assertEqual(find(datasets=[{"dataset_name": "d", "dataset_digest": "1"}]), ["abe"])
        first = self.client.search_logged_models([experiment], max_results=2)
        rest = self.client.search_logged_models([experiment], max_results=2, page_token=first.token)
        self.assertEqual([m.name for m in [*first, *rest]], ["bob", "abe", "ann"])
        for bad in ("name > 'a'", "color.x = 1", "name = 'a' OR name = 'b'", "metric.acc > 0"):
            with self.subTest(bad=bad):
                self.fails(INVALID, self.client.search_logged_models, [experiment], bad)


class RegistryCase(ContractCase):
    def model(self, **fields):
        return self.client.create_registered_model(self.fresh("model"), **fields).name

    def version(self, model, **fields):
        return self.client.create_model_version(model, f"s3://bucket/{self.fresh()}", **fields)


class RegisteredModels(RegistryCase):
    def test_from_creation_to_removal(self):
        name = self.fresh("mödel")
        made = self.client.create_registered_model(name, tags={"a": "1"}, description="✓")
        self.assertEqual((made.name, made.tags, made.description), (name, {"a": "1"}, "✓"))
        self.fails(EXISTS, self.client.create_registered_model, name)
        self.assertEqual(self.client.update_registered_model(name, "new").description, "new")
        self.client.set_registered_model_tag(name, "b", "2")
        for _ in range(2):
            self.client.delete_registered_model_tag(name, "a")
        self.assertEqual(self.client.get_registered_model(name).tags, {"b": "2"})
        self.client.delete_registered_model(name)
        self.fails(ABSENT, self.client.get_registered_model, name)
        self.fails(ABSENT, self.client.delete_registered_model, name)

    def test_a_rename_takes_everything_along(self):
        name, other = self.model(), self.model()
        self.version(name, tags={"t": "1"})
        self.client.set_registered_model_alias(name, "best", "1")
        self.client.rename_registered_model(name, name + "2")
        moved = self.client.get_model_version_by_alias(name + "2", "best")
        self.assertEqual((moved.name, str(moved.version), moved.tags), (name + "2", "1", {"t": "1"}))
        self.fails(ABSENT, self.client.get_registered_model, name)
        self.fails(EXISTS, self.client.rename_registered_model, name + "2", other)

    def test_names_are_checked(self):
        for name in ("a/b", "a:b", ".", "..", "", "  "):
            with self.subTest(name=name):
                self.refused("POST", "registered-models/create", {"name": name})

    def test_search(self):
        prefix = self.fresh("find")
        for number, name in enumerate(("A", "b", "C")):
            self.client.create_registered_model(f"{prefix}.{name}", tags={"n": str(number)})

        def find(condition="", **options):
            condition = f"name LIKE '{prefix}%'{condition}"
            return [m.name[-1] for m in self.client.search_registered_models(condition, **options)]

        self.assertEqual(find(), ["A", "C", "b"])
        self.assertEqual(find(order_by=["name DESC"]), ["b", "C", "A"])
        self.assertEqual(find(" AND tags.n != '1'"), ["A", "C"])
        self.assertEqual(find(" AND name ILIKE '%.B'"), ["b"])
        first = self.client.search_registered_models(f"name LIKE '{prefix}%'", max_results=2)
        rest = self.client.search_registered_models(f"name LIKE '{prefix}%'", max_results=2, page_token=first.token)
        self.assertEqual([m.name[-1] for m in [*first, *rest]], ["A", "C", "b"])
        for bad in ("color = 'x'", "name > 'x'"):
            self.fails(INVALID, self.client.search_registered_models, bad)
        self.refused("GET", "registered-models/search", params={"max_results": "1001"})


class ModelVersions(RegistryCase):
    def test_numbers_are_never_used_again(self):
        name = self.model()
        self.assertEqual([str(self.version(name).version) for _ in range(3)], ["1", "2", "3"])
        self.client.delete_model_version(name, "3")
        self.assertEqual(str(self.version(name).version), "4")
        self.fails(ABSENT, self.client.get_model_version, name, "3")
        self.fails(ABSENT, self.client.delete_model_version, name, "3")
        self.fails(ABSENT, self.version, self.fresh("never"))

    def test_all_that_a_version_says(self):
        name, run = self.model(), self.run_id()
        fields = {"run_id": run, "tags": {"t": "1"}, "description": "d", "run_link": "http://x/y"}
        made = self.version(name, **fields)
        self.assertEqual((made.status, made.current_stage, made.run_id), ("READY", "None", run))
        self.assertEqual((made.tags, made.description, made.run_link), ({"t": "1"}, "d", "http://x/y"))
        self.assertEqual(self.client.update_model_version(name, "1", "e").description, "e")
        self.client.set_model_version_tag(name, "1", "u", "2")
        for _ in range(2):
            self.client.delete_model_version_tag(name, "1", "t")
        self.assertEqual(self.client.get_model_version(name, "1").tags, {"u": "2"})
        self.assertEqual(self.client.get_model_version_download_uri(name, "1"), made.source)
        raw = self.http("GET", "model-versions/get", params={"name": name, "version": "1"})["model_version"]
        self.assertEqual((raw["version"], type(raw["creation_timestamp"])), ("1", int))

    def test_a_copy_knows_what_it_copies(self):
        name, run = self.model(), self.run_id()
        source = self.version(name, run_id=run)
        copy = self.client.copy_model_version(f"models:/{name}/1", self.fresh("copy"))
        self.assertEqual((copy.source, copy.run_id), (f"models:/{name}/1", run))
        self.assertEqual(self.client.get_model_version_download_uri(copy.name, "1"), source.source)

    def test_sources_stay_where_they_belong(self):
        name, run = self.model(), self.run_id()
        root = self.client.get_run(run).info.artifact_uri

        def create(status, **fields):
            return self.http("POST", "model-versions/create", {"name": name, **fields}, expect=status)

        for good in (
            {"source": f"{root}/m", "run_id": run},
            {"source": f"runs:/{run}/m", "run_id": run},
            {"source": "gs://b/m"},
        ):
            self.assertEqual(create(200, **good)["model_version"]["source"], good["source"])
        for bad in (
            {"source": f"{root}/m"},
            {"source": f"{root}/../other", "run_id": run},
            {"source": "mlflow-artifacts:/0/other/artifacts/m", "run_id": run},
            {"source": f"runs:/{run}/m"},
            {"source": "s3://b/../m"},
            {"source": "s3://b/%252e%252e/m"},
            {"source": "/etc/passwd"},
            {"source": "file:///etc"},
            {"source": "dummy-source"},
            {"source": ""},
        ):
            with self.subTest(bad=bad):
                self.assertEqual(create(400, **bad)["error_code"], INVALID)
        self.assertEqual(create(404, source=f"models:/{name}/987")["error_code"], ABSENT)

    def test_stages(self):
        name = self.model()
        for _ in range(3):
            self.version(name)

        def move(version, stage, archive=False):
            fields = {"name": name, "version": version, "stage": stage, "archive_existing_versions": archive}
            return self.http("POST", "model-versions/transition-stage", fields)["model_version"]["current_stage"]

        self.assertEqual([move("1", "staging"), move("2", "Production")], ["Staging", "Production"])
        self.assertEqual(move("3", "Staging", True), "Staging")
        self.assertEqual(self.client.get_model_version(name, "1").current_stage, "Archived")
        latest = {v.current_stage: str(v.version) for v in self.client.get_latest_versions(name)}
        self.assertEqual(latest, {"Archived": "1", "Production": "2", "Staging": "3"})
        self.refused("POST", "model-versions/transition-stage", {"name": name, "version": "1", "stage": "Attic"})

    def test_aliases(self):
        name = self.model()
        for _ in range(2):
            self.version(name)
        for alias in ("best", "Old-1_x"):
            self.client.set_registered_model_alias(name, alias, "1")
        self.client.set_registered_model_alias(name, "best", "2")
        self.assertEqual(str(self.client.get_model_version_by_alias(name, "best").version), "2")
        self.assertEqual(list(self.client.get_model_version(name, "1").aliases), ["Old-1_x"])
        for _ in range(2):
            self.client.delete_registered_model_alias(name, "Old-1_x")
        self.fails(INVALID, self.client.get_model_version_by_alias, name, "Old-1_x")
        for alias in ("latest", "Latest", "v7", "a b", "a/b"):
            fields = {"name": name, "alias": alias, "version": "1"}
            self.refused("POST", "registered-models/alias", fields)
        self.client.delete_model_version(name, "2")
        self.assertEqual(self.client.get_registered_model(name).aliases, {})

    def test_search(self):
        prefix, run = self.fresh("versions"), self.run_id()
        for name in ("A", "b"):
            self.client.create_registered_model(f"{prefix}.{name}")
            self.version(f"{prefix}.{name}", run_id=run, tags={"t": name})
            self.version(f"{prefix}.{name}")

        def find(condition, **options):
            found = self.client.search_model_versions(condition, **options)
            return [v.name[-1] + str(v.version) for v in found]

        for condition, wanted in (
            (f"name = '{prefix}.A'", ["A1", "A2"]),
            (f"run_id = '{run}'", ["A1", "b1"]),
            (f"name LIKE '{prefix}%' AND version_number > 1", ["A2", "b2"]),
            (f"name LIKE '{prefix}%' AND tags.t = 'b'", ["b1"]),
            (f"name LIKE '{prefix}%' AND source_path LIKE 's3://bucket/%'", ["A1", "A2", "b1", "b2"]),
        ):
            with self.subTest(condition=condition):
                self.assertEqual(sorted(find(condition)), wanted)
        order = ["name ASC", "version_number DESC"]
        self.assertEqual(find(f"name LIKE '{prefix}%'", order_by=order), ["A2", "A1", "b2", "b1"])
        time.sleep(0.02)
        self.client.update_model_version(f"{prefix}.A", "1", "touched")
        self.assertEqual(find(f"name LIKE '{prefix}%'")[0], "A1")
        for bad in ("color = 'x'", "version_number = 'x'", "name = 'a' OR name = 'b'"):
            self.fails(INVALID, self.client.search_model_versions, bad)


class Prompts(ContractCase):
    @needs_client_3
    def test_prompts_are_versioned_and_hidden_among_models(self):
        name, genai = self.fresh("prompt"), mlflow.genai
        first = genai.register_prompt(name, "Hello {{you}}", commit_message="start", tags={"lang": "en"})
        self.assertEqual((first.version, first.template, first.commit_message), (1, "Hello {{you}}", "start"))
        self.assertEqual(genai.register_prompt(name, "Hi {{you}}").version, 2)
        self.assertEqual(genai.load_prompt(name, version=1).format(you="Ann"), "Hello Ann")
        genai.set_prompt_alias(name, "live", 2)
        self.assertEqual(genai.load_prompt(f"prompts:/{name}@live").template, "Hi {{you}}")
        self.assertEqual(list(self.client.search_registered_models(f"name = '{name}'")), [])


class Flows(ContractCase):
    @needs("sklearn", "numpy")
    def test_a_model_is_logged_registered_and_loaded_by_every_name(self):
        import numpy as np
        from sklearn.linear_model import LogisticRegression

        x, y = np.array([[0.0], [1.0], [2.0], [3.0]]), np.array([0, 0, 1, 1])
        name = self.fresh("flow")
        mlflow.set_experiment(self.fresh())
        with mlflow.start_run() as run:
            where = {"name": "model"} if CLIENT_MAJOR >= 3 else {"artifact_path": "model"}
            info = mlflow.sklearn.log_model(
                LogisticRegression().fit(x, y),
                **where,
                registered_model_name=name,
                input_example=x[:1],
                pip_requirements=["scikit-learn"],
            )
        run = run.info.run_id
        version = self.client.get_model_version(name, "1")
        self.assertEqual((version.status, version.run_id), ("READY", run))
        self.client.set_registered_model_alias(name, "best", "1")
        self.client.transition_model_version_stage(name, "1", "Production")
        for uri in (
            info.model_uri,
            f"runs:/{run}/model",
            *(f"models:/{name}{s}" for s in ("/1", "@best", "/Production", "/latest")),
        ):
            with self.subTest(uri=uri):
                self.assertEqual(mlflow.sklearn.load_model(uri).predict(x).tolist(), [0, 0, 1, 1])
        self.assertEqual(str(mlflow.register_model(f"runs:/{run}/model", name).version), "2")
        if CLIENT_MAJOR >= 3:
            tag = json.loads(self.client.get_logged_model(info.model_id).tags["mlflow.modelVersions"])
            self.assertEqual({(v["name"], str(v["version"])) for v in tag}, {(name, "1"), (name, "2")})
        else:
            history = json.loads(self.data(run).tags["mlflow.log-model.history"])
            self.assertEqual([m["artifact_path"] for m in history], ["model"])

    def test_models_of_old_clients_are_listed_in_a_tag(self):
        run = self.run_id()
        model = {"run_id": run, "artifact_path": "m", "utc_time_created": "2025-01-01 00:00:00", "flavors": {}}
        for _ in range(2):
            self.http("POST", "runs/log-model", {"run_id": run, "model_json": json.dumps(model)})
        self.assertEqual(json.loads(self.data(run).tags["mlflow.log-model.history"]), [model, model])
        for bad in ("{}", "not json", "[]"):
            self.refused("POST", "runs/log-model", {"run_id": run, "model_json": bad})
