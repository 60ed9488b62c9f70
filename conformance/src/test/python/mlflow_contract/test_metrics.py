"""Metrics: points, series, batches."""

import math
import sys
import threading

import mlflow
from mlflow.entities import Metric, RunTag

from .support import ABSENT, SERVER, ContractCase, needs


class Points(ContractCase):
    def test_the_latest_is_the_greatest_by_step_time_and_value(self):
        run = self.run_id()
        for value, time, step, latest in ((5, 50, 0, 5), (1, 10, 3, 1), (2, 10, 3, 2), (7, 90, 1, 2), (-4, 11, 3, -4)):
            self.client.log_metric(run, "m", value, time, step)
            self.assertEqual(self.data(run).metrics["m"], latest)
        history = [(m.timestamp, m.step, m.value) for m in self.client.get_metric_history(run, "m")]
        self.assertEqual(history, [(10, 3, 1.0), (10, 3, 2.0), (11, 3, -4.0), (50, 0, 5.0), (90, 1, 7.0)])

    def test_doubles_come_back_as_they_went(self):
        run = self.run_id()
        values = {"third": 1 / 3, "huge": 1.5e308, "least": 5e-324, "negative": -0.1, "whole": 3}
        for key, value in values.items():
            self.client.log_metric(run, key, value)
        self.assertEqual(self.data(run).metrics, values)

    def test_words_for_what_json_lacks(self):
        run = self.run_id()
        for key, value in (("nan", math.nan), ("inf", math.inf), ("ninf", -math.inf)):
            self.client.log_metric(run, key, value, 5, 1)
        self.http(
            "POST", "runs/log-batch", {"run_id": run, "metrics": [{"key": "word", "value": "NaN", "timestamp": 1}]}
        )
        metrics = self.data(run).metrics
        self.assertTrue(math.isnan(metrics["nan"]) and math.isnan(metrics["word"]))
        self.assertGreaterEqual(metrics["inf"], sys.float_info.max)
        self.assertLessEqual(metrics["ninf"], -sys.float_info.max)
        raw = self.http("GET", "metrics/get-history", params={"run_id": run, "metric_key": "nan"})
        self.assertEqual(raw["metrics"][0]["value"], "NaN")

    def test_negative_steps_are_steps(self):
        run = self.run_id()
        self.client.log_metric(run, "m", 1.0, 5, -9)
        self.assertEqual([(m.step, m.value) for m in self.client.get_metric_history(run, "m")], [(-9, 1.0)])

    def test_repeats_count_once(self):
        run = self.run_id()
        batch = [Metric("m", 1.0, 5, 5), Metric("m", 2.0, 5, 5), Metric("m", 1.0, 5, 5), Metric("n", math.nan, 5, 5)]
        for _ in range(3):
            self.client.log_batch(run, batch)
            self.client.log_metric(run, "m", 1.0, 5, 5)
        self.assertEqual([m.value for m in self.client.get_metric_history(run, "m")], [1.0, 2.0])
        self.assertEqual(len(self.client.get_metric_history(run, "n")), 1)

    def test_fields_are_checked(self):
        good = {"run_id": self.run_id(), "key": "k", "value": 1, "timestamp": 1}
        for name in good:
            fields = {k: v for k, v in good.items() if k != name}
            self.refused("POST", "runs/log-metric", fields, text=f"required parameter '{name}'")
        for wrong in ({"timestamp": -1}, {"value": "high"}, {"value": True}, {"step": 0.5}):
            with self.subTest(wrong=wrong):
                self.refused("POST", "runs/log-metric", {**good, **wrong})


