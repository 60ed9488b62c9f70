"""assay.init() makes a recorded execution of a program that runs already, and never breaks it."""

import json
import shutil
import struct
import subprocess
import time
import unittest

from support import PYTHON, SOURCE, ScriptTest, python_with

# Stands for the Java side: notes how it was called, and answers.
LAUNCHER = """#!{python}
import json, os, sys, time
options = dict(zip(sys.argv[2::2], sys.argv[3::2]))
spool = options["--spool"]
with open(os.path.join(spool, "called.json"), "w") as file:
    json.dump({{"argv": sys.argv[1:], "spool": os.environ.get("ASSAY_SPOOL"), "path": os.environ.get("PYTHONPATH"),
               "folder": os.getcwd(), "session": os.getsid(0) == os.getpid()}}, file)
time.sleep({delay})
{answer}
"""
ANSWER = """
with open(os.path.join(spool, "ready.new"), "w") as file:
    json.dump({"trackingUri": "http://127.0.0.1:1", "link": "http://127.0.0.1:1/#/x"}, file)
os.rename(os.path.join(spool, "ready.new"), os.path.join(spool, "ready.json"))
"""
BEGIN = "import os, sys\nimport assay\n"


class InitTest(ScriptTest):
    def setUp(self):
        super().setUp()
        self.data = self.folder / "data"

    def launcher(self, answer=ANSWER, delay=0.1):
        path = self.folder / "assay launcher"
        path.write_text(LAUNCHER.format(python=PYTHON, answer=answer, delay=delay))
        path.chmod(0o755)
        return f"'{path}'"

    def run_init(self, text, code=0, launcher=None, python=PYTHON, **variables):
        given = {
            "PYTHONPATH": str(SOURCE), "ASSAY_SPOOL": None, "ASSAY_DATA": str(self.data),
            "ASSAY_COMMAND": launcher or self.launcher(), **variables,
        }  # fmt: skip
        done = self.run_script(BEGIN + text, code=code, python=python, **given)
        return done

    def execution(self):
        """The spool of the only execution, when it has ended."""
        [spool] = (self.data / "spool").iterdir()
        until = time.monotonic() + 20
        while not (spool / "outcome.json").exists() and time.monotonic() < until:
            time.sleep(0.02)
        self.spool, self.hook = spool, spool / "hook"
        return spool

    def json(self, name):
        return json.loads((self.execution() / name).read_text("utf-8"))

    def console(self):
        data, texts = (self.execution() / "console").read_bytes(), {1: b"", 2: b""}
        while data:
            stream, _, length = struct.unpack(">BQI", data[:13])
            texts[stream] += data[13 : 13 + length]
            data = data[13 + length :]
        return texts

    def test_records_files_console_params_and_outcome(self):
        done = self.run_init(
            "execution = assay.init(project='digits', name='first', params={'lr': 0.1})\n"
            "open('a', 'w').close()\nprint('out')\nprint('err', file=sys.stderr)\nos.system('echo child')\n"
            "print(execution.link, os.environ['MLFLOW_TRACKING_URI'], os.environ['MLFLOW_RUN_CONTEXT'])\n"
        )
        spool = self.execution()
        self.assertEqual(done.stderr, "err\n")
        uri, context = "http://127.0.0.1:1", f'{{"assay.execution": "{spool.name}"}}'
        self.assertEqual(sorted(done.stdout.splitlines()), sorted(["child", "out", f"{uri}/#/x {uri} {context}"]))
        self.assertEqual(self.console(), {1: done.stdout.encode(), 2: b"err\n"})
        self.assertEqual(self.paths("write"), ["a"])
        self.assertEqual(self.values("param", "name", "value", "source"), [("lr", "0.1", "init")])
        self.assertEqual(self.values("init", "project", "name"), [("digits", "first")])
        self.assertEqual(self.json("outcome.json")["exitCode"], 0)
        self.assertRegex(spool.name, "^[0-9a-f]{32}$")
        self.assertEqual(spool.stat().st_mode & 0o777, 0o700)

    def test_calls_the_java_side_as_agreed(self):
        self.run_init("assay.init('digits')\nprint(os.getpid())")
        spool, attach = self.execution(), self.json("attach.json")
        called = self.json("called.json")
        self.assertEqual(
            called["argv"],
            ["capture", "--attach", str(attach["pid"]), "--execution", spool.name, "--spool", str(spool)],
        )
        self.assertEqual((called["spool"], called["folder"], called["session"]), (None, str(self.work), True))
        self.assertEqual(called["path"], str(SOURCE))
        self.assertEqual(attach["argv"], [PYTHON, str(self.work / "script.py")])
        self.assertEqual((attach["project"], attach["name"]), ("digits", None))
        self.assertEqual((attach["hasConsole"], attach["isNotebook"]), (True, False))
        self.assertLess(abs(time.time() * 1000 - attach["startedAt"]), 60_000)
        self.assertEqual(self.json("process.json")["pid"], attach["pid"])

    def test_records_processes_started_afterwards(self):
        self.run_init(
            "import subprocess\nassay.init()\n"
            "subprocess.run([sys.executable, '-c', \"open('b', 'w').close()\"], check=True)"
        )
        self.execution()
        self.assertEqual(self.paths("write"), ["b"])

    def test_a_second_call_only_adds(self):
        self.run_init("first = assay.init()\nassert assay.init(params={'x': 1}) is first\n")
        self.execution()
        self.assertEqual(self.values("param", "name"), ["x"])

    def test_below_assay_run_it_only_adds(self):
        done = self.run_init(
            "print(assay.init(params={'x': 1}).id)", ASSAY_SPOOL=str(self.hook), PYTHONPATH=f"{SOURCE}"
        )
        self.assertEqual(done.stdout, "spool\n")
        self.assertFalse(self.data.exists())
        self.assertEqual(self.values("param", "name"), ["x"])

    def test_without_the_command_it_warns_once_and_the_program_runs(self):
        script = self.write("script.py", BEGIN + "assay.init()\nassay.init()\nprint('ran')")
        alone = self.folder / "far" / "from" / "the" / "launcher"  # of this repository
        shutil.copytree(SOURCE, alone)
        environment = self.environment(PYTHONPATH=str(alone), ASSAY_SPOOL=None, PATH="/nonexistent")
        done = subprocess.run([PYTHON, str(script)], env=environment, capture_output=True, text=True, cwd=self.work)
        self.assertEqual((done.returncode, done.stdout), (0, "ran\n"))
        self.assertEqual(done.stderr.count("the `assay` command was not found"), 1)

    def test_a_java_side_that_fails_is_told_and_the_program_runs(self):
        script = self.write("script.py", BEGIN + "assay.init()\nprint('ran')")
        launcher = self.launcher(answer="sys.exit('store is locked')")
        environment = self.environment(
            PYTHONPATH=str(SOURCE), ASSAY_SPOOL=None, ASSAY_DATA=str(self.data), ASSAY_COMMAND=launcher
        )
        done = subprocess.run([PYTHON, str(script)], env=environment, capture_output=True, text=True, cwd=self.work)
        self.assertEqual((done.returncode, done.stdout), (0, "ran\n"))
        self.assertIn("`assay capture` ended with 1", done.stderr)
        self.assertIn("store is locked", done.stderr)
        self.assertEqual(self.json("outcome.json")["exitCode"], 0)

    def test_a_data_folder_that_cannot_be_written_is_told_and_the_program_runs(self):
        self.data.write_text("a file")
        script = self.write("script.py", BEGIN + "assay.init()\nprint('ran')")
        environment = self.environment(
            PYTHONPATH=str(SOURCE), ASSAY_SPOOL=None, ASSAY_DATA=str(self.data), ASSAY_COMMAND=self.launcher()
        )
        done = subprocess.run([PYTHON, str(script)], env=environment, capture_output=True, text=True, cwd=self.work)
        self.assertEqual((done.returncode, done.stdout), (0, "ran\n"))
        self.assertIn("this program is not recorded", done.stderr)

    def test_keeps_the_exit_code_and_tells_an_exception(self):
        self.run_init("assay.init()\nraise ValueError('x')", code=1)
        self.assertEqual(self.json("outcome.json")["exitCode"], 1)

    def test_keeps_the_source_of_notebook_cells(self):
        python = python_with("IPython")
        self.run_init(
            "from IPython.core.interactiveshell import InteractiveShell\n"
            "shell = InteractiveShell.instance()\n"
            "for cell in ('import assay\\nassay.init()', 'x = 1', 'raise ValueError'):\n"
            "    shell.run_cell(cell, store_history=True)\n",
            python=python,
        )
        cells = self.execution() and self.values("cell", "number", "source", "isGood")
        self.assertEqual(
            cells, [(1, "import assay\nassay.init()", True), (2, "x = 1", True), (3, "raise ValueError", False)]
        )
        self.assertEqual((self.json("attach.json")["isNotebook"], self.console()), (True, {1: b"", 2: b""}))


if __name__ == "__main__":
    unittest.main()
