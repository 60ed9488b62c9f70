"""Trains a small forest on data that comes with scikit-learn; helper.py prepares it."""

import argparse

import helper
import joblib
import mlflow
from sklearn.ensemble import RandomForestClassifier

parser = argparse.ArgumentParser()
parser.add_argument("--trees", type=int, default=8)
options = parser.parse_args()

x_train, x_test, y_train, y_test = helper.prepared()
with mlflow.start_run():
    mlflow.log_param("trees", options.trees)
    for size in range(2, options.trees + 1, 2):
        model = RandomForestClassifier(n_estimators=size, random_state=1).fit(x_train, y_train)
        mlflow.log_metric("accuracy", model.score(x_test, y_test), step=size)
    joblib.dump(model, "forest.joblib")
    mlflow.log_artifact("forest.joblib")