class Series(ContractCase):
    def test_pages_end_without_a_token(self):
        run = self.run_id()
        self.client.log_batch(run, [Metric("m", i / 7, 100 + i, i) for i in range(7)])
        query, steps, token = {"run_id": run, "metric_key": "m"}, [], None
        while token or not steps:
            page = self.http(
                "GET",
                "metrics/get-history",
                params={**query, "max_results": 3, **({"page_token": token} if token else {})},
            )
            steps.append([m["step"] for m in page["metrics"]])
            token = page.get("next_page_token")
        self.assertEqual(steps, [[0, 1, 2], [3, 4, 5], [6]])
        whole = self.http("GET", "metrics/get-history", params=query)
        self.assertEqual(len(whole["metrics"]), 7)
        self.assertNotIn("next_page_token", whole)
        for size in (0, -3):
            self.refused("GET", "metrics/get-history", params={**query, "max_results": size})

    def test_unknown_runs_and_keys_have_no_points(self):
        for query in ({"run_id": self.run_id(), "metric_key": "none"}, {"run_id": "8" * 32, "metric_key": "m"}):
            self.assertEqual(self.http("GET", "metrics/get-history", params=query), {})

    def test_a_long_series_comes_whole_to_every_client(self):
        run, count = self.run_id(), 60_000
        for start in range(0, count, 1000):
            self.client.log_batch(run, [Metric("m", float(i), i, i) for i in range(start, start + 1000)])
        got = self.client.get_metric_history(run, "m")
        self.assertEqual([m.step for m in got], list(range(count)))
        whole = self.http("GET", "metrics/get-history", params={"run_id": run, "metric_key": "m"})
        self.assertEqual(len(whole["metrics"]), count)

    def test_charts_of_many_runs(self):
        place = self.experiment()
        runs = sorted(self.run_id(place) for _ in range(3))
        for run in runs:
            self.client.log_batch(run, [Metric("m", float(i), i, i) for i in range(200)])
        query = {"run_id": runs, "metric_key": "m", "max_results": 450}
        got = self.http("GET", "metrics/get-history-bulk", root="ajax-api", params=query)["metrics"]
        self.assertEqual([(m["run_id"], m["step"]) for m in got], [(r, s) for r in runs for s in range(200)][:450])

    def test_a_spread_sample_keeps_both_ends(self):
        run, path = self.run_id(), "metrics/get-history-bulk-interval"
        self.client.log_batch(run, [Metric("m", float(i), i, i) for i in range(500)])
        query = {"run_ids": [run], "metric_key": "m"}
        for root in ("api", "ajax-api"):
            steps = [
                m["step"] for m in self.http("GET", path, root=root, params={**query, "max_results": 20})["metrics"]
            ]
            self.assertLessEqual(len(steps), 22)
            self.assertEqual((steps[0], steps[-1], steps), (0, 499, sorted(steps)))
        few = self.http("GET", path, params={**query, "start_step": 7, "end_step": 9})["metrics"]
        self.assertEqual([m["step"] for m in few], [7, 8, 9])
        for bad in ({"end_step": 1}, {"start_step": 2, "end_step": 1}, {"max_results": 0}, {"max_results": 2501}):
            with self.subTest(bad=bad):
                self.refused("GET", path, params={**query, **bad})


class Batches(ContractCase):
    def test_limits(self):
        run = self.run_id()
        metrics = [{"key": f"k{i}", "value": i, "timestamp": 1} for i in range(1001)]
        pairs = [{"key": f"k{i}", "value": "v"} for i in range(101)]
        for parts in (
            {"metrics": metrics},
            {"params": pairs},
            {"tags": pairs},
            {"metrics": metrics[:950], "params": pairs[:30], "tags": pairs[:30]},
        ):
            self.refused("POST", "runs/log-batch", {"run_id": run, **parts}, text="can contain at most")
        self.assertEqual(self.data(run).metrics, {})
        whole = {"run_id": run, "metrics": metrics[:800], "params": pairs[:100], "tags": pairs[:100]}
        self.assertEqual(self.http("POST", "runs/log-batch", whole), {})
        data = self.data(run)
        self.assertEqual((len(data.metrics), len(data.params)), (800, 100))

    def test_an_empty_batch_is_one_for_a_run_that_exists(self):
        self.assertEqual(self.http("POST", "runs/log-batch", {"run_id": self.run_id()}), {})
        self.refused("POST", "runs/log-batch", {"run_id": "8" * 32}, code=ABSENT, status=404)

    def test_places_of_mistakes_are_named(self):
        metrics = [{"key": "a", "value": 1, "timestamp": 1}, {"key": "b", "timestamp": 1}]
        request = {"run_id": self.run_id(), "metrics": metrics}
        self.refused("POST", "runs/log-batch", request, text="required parameter 'metrics[1].value'")
        self.assertEqual(self.data(request["run_id"]).metrics, {})

    def test_many_threads_lose_nothing(self):
        run = self.run_id()

        def work(worker):
            client = mlflow.MlflowClient(SERVER)
            for part in range(4):
                points = [Metric("m", float(i), i, worker * 100 + part * 25 + i) for i in range(25)]
                client.log_batch(run, points, tags=[RunTag(f"worker{worker}", "done")])

        workers = [threading.Thread(target=work, args=(i,)) for i in range(5)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
        steps = sorted(m.step for m in self.client.get_metric_history(run, "m"))
        self.assertEqual(steps, list(range(500)))
        self.assertEqual(sum(k.startswith("worker") for k in self.data(run).tags), 5)

    def test_logging_in_the_background(self):
        mlflow.set_experiment(self.fresh())
        with mlflow.start_run() as run:
            for step in range(30):
                mlflow.log_metric("m", step, step=step, synchronous=False)
            mlflow.log_params({"p": 1}, synchronous=False)
            mlflow.flush_async_logging()
        self.assertEqual(len(self.client.get_metric_history(run.info.run_id, "m")), 30)
        self.assertEqual(self.data(run.info.run_id).params, {"p": "1"})


class System(ContractCase):
    @needs("psutil")
    def test_system_metrics_arrive_while_the_run_runs(self):
        mlflow.set_experiment(self.fresh())
        mlflow.set_system_metrics_sampling_interval(1)
        mlflow.set_system_metrics_samples_before_logging(1)
        pause = threading.Event()
        with mlflow.start_run(log_system_metrics=True) as run:
            for _ in range(40):
                points = self.client.get_metric_history(run.info.run_id, "system/cpu_utilization_percentage")
                if points or pause.wait(1):
                    break
        self.assertTrue(points)
        self.assertTrue(all(0 <= p.value <= 100 for p in points))
