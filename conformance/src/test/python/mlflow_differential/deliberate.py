"""Where Assay answers otherwise than MLflow on purpose, and why. Anything that is not here must be the same."""


class Deliberate:
    """A kind of answer that differs on purpose."""

    def __init__(self, reason, applies):
        self.reason = reason
        self.applies = applies
        self.count = 0


def statuses(reference, assay):
    return lambda call: (call.reference[0], call.assay[0]) == (reference, assay)


def codes(reference, assay):
    return lambda call: (call.reference[1].get("error_code"), call.assay[1].get("error_code")) == (reference, assay)


DELIBERATE = [
    Deliberate(
        "a field that does not parse is refused; MLflow drops it without a word",
        lambda call: call.is_malformed and call.reference[0] in (200, 400, 404) and call.assay[0] == 400,
    ),
    Deliberate(
        "a run without experiment is an invalid parameter like any other missing one",
        lambda call: call.path == "runs/create" and codes("BAD_REQUEST", "INVALID_PARAMETER_VALUE")(call),
    ),
    Deliberate(
        "a repeated order is the user's mistake: 400, where MLflow answers 500 and clients repeat the request",
        lambda call: "order_by" in call.fields and statuses(500, 400)(call),
    ),
    Deliberate(
        "renaming to a name in use says so, with the code creating has",
        lambda call: call.path == "experiments/update" and codes("BAD_REQUEST", "RESOURCE_ALREADY_EXISTS")(call),
    ),
    Deliberate(
        "renaming a deleted experiment is the user's mistake: 400, where MLflow answers 500",
        lambda call: call.path == "experiments/update" and statuses(500, 400)(call),
    ),
    Deliberate(
        "a filter with a missing, leading or dangling AND is refused; MLflow reads past it",
        lambda call: call.is_sloppy and statuses(200, 400)(call),
    ),
    Deliberate(
        "experiments too are ordered by a key once",
        lambda call: call.path == "experiments/search" and call.repeats_an_order() and statuses(200, 400)(call),
    ),
    Deliberate(
        "archiving others with a move to None or Archived is the user's mistake: 400, where MLflow answers 500",
        lambda call: call.path == "model-versions/transition-stage" and statuses(500, 400)(call),
    ),
    Deliberate(
        "setting tags of a logged model answers the model, as its description has it; MLflow answers nothing",
        lambda call: call.method == "PATCH" and call.path.endswith("/tags") and call.reference == (200, {}),
    ),
]
