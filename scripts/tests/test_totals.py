"""The totals are those of the runners, and nothing that went wrong is left out of the verdict."""

import contextlib
import io
import sys
import tempfile
import unittest
from pathlib import Path
from unittest import mock

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
import totals


class TotalsTest(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = Path(folder.name)

    def report(self, module: str, name: str, tests: int, failures: int = 0, skipped: int = 0) -> None:
        file = self.root / module / "target" / "surefire-reports" / f"TEST-{name}.xml"
        file.parent.mkdir(parents=True, exist_ok=True)
        outcomes = ["<skipped/>"] * skipped + ["<failure/>"] * failures
        outcomes += [""] * (tests - len(outcomes))
        cases = "".join(
            f'<testcase classname="{name}" name="n{i}">{outcome}</testcase>' for i, outcome in enumerate(outcomes)
        )
        file.write_text(f'<testsuite tests="0">{cases}</testsuite>')  # as the runner heads a class of nested ones

    def totals(self, **environment: str) -> tuple[int, str]:
        out = io.StringIO()
        with (
            mock.patch.dict("os.environ", environment, clear=True),
            contextlib.redirect_stdout(out),
            contextlib.redirect_stderr(out),
        ):
            return totals.main(self.root), out.getvalue()

    def test_adds_up_the_reports_of_nested_modules(self) -> None:
        self.report("core", "A", tests=3)
        self.report("core", "B", tests=4)
        self.report("store/sql", "C", tests=5)
        status, text = self.totals()
        self.assertEqual(status, 0)
        self.assertRegex(text, r"core +Tests run: 7,")
        self.assertRegex(text, r"store/sql +Tests run: 5,")
        self.assertRegex(text, r"all modules +Tests run: 12, Failures: 0, Errors: 0, Skipped: 0")

    def test_fails_when_a_test_failed(self) -> None:
        self.report("core", "A", tests=3, failures=1)
        self.assertEqual(self.totals()[0], 1)

    def test_fails_when_no_test_ran(self) -> None:
        self.assertEqual(self.totals()[0], 1)

    def test_names_skipped_tests_and_fails_for_them_in_ci_only(self) -> None:
        self.report("store/sql", "C", tests=5, skipped=1)
        status, text = self.totals()
        self.assertEqual(status, 0)
        self.assertIn("skipped: C.n0", text)
        self.assertEqual(self.totals(CI="true")[0], 1)


if __name__ == "__main__":
    unittest.main()
