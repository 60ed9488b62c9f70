"""Files, connections, programs, modules, variables and the end of processes are noted as they happen."""

import json
import os
import shutil
import signal
import socket
import subprocess
import time
import unittest

from support import HOOK, PYTHON, ScriptTest, python_with

FAILING_ADD = (
    "    def add(self, kind, values):\n        raise RuntimeError('broken')\n\n    def no_add(self, kind, values):\n"
)


class FilesTest(ScriptTest):
    def test_notes_each_file_once_for_reading_and_once_for_writing(self):
        self.write("data ü.csv", "1,2\n")
        self.run_script(
            """
from pathlib import Path
for _ in range(3):
    open("data ü.csv").close()
Path("out.txt").write_text("x")
Path("out.txt").read_text()
open("log.txt", "a").close()
with open("data ü.csv", "r+") as file:
    file.write("3")
"""
        )
        self.assertEqual(self.paths("read"), ["script.py", "data ü.csv", "out.txt"])
        self.assertEqual(self.paths("write"), ["out.txt", "log.txt", "data ü.csv"])

    def test_notes_relative_paths_from_where_the_program_is_at_that_moment(self):
        self.write("a.txt", "a")
        self.write("sub/a.txt", "b")
        self.run_script("import os\nopen('a.txt').close()\nos.chdir('sub')\nopen('a.txt').close()\n")
        self.assertEqual(self.paths("read")[1:], ["a.txt", "sub/a.txt"])

    def test_notes_a_renamed_file_with_its_earlier_name(self):
        self.run_script("import os\nopen('a.tmp', 'w').close()\nos.replace('a.tmp', 'a.bin')\n")
        [renamed] = [note for note in self.notes("write") if "from" in note]
        self.assertEqual((renamed["path"], renamed["from"]), (str(self.work / "a.bin"), str(self.work / "a.tmp")))

    def test_keeps_names_that_are_not_utf_8(self):
        self.run_script(r"open(b'caf\xe9', 'wb').close()")
        self.assertEqual([os.fsencode(path) for path in self.paths("write")], [b"caf\xe9"])

    def test_leaves_out_devices_compiled_modules_and_our_own_files(self):
        self.write("helper.py", "X = 1\n")
        self.run_script(
            "import helper, os\nopen('/dev/null').close()\nopen('/proc/self/stat').close()\n",
            PYTHONDONTWRITEBYTECODE=None,
        )
        noted = self.values("read", "path") + self.values("write", "path")
        for unwanted in ("/dev/", "/proc/", str(self.spool), "assay_hook", ".pyc"):
            self.assertFalse([path for path in noted if unwanted in path], unwanted)
        self.assertIn(
            ["helper", str(self.work / "helper.py")],
            [pair for note in self.notes("modules") for pair in note["modules"]],
        )

    def test_says_that_sqlite_reads_by_itself(self):
        self.run_script("import sqlite3\nsqlite3.connect('my.db').execute('create table t (x)')\n")
        self.assertIn("my.db", self.paths("read"))
        self.assertEqual(self.values("blind", "library", "path"), [("sqlite3", str(self.work / "my.db"))])

    def test_notes_ten_thousand_files(self):
        self.run_script(
            "for i in range(10_000):\n    open(f'{i}.txt', 'w').close()\n"
            "for i in range(10_000):\n    open(f'{i}.txt').close()\n"
        )
        names = {f"{number}.txt" for number in range(10_000)}
        self.assertEqual(set(self.paths("write")), names)
        self.assertEqual(set(self.paths("read")) - {"script.py"}, names)


