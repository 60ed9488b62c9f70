"""Runs the contract's tests and writes what came of each.

MLFLOW_TRACKING_URI=http://127.0.0.1:5000 python -m mlflow_contract REPORT.json [part of a test's name ...]
"""

import json
import pathlib
import sys
import time
import unittest
import warnings


class Recorder(unittest.TestResult):
    """Keeps the outcome of each test by its short name, `runs.Lifecycle.test_x`."""

    def __init__(self):
        super().__init__()
        self.outcomes = {}
        self.details = {}
        self.began = 0.0

    def startTest(self, test):
        super().startTest(test)
        self.began = time.monotonic()

    def note(self, test, outcome, detail=""):
        name = test.id().removeprefix("mlflow_contract.test_")
        self.outcomes[name] = outcome
        if detail:
            self.details[name] = detail
        print(f"{outcome:8} {name} ({time.monotonic() - self.began:.1f} s)", flush=True)
        if outcome == "failed":
            print("    " + detail.replace("\n", "\n    "), flush=True)

    def addSuccess(self, test):
        self.note(test, "passed")

    def addFailure(self, test, err):
        super().addFailure(test, err)
        self.note(test, "failed", self.failures[-1][1])

    def addError(self, test, err):
        super().addError(test, err)
        self.note(test, "failed", self.errors[-1][1])

    def addSkip(self, test, reason):
        super().addSkip(test, reason)
        self.note(test, "skipped", reason)

    def addSubTest(self, test, subtest, err):
        super().addSubTest(test, subtest, err)
        if err is not None:
            self.note(test, "failed", f"{subtest}: {err[1]}")


def tests(suite):
    for test in suite:
        if isinstance(test, unittest.TestSuite):
            yield from tests(test)
        else:
            yield test


def main(report, *parts):
    warnings.simplefilter("ignore")
    here = pathlib.Path(__file__).parent
    found = tests(unittest.TestLoader().discover(str(here), top_level_dir=str(here.parent)))
    suite = unittest.TestSuite(t for t in found if not parts or any(p in t.id() for p in parts))
    result = Recorder()
    suite.run(result)
    pathlib.Path(report).write_text(json.dumps({"outcomes": result.outcomes, "details": result.details}, indent=1))
    counts = {k: list(result.outcomes.values()).count(k) for k in ("passed", "failed", "skipped")}
    print(", ".join(f"{count} {outcome}" for outcome, count in counts.items()))
    return 1 if counts["failed"] else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
