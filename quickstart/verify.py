"""Reads the newest comparison back with the mlflow client and checks it against a second training of every model.

    python verify.py [http://127.0.0.1:5000]

Nothing is taken from the first training but what the server answers. Exits with 1 at the first difference.
"""

import json
import math
import sys
import tempfile
from pathlib import Path

import digits
import matplotlib.pyplot as plt
import mlflow
import numpy as np
from mlflow import MlflowClient
from mlflow.entities import Run

RELATIVE_TOLERANCE = 1e-9
PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"


def main(address: str) -> None:
    mlflow.set_tracking_uri(address)
    client = MlflowClient()
    data = digits.load()
    experiment = client.get_experiment_by_name("digits")

    comparison = newest_comparison(client, experiment.experiment_id)
    runs = runs_of(client, comparison)
    expect("number of runs", len(runs), len(digits.TRIALS))
    for run, (family, params) in zip(runs, digits.TRIALS, strict=True):
        check_run(client, run, family, params, data)
        print(".", end="", flush=True)
    print(flush=True)
    check_search(client, comparison, runs)
    check_champion(client, comparison, runs, data)

    points = sum(len(client.get_metric_history(run.info.run_id, key)) for run in runs for key in run.data.metrics)
    print(f"Read back right: {len(runs)} runs, {points} points, their parameters, files, models and the champion.")


def newest_comparison(client: MlflowClient, experiment_id: str) -> Run:
    found = client.search_runs(
        [experiment_id],
        "attributes.run_name = 'families compared' and attributes.status = 'FINISHED'",
        order_by=["attributes.start_time DESC"],
        max_results=1,
    )
    expect("comparisons found", len(found), 1)
    expect("its number of trials", found[0].data.params, {"trials": str(len(digits.TRIALS))})
    return found[0]


def runs_of(client: MlflowClient, comparison: Run, *more: str, order: str = "attributes.start_time ASC") -> list[Run]:
    conditions = [f"tags.mlflow.parentRunId = '{comparison.info.run_id}'", *more]
    return client.search_runs([comparison.info.experiment_id], " and ".join(conditions), order_by=[order])


def check_run(client: MlflowClient, run: Run, family: str, params: dict, data: digits.Digits) -> None:
    name = run.info.run_name
    expect(f"{name}: status", run.info.status, "FINISHED")
    texts = {key: str(value) for key, value in {"family": family, "seed": digits.SEED, **params}.items()}
    expect(f"{name}: parameters", run.data.params, texts)
    expect(f"{name}: tag task", run.data.tags.get("task"), "classification")
    expect(f"{name}: tag family", run.data.tags.get("family"), family)
    check_dataset(run, data)

    stages = [(step, digits.evaluate(model, data), model) for step, model in digits.FAMILIES[family](data, **params)]
    model = stages[-1][2]
    expect(f"{name}: metrics", set(run.data.metrics), set(stages[-1][1]))
    for key in stages[-1][1]:
        check_history(client, run, key, [(step, scores[key]) for step, scores, _ in stages])
    check_files(client, run, model, data)


def check_dataset(run: Run, data: digits.Digits) -> None:
    name = run.info.run_name
    expect(f"{name}: number of datasets", len(run.inputs.dataset_inputs), 1)
    logged = run.inputs.dataset_inputs[0]
    wanted = mlflow.data.from_pandas(data.frame, targets="target", name="digits")
    expect(f"{name}: dataset", (logged.dataset.name, logged.dataset.digest), (wanted.name, wanted.digest))
    expect(f"{name}: dataset profile", json.loads(logged.dataset.profile), wanted.profile)
    contexts = [tag.value for tag in logged.tags if tag.key == "mlflow.data.context"]
    expect(f"{name}: dataset context", contexts, ["training"])


def check_history(client: MlflowClient, run: Run, key: str, wanted: list[tuple[int, float]]) -> None:
    name = f"{run.info.run_name}: {key}"
    history = client.get_metric_history(run.info.run_id, key)
    expect(f"{name}: number of points", len(history), len(wanted))
    expect(f"{name}: steps", [point.step for point in history], [step for step, _ in wanted])
    for point, (step, value) in zip(history, wanted, strict=True):
        expect_close(f"{name} at step {step}", point.value, value)
    expect_close(f"{name}: last value", run.data.metrics[key], wanted[-1][1])


def check_files(client: MlflowClient, run: Run, model, data: digits.Digits) -> None:
    name = run.info.run_name
    with tempfile.TemporaryDirectory() as folder:
        picture = Path(client.download_artifacts(run.info.run_id, "plots/confusion_matrix.png", folder)).read_bytes()
        mistakes = Path(client.download_artifacts(run.info.run_id, "mistakes.json", folder)).read_text()

        figure = digits.confusion_matrix(model, data)
        drawn = Path(folder, "drawn.png")
        figure.savefig(drawn)
        plt.close(figure)
        expect(f"{name}: picture is a PNG", picture[: len(PNG_SIGNATURE)], PNG_SIGNATURE)
        expect(f"{name}: bytes of the picture", picture, drawn.read_bytes())
    expect(f"{name}: mistakes", json.loads(mistakes), digits.mistakes(model, data))

    listed = {(file.path, file.file_size) for file in client.list_artifacts(run.info.run_id, "plots")}
    expect(f"{name}: listed files", listed, {("plots/confusion_matrix.png", len(picture))})


def check_search(client: MlflowClient, comparison: Run, runs: list[Run]) -> None:
    def accuracy(run: Run) -> float:
        return run.data.metrics["test_accuracy"]

    ordered = runs_of(client, comparison, order="metrics.test_accuracy DESC")
    expect("accuracies in order", [accuracy(run) for run in ordered], sorted(map(accuracy, runs), reverse=True))
    for family in digits.FAMILIES:
        found = {run.info.run_id for run in runs_of(client, comparison, f"params.family = '{family}'")}
        expect(f"runs of {family}", found, {run.info.run_id for run in runs if run.data.params["family"] == family})
    median = sorted(map(accuracy, runs))[len(runs) // 2]
    found = {run.info.run_id for run in runs_of(client, comparison, f"metrics.test_accuracy > {median!r}")}
    expect("runs above the median", found, {run.info.run_id for run in runs if accuracy(run) > median})


def check_champion(client: MlflowClient, comparison: Run, runs: list[Run], data: digits.Digits) -> None:
    best = max(runs, key=lambda run: run.data.metrics["test_accuracy"])
    expect_close("best accuracy", comparison.data.metrics["best_test_accuracy"], best.data.metrics["test_accuracy"])
    expect("name of the best", comparison.data.tags["best"], best.info.run_name)
    champion = client.get_model_version_by_alias("digits-reader", "champion")
    expect("run of the champion", champion.run_id, best.info.run_id)
    expect("state of the champion", champion.status, "READY")

    family, params = digits.TRIALS[runs.index(best)]
    *_, (_, trained) = digits.FAMILIES[family](data, **params)
    loaded = mlflow.sklearn.load_model("models:/digits-reader@champion")
    same = np.array_equal(loaded.predict(data.x_test), trained.predict(data.x_test))
    expect("the champion predicts what the same training predicts", same, True)


def expect(what: str, found: object, wanted: object) -> None:
    if found != wanted:
        sys.exit(f"\nNot read back right: {what}: found {shorten(found)}, expected {shorten(wanted)}")


def expect_close(what: str, found: float, wanted: float) -> None:
    if not math.isclose(found, wanted, rel_tol=RELATIVE_TOLERANCE):
        expect(what, found, wanted)


def shorten(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 300 else text[:300] + " ..."


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:5000")