class ProcessesTest(ScriptTest):
    def test_notes_connections_with_the_name_that_was_looked_up(self):
        with socket.create_server(("127.0.0.1", 0)) as server:
            port = server.getsockname()[1]
            self.run_script(
                f"import socket\nfor _ in range(2):\n    socket.create_connection(('localhost', {port})).close()\n"
            )
        notes = [note for note in self.notes("connect") if note["address"] == "127.0.0.1"]
        self.assertEqual([(note["host"], note["port"]) for note in notes], [("localhost", port)])

    def test_notes_started_programs_without_their_secrets(self):
        self.run_script(
            "import os, subprocess\n"
            "subprocess.run(['true', '--api-key', 'abc', '--token=def', '--lr', '1', 'https://u:p@h/x?token=t'])\n"
            "os.system('true 1')\n"
        )
        self.assertEqual(
            self.values("spawn", "argv"),
            [
                ["true", "--api-key", "***", "--token=***", "--lr", "1", "https://***@h/x?token=***"],
                ["sh", "-c", "true 1"],
            ],
        )

    def test_notes_modules_with_their_files(self):
        outside = self.folder / "elsewhere"
        outside.mkdir()
        (outside / "shared.py").write_text("X = 1\n")
        self.run_script(f"import sys\nsys.path.append({str(outside)!r})\nimport shared\n")
        modules = [pair for note in self.notes("modules") for pair in note["modules"]]
        self.assertIn(["shared", str(outside / "shared.py")], modules)

    def test_covers_forked_and_spawned_workers_to_their_end(self):
        self.run_script(
            """
import multiprocessing, sys

def work(name):
    open(name, "w").close()

if __name__ == "__main__":
    for how in ("fork", "spawn"):
        with multiprocessing.get_context(how).Pool(1) as pool:
            pool.map(work, [how])
            pool.close()
            pool.join()
"""
        )
        self.assertEqual(sorted(self.paths("write")), ["fork", "spawn"])
        by_file = {}
        for note in self.notes():
            by_file.setdefault(note["file"], []).append(note)
        [forked] = [notes for notes in by_file.values() if notes[0]["how"] == "fork"]
        self.assertEqual((forked[-1]["kind"], forked[-1]["how"], forked[-1]["exitCode"]), ("end", "_exit", 0))

    def test_forks_without_a_warning_about_threads(self):
        done = self.run_script(
            """
import os, time
for number in range(20):
    open(f"{number}", "w").close()
    if os.fork() == 0:
        open(f"child{number}", "w").close()
        os._exit(0)
    os.wait()
""",
            PYTHONWARNINGS="error",
        )
        self.assertEqual(done.stderr, "")
        self.assertEqual(
            sorted(self.paths("write")), sorted([f"{n}" for n in range(20)] + [f"child{n}" for n in range(20)])
        )

    def test_leaves_nothing_of_itself_among_the_threads_and_open_files(self):
        done = self.run_script(
            "import os, threading\nopen('a', 'w').close()\n"
            "print(threading.active_count(), sorted(int(n) for n in os.listdir('/proc/self/fd'))[:-1])\n"
        )
        self.assertEqual(done.stdout, "1 [0, 1, 2]\n")

    def test_notes_variables_that_the_script_asks_for_but_not_copies_of_all(self):
        self.run_script(
            "import os, subprocess, sys\n"
            "os.environ.get('MISSING_ONE'); os.getenv('SECRET_TOKEN'); 'ASKED_IN' in os.environ\n"
            "dict(os.environ); os.environ.copy(); list(os.environ.items())\n"
            "subprocess.run(['true'], env={**os.environ, 'A': 'b'})\n",
            SECRET_TOKEN="hunter2",
            UNASKED="x",
        )
        asked = [(note["name"], note["isSet"]) for note in self.notes("variable") if note["by"] == "script"]
        self.assertEqual(asked, [("MISSING_ONE", False), ("SECRET_TOKEN", True), ("ASKED_IN", False)])
        self.assertNotIn("hunter2", "".join(file.read_text() for file in self.hook.glob("*")))


class EndTest(ScriptTest):
    def end(self):
        [note] = self.notes("end")
        return {name: note[name] for name in ("how", "exitCode", "exception") if name in note}

    def test_tells_a_normal_end(self):
        self.run_script("pass")
        self.assertEqual(self.end(), {"how": "end"})

    def test_tells_an_exit_code(self):
        self.run_script("import sys\nsys.exit(3)", code=3)
        self.assertEqual(self.end(), {"how": "end", "exitCode": 3})

    def test_tells_an_exit_with_a_message(self):
        self.run_script("import sys\nsys.exit('no data')", code=1)
        self.assertEqual(self.end(), {"how": "end", "exitCode": 1})

    def test_tells_an_exception_that_nobody_caught(self):
        done = self.run_script("open('a', 'w').close()\nraise KeyError('x')", code=1)
        self.assertEqual(self.end(), {"how": "end", "exitCode": 1, "exception": "KeyError"})
        self.assertEqual(self.paths("write"), ["a"])
        self.assertNotIn("assay", done.stderr.replace(str(self.folder), ""))

    def test_tells_os_exit(self):
        self.run_script("import os\nopen('a', 'w').close()\nos._exit(4)", code=4)
        self.assertEqual(self.end(), {"how": "_exit", "exitCode": 4})
        self.assertEqual(self.paths("write"), ["a"])

    def test_keeps_what_was_noted_before_the_process_became_another_program(self):
        self.run_script("import os\nopen('a', 'w').close()\nos.execvp('true', ['true'])")
        self.assertEqual(self.paths("write"), ["a"])
        self.assertEqual(self.values("spawn", "argv", "how"), [(["true"], "exec")])
        self.assertEqual(self.notes("end"), [])

    def test_is_at_most_a_moment_behind_when_killed(self):
        script = self.write(
            "script.py", "import time\nopen('a', 'w').close()\nprint('x', flush=True)\ntime.sleep(60)\n"
        )
        process = subprocess.Popen([PYTHON, str(script)], cwd=self.work, env=self.environment(), stdout=subprocess.PIPE)
        process.stdout.read(2)
        time.sleep(0.6)  # 0.25 s, and a machine that may be busy
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stdout.close()
        self.assertEqual(self.paths("write"), ["a"])


