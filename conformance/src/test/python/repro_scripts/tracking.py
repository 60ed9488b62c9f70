"""Logs over MLflow's REST API with nothing but the standard library."""

import json
import os
import time
import urllib.error
import urllib.request


def log(**metrics):
    context = json.loads(os.environ["MLFLOW_RUN_CONTEXT"])
    tags = [{"key": key, "value": value} for key, value in context.items()]
    now = int(time.time() * 1000)
    made = post("runs/create", {"experiment_id": "0", "start_time": now, "tags": tags, "run_name": "trial"})
    run = made["run"]["info"]["run_id"]
    points = [{"key": key, "value": value, "timestamp": now, "step": 0} for key, value in metrics.items()]
    post("runs/log-batch", {"run_id": run, "metrics": points})
    post("runs/update", {"run_id": run, "status": "FINISHED", "end_time": now})


def post(path, body):
    request = urllib.request.Request(
        os.environ["MLFLOW_TRACKING_URI"] + "/api/2.0/mlflow/" + path,
        json.dumps(body).encode(),
        {"Content-Type": "application/json"},
    )
    for attempt in range(100):  # the store may still be opening, as clients must expect of any server
        try:
            with urllib.request.urlopen(request) as answer:
                return json.loads(answer.read())
        except urllib.error.URLError as problem:
            if attempt == 99 or isinstance(problem, urllib.error.HTTPError):
                raise
            time.sleep(0.1)
