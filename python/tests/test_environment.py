"""The environment is described without importing anything of it, and quickly."""

import json
import os
import subprocess
import sys
import tempfile
import time
import unittest
from pathlib import Path

from support import HOOK, PYTHON, SECONDS_MAX, python_with

sys.path.insert(0, str(HOOK))
import assay_environment

SCRIPT = HOOK / "assay_environment.py"


def described(python=PYTHON, folder=None, **variables):
    environment = {name: value for name, value in os.environ.items() if not name.startswith("ASSAY_")}
    done = subprocess.run(
        [python, str(SCRIPT)], cwd=folder, env={**environment, **variables}, capture_output=True, timeout=SECONDS_MAX
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


class EnvironmentTest(unittest.TestCase):
    def setUp(self):
        temporary = tempfile.TemporaryDirectory(prefix="site ü ")
        self.addCleanup(temporary.cleanup)
        self.site = Path(temporary.name).resolve()

    def install(self, name, version, record=(), **files):
        folder = self.site / f"{name.replace('-', '_')}-{version}.dist-info"
        folder.mkdir()
        (folder / "METADATA").write_text(
            f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n\nName: no\n", "utf-8"
        )
        (folder / "RECORD").write_text("".join(f"{path},sha256=x,1\n" for path in record))
        for file, text in files.items():
            (folder / file.replace("_json", ".json").replace("_txt", ".txt")).write_text(text)

    def distributions(self):
        return {found["name"]: found for found in assay_environment.distributions([str(self.site)])}

    def test_names_every_distribution_that_the_interpreter_itself_finds(self):
        python = python_with("sklearn")
        found = {entry["name"].lower(): entry["version"] for entry in described(python)["distributions"]}
        listed = json.loads(subprocess.check_output([python, "-m", "pip", "list", "--format=json"]))
        self.assertEqual(found, {entry["name"].lower(): entry["version"] for entry in listed})

    def test_tells_the_modules_of_a_distribution(self):
        found = {entry["name"]: entry for entry in described(python_with("sklearn"))["distributions"]}
        self.assertEqual(found["scikit-learn"]["topLevel"], ["sklearn"])
        self.assertEqual(found["PyYAML"]["topLevel"], ["_yaml", "yaml"])
        self.install("two", "1", ["../../bin/two", "two_a/__init__.py", "two_b.py", "two-1.dist-info/RECORD", "c.pth"])
        self.assertEqual(self.distributions()["two"]["topLevel"], ["two_a", "two_b"])

    def test_tells_where_each_came_from(self):
        self.install("plain", "1.0", INSTALLER="pip\n")
        self.install("edited", "1", direct_url_json='{"url": "file:///my%20code", "dir_info": {"editable": true}}')
        self.install("local", "1", direct_url_json='{"url": "file:///a/b.whl", "archive_info": {}}')
        self.install(
            "from-git",
            "1",
            direct_url_json='{"url": "https://me:secret@h/r.git", "vcs_info": {"vcs": "git", "commit_id": "abc"}}',
        )
        self.install(
            "from-url", "1", direct_url_json='{"url": "https://h/x.whl", "archive_info": {"hashes": {"sha256": "12"}}}'
        )
        found = self.distributions()
        self.assertEqual((found["plain"]["origin"], found["plain"]["installer"]), ("index", "pip"))
        self.assertEqual((found["edited"]["origin"], found["edited"]["folder"]), ("editable", "/my code"))
        self.assertEqual(found["local"]["origin"], "local")
        self.assertEqual((found["from-url"]["origin"], found["from-url"]["sha256"]), ("url", "12"))
        git = found["from-git"]
        self.assertEqual((git["origin"], git["commit"], git["url"]), ("vcs", "abc", "https://h/r.git"))

    def test_knows_the_older_ways_of_installing(self):
        code = self.site / "code"
        (code / "old.egg-info").mkdir(parents=True)
        (code / "old.egg-info" / "PKG-INFO").write_text("Metadata-Version: 1.0\nName: old\nVersion: 3\n")
        (code / "old.egg-info" / "top_level.txt").write_text("old_module\n")
        (self.site / "old.egg-link").write_text(f"{code}\n.\n")
        (self.site / "single.egg-info").write_text("Metadata-Version: 1.0\nName: single\nVersion: 4\n")
        found = self.distributions()
        old = found["old"]
        self.assertEqual(
            (old["version"], old["origin"], old["folder"], old["topLevel"]),
            ("3", "editable", str(code), ["old_module"]),
        )
        self.assertEqual(found["single"]["version"], "4")

    def test_of_two_with_one_name_the_first_on_the_search_path_counts(self):
        self.install("twice", "1")
        other = self.site / "other"
        other.mkdir()
        first, self.site = self.site, other
        self.install("Twice", "2")
        [found] = assay_environment.distributions([str(first), str(other), "/no/such/folder"])
        self.assertEqual(found["version"], "1")

    def test_broken_packages_are_passed_over(self):
        (self.site / "empty-1.dist-info").mkdir()
        self.install("odd", "1", direct_url_json="{broken")
        self.assertEqual({name: found["origin"] for name, found in self.distributions().items()}, {"odd": "unknown"})

    def test_takes_less_than_a_third_of_a_second_for_150_distributions(self):
        for number in range(150):
            record = [f"package{number}/module{index}.py" for index in range(200)]
            self.install(f"package-{number}", "1.0", record, INSTALLER="pip")
        took = []
        for _ in range(5):
            began = time.perf_counter()
            found = described(PYTHONPATH=str(self.site))
            took.append(time.perf_counter() - began)
        self.assertGreaterEqual(len(found["distributions"]), 150)
        self.assertLess(min(took), 0.3)

    def test_describes_interpreter_system_and_lock_files(self):
        (self.site / "uv.lock").write_text("")
        (self.site / "requirements.txt").write_text("")
        found = described(folder=self.site, LC_ALL="C.UTF-8", TZ="Europe/Berlin")
        self.assertEqual(found["lockFiles"], [str(self.site / "requirements.txt"), str(self.site / "uv.lock")])
        self.assertEqual((found["system"]["locale"], found["system"]["timeZone"]), ("C.UTF-8", "Europe/Berlin"))
        self.assertEqual(found["system"]["system"], os.uname().sysname)
        self.assertEqual(found["system"]["release"], os.uname().release)
        self.assertEqual(found["python"]["executable"], PYTHON)
        self.assertNotIn(str(HOOK), found["python"]["searchPath"])

    def test_names_the_native_libraries_that_decide_numbers(self):
        found = described(python_with("sklearn"))["nativeLibraries"]
        blas = [library for library in found if library["package"] == "numpy.libs" and "openblas" in library["name"]]
        self.assertEqual(len(blas), 1)
        self.assertRegex(blas[0]["version"], r"^0\.3\.\d+")
        self.assertGreater(blas[0]["bytes"], 1_000_000)


if __name__ == "__main__":
    unittest.main()
