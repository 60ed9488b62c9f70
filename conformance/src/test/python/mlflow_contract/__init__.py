"""The contract with mlflow's clients, tried with the unmodified client against a running server."""

import os

for name, value in {
    "MLFLOW_HTTP_REQUEST_MAX_RETRIES": "1",  # an answer 5xx must show at once
    "MLFLOW_ENABLE_ARTIFACTS_PROGRESS_BAR": "false",
    "MLFLOW_SUPPRESS_PRINTING_URL_TO_STDOUT": "true",
    "MLFLOW_DISABLE_TELEMETRY": "true",
    "GIT_PYTHON_REFRESH": "quiet",
    "MPLBACKEND": "Agg",
}.items():
    os.environ.setdefault(name, value)
