"""Handwritten digits: the data, three families of models, and how a model is judged. Knows nothing of tracking."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

import matplotlib
import numpy as np
from matplotlib.figure import Figure
from pandas import DataFrame
from sklearn.datasets import load_digits
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import ConfusionMatrixDisplay, accuracy_score, log_loss
from sklearn.model_selection import train_test_split
from sklearn.neural_network import MLPClassifier
from sklearn.svm import SVC

matplotlib.use("Agg")

SEED = 7
PIXEL_MAX = 16.0
CLASSES = np.arange(10)
# What saved models of these families hold beside arrays and numbers; whoever loads one has to allow it by name.
TRUSTED_TYPES = ["sklearn.neural_network._stochastic_optimizers.AdamOptimizer", "sklearn.tree._tree.Tree"]


@dataclass(frozen=True)
class Digits:
    """1,797 pictures of 8 x 8 pixels, three quarters of them to learn from."""

    frame: DataFrame
    x_train: np.ndarray
    x_test: np.ndarray
    y_train: np.ndarray
    y_test: np.ndarray


def load() -> Digits:
    digits = load_digits(as_frame=True)
    pixels = digits.data.to_numpy() / PIXEL_MAX
    labels = digits.target.to_numpy()
    return Digits(digits.frame.astype("float64"), *train_test_split(pixels, labels, stratify=labels, random_state=SEED))


def neural_network(data: Digits, learning_rate: float, hidden_units: int, epochs: int) -> Iterator:
    """Yields (epoch, model) after each pass over the training data."""
    model = MLPClassifier(hidden_layer_sizes=(hidden_units,), learning_rate_init=learning_rate, random_state=SEED)
    for epoch in range(1, epochs + 1):
        model.partial_fit(data.x_train, data.y_train, classes=CLASSES)
        yield epoch, model


def random_forest(data: Digits, max_depth: int, max_features: int, trees: int) -> Iterator:
    """Yields (number of trees, model) as the forest grows, ten trees at a time."""
    model = RandomForestClassifier(
        n_estimators=0, max_depth=max_depth, max_features=max_features, warm_start=True, random_state=SEED
    )
    for size in range(10, trees + 1, 10):
        model.set_params(n_estimators=size).fit(data.x_train, data.y_train)
        yield size, model


def support_vectors(data: Digits, C: float, gamma: float, parts: int) -> Iterator:
    """Yields (number of pictures, model) for growing parts of the training data: a learning curve."""
    for size in np.linspace(0, len(data.x_train), parts + 1, dtype=int)[1:].tolist():
        yield size, SVC(C=C, gamma=gamma).fit(data.x_train[:size], data.y_train[:size])


FAMILIES = {"neural network": neural_network, "random forest": random_forest, "support vectors": support_vectors}

TRIALS = [
    *[
        ("neural network", {"learning_rate": rate, "hidden_units": units, "epochs": 25})
        for rate, units in product((0.002, 0.02), (16, 64))
    ],
    *[
        ("random forest", {"max_depth": depth, "max_features": features, "trees": 120})
        for depth, features in product((6, 16), (4, 16))
    ],
    *[("support vectors", {"C": c, "gamma": gamma, "parts": 8}) for c, gamma in product((1.0, 10.0), (0.02, 0.2))],
]


def evaluate(model, data: Digits) -> dict[str, float]:
    scores = {
        "train_accuracy": accuracy_score(data.y_train, model.predict(data.x_train)),
        "test_accuracy": accuracy_score(data.y_test, model.predict(data.x_test)),
    }
    if hasattr(model, "predict_proba"):
        scores["train_loss"] = log_loss(data.y_train, model.predict_proba(data.x_train), labels=CLASSES)
        scores["test_loss"] = log_loss(data.y_test, model.predict_proba(data.x_test), labels=CLASSES)
    return scores


def confusion_matrix(model, data: Digits) -> Figure:
    display = ConfusionMatrixDisplay.from_predictions(data.y_test, model.predict(data.x_test), labels=CLASSES)
    display.ax_.set_title("What each digit was taken for")
    return display.figure_


def mistakes(model, data: Digits) -> list[dict[str, int]]:
    """The test pictures the model reads wrongly."""
    predicted = model.predict(data.x_test)
    wrong = np.flatnonzero(predicted != data.y_test)
    return [{"picture": int(i), "is": int(data.y_test[i]), "read_as": int(predicted[i])} for i in wrong]
