"""Prints the totals that the test runners of all modules wrote down.

Exits with 1 when a test failed, when no test ran at all, and, in CI, when one was skipped: a suite whose
service is missing may be skipped on somebody's machine, never unseen where it counts.
"""

import os
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path

COUNTS = ("tests", "failures", "errors", "skipped")


def main(root: Path) -> int:
    totals = dict.fromkeys(COUNTS, 0)
    skipped = []
    for module, reports in sorted(reports_by_module(root).items()):
        counts = dict.fromkeys(COUNTS, 0)
        for report in reports:
            for case in ElementTree.parse(report).iter("testcase"):
                add(case, counts)
                if case.find("skipped") is not None:
                    skipped.append(name_of(case))
        print(line(module, counts))
        for count in COUNTS:
            totals[count] += counts[count]
    print(line("all modules", totals))
    for name in skipped:
        print(f"skipped: {name}")
    in_ci = bool(os.environ.get("CI"))
    if skipped and in_ci:
        print("Skipped tests fail the build in CI.", file=sys.stderr)
    failed = totals["failures"] or totals["errors"] or not totals["tests"] or (skipped and in_ci)
    return 1 if failed else 0


def add(case: ElementTree.Element, counts: dict[str, int]) -> None:
    """Counts a test case; the sums in the head of a report leave out those of nested classes."""
    counts["tests"] += 1
    counts["failures"] += case.find("failure") is not None
    counts["errors"] += case.find("error") is not None
    counts["skipped"] += case.find("skipped") is not None


def reports_by_module(root: Path) -> dict[str, list[Path]]:
    modules: dict[str, list[Path]] = {}
    for report in root.glob("**/target/surefire-reports/TEST-*.xml"):
        module = report.parents[2].relative_to(root)
        modules.setdefault(str(module), []).append(report)
    return modules


def name_of(case: ElementTree.Element) -> str:
    return f"{case.get('classname')}.{case.get('name')}"


def line(name: str, counts: dict[str, int]) -> str:
    return (
        f"{name:<18} Tests run: {counts['tests']}, Failures: {counts['failures']}, "
        f"Errors: {counts['errors']}, Skipped: {counts['skipped']}"
    )


if __name__ == "__main__":
    sys.exit(main(Path(__file__).resolve().parent.parent))
