"""A network of one layer in numpy; with a seed of -1 its numbers come from anywhere."""

import argparse

import mlflow
import numpy as np

parser = argparse.ArgumentParser()
parser.add_argument("--seed", type=int, default=-1)
options = parser.parse_args()

generator = np.random.default_rng(None if options.seed < 0 else options.seed)
inputs = generator.normal(size=(64, 4))
wanted = np.tanh(inputs @ np.array([1.0, -1.0, 0.5, 0.25]))
weights = generator.normal(size=4)
with mlflow.start_run(run_name="network"):
    for step in range(20):
        error = np.tanh(inputs @ weights) - wanted
        weights -= 0.1 * inputs.T @ error / len(inputs)
        mlflow.log_metric("loss", float((error**2).mean()), step=step)
np.savez("weights.npz", weights=weights)
