"""Trains a dozen models on handwritten digits and tracks them with the ordinary mlflow client.

python train.py [http://127.0.0.1:5000]
"""

import sys

import digits
import matplotlib.pyplot as plt
import mlflow
import sklearn
from mlflow import MlflowClient

if len(sys.argv) > 1:  # else the client knows: MLFLOW_TRACKING_URI, which `assay run` sets
    mlflow.set_tracking_uri(sys.argv[1])
mlflow.set_experiment("digits")

data = digits.load()
dataset = mlflow.data.from_pandas(data.frame, targets="target", name="digits")
best = None

with mlflow.start_run(run_name="families compared", tags={"task": "classification"}) as comparison:
    mlflow.log_param("trials", len(digits.TRIALS))

    for number, (family, params) in enumerate(digits.TRIALS, start=1):
        name = " ".join([family, *(f"{key}={value}" for key, value in list(params.items())[:2])])
        print(f"run {number:2} of {len(digits.TRIALS)}  {name:<50} ", end="", flush=True)

        with mlflow.start_run(run_name=name, nested=True, tags={"task": "classification", "family": family}) as run:
            mlflow.log_params({"family": family, "seed": digits.SEED, **params})
            mlflow.log_input(dataset, context="training")

            for step, model in digits.FAMILIES[family](data, **params):
                scores = digits.evaluate(model, data)
                mlflow.log_metrics(scores, step=step)
                print(".", end="", flush=True)

            figure = digits.confusion_matrix(model, data)
            mlflow.log_figure(figure, "plots/confusion_matrix.png")
            plt.close(figure)
            mlflow.log_dict(digits.mistakes(model, data), "mistakes.json")
            logged = mlflow.sklearn.log_model(
                model,
                name="model",
                pip_requirements=[f"scikit-learn=={sklearn.__version__}"],
                skops_trusted_types=digits.TRUSTED_TYPES,
            )
            print(f" {scores['test_accuracy']:.4f}")

        if best is None or scores["test_accuracy"] > best["accuracy"]:
            best = {"accuracy": scores["test_accuracy"], "name": name, "model_uri": logged.model_uri}

    mlflow.log_metric("best_test_accuracy", best["accuracy"])
    mlflow.set_tag("best", best["name"])

version = mlflow.register_model(best["model_uri"], "digits-reader")
MlflowClient().set_registered_model_alias("digits-reader", "champion", version.version)
print(f"\nThe best is {best['name']}: registered as digits-reader version {version.version}, alias champion.")
