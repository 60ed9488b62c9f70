"""Training scripts as people have them: autologging, many processes, many runs."""

import multiprocessing

import mlflow

from .support import SERVER, ContractCase, needs


def train(arguments):
    """One worker process: its own run with its own curve."""
    experiment, worker = arguments
    mlflow.set_tracking_uri(SERVER)
    with mlflow.start_run(experiment_id=experiment, run_name=f"worker {worker}") as run:
        mlflow.log_params({"worker": worker, "rate": 0.1})
        for step in range(100):
            mlflow.log_metrics({"loss": worker + 1 / (step + 1), "acc": step / 100}, step=step)
        mlflow.log_text(f"worker {worker}", "out.txt")
    return run.info.run_id


class Autolog(ContractCase):
    @needs("sklearn", "numpy", "matplotlib")
    def test_scikit_learn(self):
        from sklearn.datasets import load_iris
        from sklearn.linear_model import LogisticRegression

        mlflow.set_experiment(self.fresh())
        mlflow.sklearn.autolog(silent=True)
        try:
            with mlflow.start_run() as run:
                LogisticRegression(C=0.25, max_iter=300).fit(*load_iris(return_X_y=True))
        finally:
            mlflow.sklearn.autolog(disable=True)
        got = self.client.get_run(run.info.run_id)
        self.assertEqual((got.info.status, got.data.params["C"]), ("FINISHED", "0.25"))
        self.assertGreater(got.data.metrics["training_accuracy_score"], 0.9)
        self.assertEqual(got.data.tags["estimator_name"], "LogisticRegression")
        contexts = [t.value for d in got.inputs.dataset_inputs for t in d.tags if t.key == "mlflow.data.context"]
        self.assertEqual(contexts, ["train"])
        self.assertIn("estimator.html", [f.path for f in self.client.list_artifacts(run.info.run_id)])

    @needs("sklearn", "numpy")
    def test_scikit_learn_search_makes_child_runs(self):
        from sklearn.datasets import load_iris
        from sklearn.model_selection import GridSearchCV
        from sklearn.tree import DecisionTreeClassifier

        experiment = mlflow.set_experiment(self.fresh()).experiment_id
        mlflow.sklearn.autolog(silent=True, log_models=False, log_datasets=False)
        try:
            with mlflow.start_run() as run:
                GridSearchCV(DecisionTreeClassifier(), {"max_depth": [1, 2, 3]}, cv=2).fit(*load_iris(return_X_y=True))
        finally:
            mlflow.sklearn.autolog(disable=True)
        children = self.client.search_runs([experiment], f"tags.mlflow.parentRunId = '{run.info.run_id}'")
        self.assertEqual({c.data.params["max_depth"] for c in children}, {"1", "2", "3"})

    @needs("lightgbm", "numpy", "matplotlib")
    def test_lightgbm(self):
        import lightgbm
        import numpy as np

        mlflow.set_experiment(self.fresh())
        mlflow.lightgbm.autolog(silent=True)
        x = np.random.default_rng(7).random((120, 3))
        data = lightgbm.Dataset(x, (x[:, 0] > 0.5).astype(int))
        try:
            with mlflow.start_run() as run:
                settings = {"objective": "binary", "verbose": -1, "num_threads": 1}
                lightgbm.train(settings, data, num_boost_round=8, valid_sets=[data], valid_names=["train"])
        finally:
            mlflow.lightgbm.autolog(disable=True)
        got = self.client.get_run(run.info.run_id)
        self.assertEqual(got.data.params["objective"], "binary")
        losses = self.client.get_metric_history(run.info.run_id, "train-binary_logloss")
        self.assertEqual([m.step for m in losses], list(range(8)))
        self.assertLess(losses[-1].value, losses[0].value)


class Load(ContractCase):
    def test_eight_processes_log_at_once(self):
        experiment = self.experiment()
        with multiprocessing.get_context("spawn").Pool(8) as pool:
            runs = pool.map(train, [(experiment, worker) for worker in range(8)])
        found = {r.info.run_id: r for r in self.client.search_runs([experiment])}
        self.assertEqual(set(found), set(runs))
        for worker, run in enumerate(runs):
            self.assertEqual(found[run].data.params["worker"], str(worker))
            self.assertEqual(found[run].info.status, "FINISHED")
            losses = self.client.get_metric_history(run, "loss")
            self.assertEqual([m.value for m in losses], [worker + 1 / (step + 1) for step in range(100)])
            self.assertEqual(self.download(run, "out.txt").decode(), f"worker {worker}")

    @needs("pandas")
    def test_ten_thousand_runs_come_through_pages(self):
        import requests

        experiment, count = self.experiment(), 10_000
        with requests.Session() as session:
            for number in range(count):
                fields = {"experiment_id": experiment, "run_name": f"r{number}", "start_time": number}
                answer = session.post(f"{SERVER}/api/2.0/mlflow/runs/create", json=fields, timeout=60)
                self.assertEqual(answer.status_code, 200, answer.text)
        table = mlflow.search_runs([experiment], max_results=count + 1)
        self.assertEqual(table["tags.mlflow.runName"].tolist(), [f"r{n}" for n in reversed(range(count))])
        pages, token = [], None
        while token or not pages:
            page = self.client.search_runs([experiment], max_results=3000, page_token=token)
            pages.append(len(page))
            token = page.token
        self.assertEqual(pages, [3000, 3000, 3000, 1000])
