"""Runs scripts under the hook and the supervisor, in processes and folders of their own, and reads what they noted."""

import functools
import json
import os
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[1] / "src"
HOOK = SOURCE / "assay_hook"
SECONDS_MAX = 60
# The interpreter whose programs are recorded; by default the one that runs the tests, which has scikit-learn.
PYTHON = os.environ.get("ASSAY_TEST_PYTHON", sys.executable)


@functools.lru_cache(maxsize=None)
def python_with(*modules):
    """An interpreter that has these modules, or a test that is skipped, which CI does not accept."""
    for python in (PYTHON, os.environ.get("ASSAY_PYTHON_HOOK"), os.environ.get("ASSAY_PYTHON_MLFLOW3")):
        if (
            python
            and not subprocess.run([python, "-c", f"import {', '.join(modules)}"], capture_output=True).returncode
        ):
            return python
    missing = f"no interpreter with {', '.join(modules)}: set ASSAY_PYTHON_HOOK and ASSAY_PYTHON_MLFLOW3"
    if os.environ.get("CI"):
        raise AssertionError(missing)
    raise unittest.SkipTest(missing)


class ScriptTest(unittest.TestCase):
    """A folder with a space and an umlaut in its name, and a spool."""

    def setUp(self):
        temporary = tempfile.TemporaryDirectory(prefix="assay ü ")
        self.addCleanup(temporary.cleanup)
        self.folder = Path(temporary.name).resolve()
        self.spool = self.folder / "spool"
        self.hook = self.spool / "hook"
        self.hook.mkdir(parents=True)
        self.work = self.folder / "work"
        self.work.mkdir()

    def environment(self, **variables):
        found = {name: value for name, value in os.environ.items() if not name.startswith(("ASSAY_", "MLFLOW_"))}
        found.update({"PYTHONPATH": str(HOOK), "ASSAY_SPOOL": str(self.hook), "ASSAY_DEBUG": "1", **variables})
        return {name: value for name, value in found.items() if value is not None}

    def write(self, name, text):
        path = self.work / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def run_script(self, text, *arguments, python=PYTHON, code=0, name="script.py", **variables):
        """Runs a script under the hook; its exit code has to be the expected one."""
        script = self.write(name, text)
        done = subprocess.run(
            [python, str(script), *arguments],
            cwd=self.work,
            env=self.environment(**variables),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=SECONDS_MAX,
        )
        done.stdout, done.stderr = done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace")
        self.assertEqual(done.returncode, code, done.stderr)
        self.assertNotIn("assay:", done.stderr)
        return done

    def notes(self, kind=None):
        """What all processes noted, as dictionaries, in the order of each process."""
        found = []
        for file in sorted(self.hook.glob("*.jsonl")):
            for line in file.read_text("utf-8").splitlines():
                note = json.loads(line)
                note["file"] = file.name
                if kind is None or note["kind"] == kind:
                    found.append(note)
        return found

    def values(self, kind, *members):
        """The chosen members of each note of a kind; a bare value for one member."""
        rows = [tuple(note.get(member) for member in members) for note in self.notes(kind)]
        return [row[0] for row in rows] if len(members) == 1 else rows

    def paths(self, kind):
        """The files noted below the work folder, relative to it."""
        start = str(self.work) + os.sep
        return [path[len(start) :] for path in self.values(kind, "path") if path.startswith(start)]
