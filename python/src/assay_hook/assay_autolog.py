"""Switches the mlflow client's autologging on for a program that does not do it itself (ASSAY_AUTOLOG=1)."""

import os
import sys

from assay_imports import after_import
from assay_variables import is_library_file

# What mlflow can log by itself, by the module that a program imports, and mlflow itself.
LIBRARIES = (
    "sklearn", "xgboost", "lightgbm", "catboost", "tensorflow", "keras", "torch", "pytorch_lightning", "lightning",
    "statsmodels", "fastai", "paddle", "pyspark.ml", "transformers", "mlflow",
)  # fmt: skip
# Helper processes of a program: what they do belongs to the process that started them.
WORKERS = ("--multiprocessing-fork", "from multiprocessing", "loky", "forkserver")
SOURCE_BYTES_MAX = 4 * 1024 * 1024

_is_done = False


def watch(log):
    if os.environ.get("ASSAY_AUTOLOG") not in ("1", "true") or _is_worker():
        return
    for name in LIBRARIES:
        after_import(name, lambda module: _switch_on(log))


def _is_worker():
    import assay_capture

    return any(mark in argument for argument in assay_capture._arguments() for mark in WORKERS)


def _switch_on(log):
    global _is_done
    loading = getattr(sys.modules.get("mlflow"), "__spec__", None)
    if _is_done or getattr(loading, "_initializing", False):
        return  # in the middle of mlflow's own import, whose end comes here again
    _is_done = True
    script = getattr(sys.modules.get("__main__"), "__file__", None)
    if script and is_library_file(os.path.abspath(script)):
        return  # a tool: the program is what it starts
    os.environ["ASSAY_AUTOLOG"] = "done"  # one process logs, not what it starts
    if _does_it_itself():
        log.add("setting", {"name": "autolog", "value": "by the script"})
        return
    import mlflow

    mlflow.autolog()
    log.add("setting", {"name": "autolog", "value": "mlflow " + mlflow.__version__})


def _does_it_itself():
    """The script's own text mentions autologging."""
    path = getattr(sys.modules.get("__main__"), "__file__", None) or (getattr(sys, "argv", None) or [""])[0]
    try:
        with open(path, "rb") as file:
            return b"autolog(" in file.read(SOURCE_BYTES_MAX)
    except OSError:
        return False
