"""How requests are read and answers are worded, whatever they are about."""

import requests

from .support import ABSENT, INVALID, SERVER, ContractCase


class Probes(ContractCase):
    def test_health_and_version_answer_plain_text(self):
        self.assertEqual(requests.get(SERVER + "/health", timeout=10).text, "OK")
        self.assertRegex(requests.get(SERVER + "/version", timeout=10).text, r"^3\.\d+\.\d+$")

    def test_server_info_promises_no_multipart(self):
        for root in ("api", "ajax-api"):
            info = self.http("GET", "server-info", version="3.0", root=root)
            flags = [
                info[k] for k in ("workspaces_enabled", "multipart_uploads_enabled", "multipart_downloads_enabled")
            ]
            self.assertTrue(all(isinstance(flag, bool) for flag in flags), info)

    def test_unknown_endpoints_are_refused_at_once(self):
        for method, path in (("GET", "no/such"), ("POST", "traces"), ("GET", "runs/create"), ("DELETE", "runs/get")):
            with self.subTest(path=path):
                answer = requests.request(method, f"{SERVER}/api/2.0/mlflow/{path}", timeout=10)
                self.assertIn(answer.status_code, (404, 405, 501))


class Answers(ContractCase):
    def test_a_new_run_has_all_its_fields_and_no_empty_list(self):
        experiment = self.experiment()
        request = {"experiment_id": experiment, "user_id": "ann", "start_time": 1_600_000_000_321}
        run = self.http("POST", "runs/create", request)["run"]
        info = run["info"]
        self.assertRegex(info["run_id"], "^[0-9a-f]{32}$")
        self.assertEqual(info["run_uuid"], info["run_id"])
        self.assertEqual(info["start_time"], 1_600_000_000_321)
        self.assertEqual(info["status"], "RUNNING")
        self.assertEqual(info["lifecycle_stage"], "active")
        self.assertEqual(info["experiment_id"], experiment)
        self.assertTrue(info["artifact_uri"].endswith(f"/{info['run_id']}/artifacts"), info)
        self.assertNotIn("end_time", info)
        self.assertEqual(run["inputs"], {})
        self.assertEqual(set(run["data"]), {"tags"})
        self.assertEqual(run["data"]["tags"], [{"key": "mlflow.runName", "value": info["run_name"]}])

    def test_an_empty_search_is_an_empty_object(self):
        self.assertEqual(self.http("POST", "runs/search", {"experiment_ids": [self.experiment()]}), {})
        self.assertEqual(self.http("POST", "runs/search", {}), {})


class Requests(ContractCase):
    def test_numbers_travel_as_texts_too_and_enums_as_numbers(self):
        run = self.run_id()
        point = {
            "run_id": run,
            "run_uuid": run,
            "key": "k",
            "value": "2.5",
            "timestamp": "1234",
            "step": "6",
            "new": {},
        }
        self.http("POST", "runs/log-metric", point)
        self.http("POST", "runs/update", {"run_id": run, "status": 4, "end_time": "99"})
        info, data = (self.client.get_run(run).info, self.client.get_run(run).data)
        self.assertEqual((info.status, info.end_time), ("FAILED", 99))
        self.assertEqual(data.metrics, {"k": 2.5})
        history = self.client.get_metric_history(run, "k")
        self.assertEqual([(m.timestamp, m.step) for m in history], [(1234, 6)])

    def test_camel_case_names_are_read_unless_both_spellings_come(self):
        experiment = self.experiment()
        self.http("POST", "runs/create", {"experimentId": experiment})
        self.refused("POST", "runs/create", {"experimentId": experiment, "experiment_id": experiment})

    def test_repeated_query_keys_are_a_list(self):
        query = [("max_results", "1"), ("order_by", "name DESC"), ("order_by", "experiment_id")]
        self.assertEqual(len(self.http("GET", "experiments/search", params=query)["experiments"]), 1)

    def test_a_get_may_carry_its_fields_as_a_body(self):
        experiment = self.experiment()
        got = self.http("GET", "experiments/get", {"experiment_id": experiment})
        self.assertEqual(got["experiment"]["experiment_id"], experiment)

    def test_posts_must_declare_json(self):
        url = f"{SERVER}/api/2.0/mlflow/runs/search"
        for content_type, status in (
            ("application/json", 200),
            ("application/json; charset=utf-8", 200),
            ("text/plain", 400),
            ("application/x-www-form-urlencoded", 400),
            ("Application/JSON", 400),
            (None, 400),
        ):
            with self.subTest(content_type=content_type):
                headers = {"Content-Type": content_type} if content_type else {}
                answer = requests.post(url, data=b"{}", headers=headers, timeout=10)
                self.assertEqual(answer.status_code, status, answer.text)

    def test_a_body_that_is_not_json_counts_as_empty(self):
        url = f"{SERVER}/api/2.0/mlflow/runs/delete"
        answer = requests.post(url, data="{oops", headers={"Content-Type": "application/json"}, timeout=10)
        self.assertEqual((answer.status_code, answer.json()["error_code"]), (400, INVALID))
        self.assertIn("Missing value for required parameter 'run_id'", answer.json()["message"])

    def test_fields_that_do_not_parse_are_refused(self):
        run = self.run_id()
        for fields in ({"status": "DONE"}, {"end_time": "soon"}, {"end_time": 1.5}, {"end_time": 2**63}):
            with self.subTest(fields=fields):
                self.refused("POST", "runs/update", {"run_id": run, **fields})


class Errors(ContractCase):
    def test_absent_things_are_404_with_their_id(self):
        text = "Run with id=" + "a" * 32 + " not found"
        for path in ("runs/get",):
            self.refused("GET", path, params={"run_id": "a" * 32}, code=ABSENT, status=404, text=text)

    def test_missing_fields_are_named(self):
        text = "Missing value for required parameter 'run_id'"
        self.refused("GET", "runs/get", text=text)
        self.refused("POST", "runs/log-batch", {}, text=text)

    def test_experiment_ids_are_numbers(self):
        self.refused("GET", "experiments/get", params={"experiment_id": "x1"})

    def test_browser_prefix_serves_the_same(self):
        experiment = self.experiment()
        query = {"experiment_id": experiment}
        both = [self.http("GET", "experiments/get", params=query, root=root) for root in ("api", "ajax-api")]
        self.assertEqual(both[0], both[1])
