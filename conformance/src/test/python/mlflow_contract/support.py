"""What every test of the contract needs: a client, fresh names, plain HTTP, and errors by their code."""

import importlib.util
import logging
import os
import pathlib
import tempfile
import time
import unittest
import uuid

import mlflow
import requests
from mlflow.exceptions import MlflowException

logging.disable(logging.WARNING)

SERVER = os.environ["MLFLOW_TRACKING_URI"].rstrip("/")
CLIENT_MAJOR = int(mlflow.__version__.split(".")[0])
INVALID = "INVALID_PARAMETER_VALUE"
ABSENT = "RESOURCE_DOES_NOT_EXIST"
EXISTS = "RESOURCE_ALREADY_EXISTS"


def needs(*modules):
    """Skips a test whose Python packages are not installed."""
    missing = [m for m in modules if importlib.util.find_spec(m) is None]
    return unittest.skipIf(missing, f"not installed: {', '.join(missing)}")


needs_client_3 = unittest.skipIf(CLIENT_MAJOR < 3, f"client {mlflow.__version__} has no such call")


class ContractCase(unittest.TestCase):
    """Each test makes what it works on, under names nobody else uses."""

    maxDiff = 4000

    def setUp(self):
        mlflow.set_tracking_uri(SERVER)
        self.client = mlflow.MlflowClient(SERVER)

    def tearDown(self):
        while mlflow.active_run():
            mlflow.end_run("FAILED")

    @staticmethod
    def fresh(kind="thing"):
        return f"contract-{kind}-{uuid.uuid4().hex[:12]}"

    def experiment(self, **fields):
        return self.client.create_experiment(self.fresh("experiment"), **fields)

    def run_id(self, experiment=None, **fields):
        return self.client.create_run(experiment or self.experiment(), **fields).info.run_id

    def data(self, run):
        return self.client.get_run(run).data

    @staticmethod
    def millis():
        return int(time.time() * 1000)

    def http(self, method, path, body=None, *, version="2.0", root="api", expect=200, **options):
        """A plain HTTP call; gives the JSON of the answer, or its text."""
        url = f"{SERVER}/{root}/{version}/mlflow/{path}"
        answer = requests.request(method, url, json=body, timeout=60, **options)
        self.assertEqual(answer.status_code, expect, f"{method} {path}: {answer.text[:300]}")
        is_json = answer.headers.get("Content-Type", "").startswith("application/json")
        return answer.json() if is_json else answer.text

    def refused(self, method, path, body=None, *, code=INVALID, status=400, text="", **options):
        """A plain HTTP call that must be refused with the code, and with the text in its message."""
        error = self.http(method, path, body, expect=status, **options)
        self.assertEqual(error["error_code"], code, error)
        self.assertIn(text, error["message"])
        return error["message"]

    def fails(self, code, call, *arguments, text="", **named):
        """A call of the client that must raise with the code."""
        with self.assertRaises(MlflowException, msg=f"{arguments} {named}") as raised:
            call(*arguments, **named)
        self.assertEqual(raised.exception.error_code, code, str(raised.exception)[:300])
        self.assertIn(text, str(raised.exception))

    def upload(self, run, name, content, folder=None):
        with tempfile.TemporaryDirectory() as place:
            file = pathlib.Path(place, name)
            file.write_bytes(content)
            self.client.log_artifact(run, str(file), folder)

    def download(self, run, path):
        with tempfile.TemporaryDirectory() as place:
            return pathlib.Path(self.client.download_artifacts(run, path, place)).read_bytes()

    def proxy(self, run, path):
        """The address of a run's file at the artifact endpoints."""
        root = self.client.get_run(run).info.artifact_uri.split(":/", 1)[1].lstrip("/")
        return f"{SERVER}/api/2.0/mlflow-artifacts/artifacts/{root}/{path}"