class DisturbanceTest(ScriptTest):
    def test_lets_the_environments_own_customizations_run(self):
        site = self.folder / "site"
        site.mkdir()
        (site / "sitecustomize.py").write_text("import sys\nsys.from_site = __name__, __file__\n")
        (site / "usercustomize.py").write_text("import sys\nsys.from_user = True\n")
        done = self.run_script(
            "import sys, sitecustomize\nprint(sys.from_site, sitecustomize.__file__)\n"
            "print(getattr(sys, 'from_user', None))",
            PYTHONPATH=f"{HOOK}{os.pathsep}{site}",
        )
        own = str(site / "sitecustomize.py")
        first, second = done.stdout.splitlines()
        self.assertEqual(first, f"{('sitecustomize', own)!r} {own}")
        self.assertIn(second, ("True", "None"))  # None in a virtual environment, where users have no say
        self.assertEqual(self.values("start", "how"), ["start"])

    def test_a_broken_sitecustomize_is_reported_as_without_the_hook(self):
        site = self.folder / "site"
        site.mkdir()
        (site / "sitecustomize.py").write_text("raise RuntimeError('mine')\n")
        done = self.run_script("print('ran')", PYTHONPATH=f"{HOOK}{os.pathsep}{site}")
        self.assertEqual(done.stdout, "ran\n")
        self.assertIn("mine", done.stderr)

    def test_a_missing_spool_is_silence(self):
        shutil.rmtree(self.hook)
        done = self.run_script("open('a', 'w').close()\nprint('ran')", ASSAY_DEBUG=None)
        self.assertEqual((done.stdout, done.stderr), ("ran\n", ""))

    def test_a_spool_that_vanishes_is_silence(self):
        done = self.run_script(
            "import os, shutil, time\nshutil.rmtree(os.environ['ASSAY_SPOOL'])\n"
            "for i in range(3):\n    open(f'{i}', 'w').close()\n    time.sleep(0.3)\nprint('ran')",
            ASSAY_DEBUG=None,
        )
        self.assertEqual((done.stdout, done.stderr), ("ran\n", ""))

    @unittest.skipUnless(hasattr(os, "geteuid"), "needs Unix")
    def test_a_full_disk_is_silence_and_what_waited_is_written_when_there_is_room(self):
        small = self.small_disk()
        filler = small / "filler"
        script = (
            "import os, time\nfiller = os.environ['FILLER']\nopen('before', 'w').close()\ntime.sleep(0.6)\n"
            "with open(filler, 'wb', buffering=0) as file:\n    try:\n        while True: file.write(b'x' * 4096)\n"
            "    except OSError: pass\n"
            "for i in range(2000):\n    open(f'{i}', 'w').close()\ntime.sleep(0.6)\nos.remove(filler)\n"
            "open('after', 'w').close()\nprint('ran')\n"
        )
        hook = small / "hook"
        hook.mkdir()
        done = self.run_script(script, ASSAY_SPOOL=str(hook), FILLER=str(filler), ASSAY_DEBUG=None)
        self.assertEqual((done.stdout, done.stderr), ("ran\n", ""))
        self.hook = hook
        self.assertEqual(len(self.paths("write")), 2002)
        self.assertEqual(self.notes()[-1]["kind"], "end")

    def small_disk(self):
        disk = self.folder / "disk"
        disk.mkdir()
        mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", str(disk)], capture_output=True)
        if mounted.returncode:
            self.skipTest("needs the right to mount a small disk")
        self.addCleanup(subprocess.run, ["umount", str(disk)], check=True)
        return disk

    def test_an_error_in_the_hook_does_not_reach_the_program(self):
        broken = self.folder / "broken hook"
        shutil.copytree(HOOK, broken, ignore=shutil.ignore_patterns("__pycache__"))
        (broken / "assay_params.py").write_text("raise RuntimeError('broken')\n")
        done = self.run_script("print('ran')", PYTHONPATH=str(broken), ASSAY_DEBUG=None)
        self.assertEqual((done.stdout, done.stderr), ("ran\n", ""))
        (broken / "assay_params.py").write_text("def watch(log):\n    raise RuntimeError('broken')\n")
        done = self.run_script("open('a', 'w').close()", PYTHONPATH=str(broken), ASSAY_DEBUG=None)
        self.assertEqual((done.stdout, done.stderr), ("", ""))
        self.assertEqual(self.values("error", "what", "problem"), [("assay_params", "RuntimeError: broken")])
        self.assertEqual(self.paths("write"), ["a"])

    def test_a_library_in_an_unexpected_shape_is_noted_and_left_alone(self):
        self.write("torch.py", "def manual_seed(): pass\n")
        done = self.run_script("import torch\nprint('ran')")
        self.assertEqual(done.stdout, "ran\n")
        self.assertIn("after the import of torch", self.values("error", "what"))

    def test_a_part_that_fails_later_on_does_not_stop_the_others(self):
        self.write(
            "torch.py",
            "class cuda: pass\nclass random: pass\nclass backends:\n    class cudnn: pass\n"
            "def manual_seed(seed): pass\ndef get_rng_state(): pass\n",
        )
        self.run_script("import time, torch\nopen('a', 'w').close()\ntime.sleep(0.5)\nopen('b', 'w').close()")
        self.assertEqual(self.paths("write"), ["a", "b"])
        self.assertIn("note_settings", self.values("error", "what"))

    def test_a_hook_whose_every_note_fails_changes_nothing_for_the_program(self):
        broken = self.folder / "broken hook"
        shutil.copytree(HOOK, broken, ignore=shutil.ignore_patterns("__pycache__"))
        spool = broken / "assay_spool.py"
        text = spool.read_text().replace("    def add(self, kind, values):\n", FAILING_ADD)
        self.assertIn(FAILING_ADD, text)
        spool.write_text(text)
        script = """
import argparse, os, random, socket, sqlite3, subprocess, sys
import numpy as np
from sklearn.linear_model import SGDClassifier
parser = argparse.ArgumentParser()
parser.add_argument("--lr", type=float, default=0.5)
lr = parser.parse_args().lr
random.seed(1); np.random.seed(2)
generators = np.random.default_rng(3), np.random.RandomState(4), np.random.default_rng(), np.random.RandomState()
x = np.arange(20.0).reshape(10, 2)
SGDClassifier(random_state=5).fit(x, [0, 1] * 5)
open("a", "w").close(); open("a").close(); os.rename("a", "b"); sqlite3.connect("c.db").close()
socket.getaddrinfo("localhost", 1); subprocess.run(["true"]); os.environ.get("X"); os.system("true")
if os.fork() == 0:
    random.random()
    os._exit(0)
print(lr, os.wait()[1], random.random(), np.random.rand(), generators[0].random(), generators[1].rand())
"""
        plain = self.run_script(script, "--lr", "0.25", python=python_with("sklearn"), ASSAY_SPOOL=None).stdout
        for wanted in (None, "7"):
            done = self.run_script(
                script,
                *("--lr", "0.25"),
                python=python_with("sklearn"),
                PYTHONPATH=str(broken),
                ASSAY_SEED=wanted,
                ASSAY_PARAM_OVERRIDES='{"lr": 0.25}',
                ASSAY_DEBUG=None,
            )
            self.assertEqual((done.stdout, done.stderr), (plain, ""))

    def test_every_line_is_json_with_the_kind_first(self):
        self.run_script("open('a \\n\"\\\\ ü \\u2028', 'w').close()\nopen('a \\n\"\\\\ ü \\u2028').close()\n")
        for file in self.hook.glob("*.jsonl"):
            for line in file.read_bytes().splitlines():
                self.assertEqual(next(iter(json.loads(line))), "kind")
        self.assertIn('a \n"\\ ü \u2028', self.paths("read"))


if __name__ == "__main__":
    unittest.main()
