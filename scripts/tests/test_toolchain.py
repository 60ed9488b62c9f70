"""The tools are found where people have them, and what is missing is named in one line."""

import os
import subprocess
import tempfile
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TOOLCHAIN = ROOT / "scripts" / "toolchain.sh"
# What the script itself needs; java, mvn and the like are not in here.
SHELL_TOOLS = ("bash", "sed", "head", "dirname", "basename", "readlink", "uname", "cat")


class Machine:
    """A folder that stands for a machine: a home, a PATH, and nothing but what a test puts there."""

    def __init__(self, folder: Path) -> None:
        self.home = folder / "home"
        self.bin = folder / "bin"
        self.home.mkdir()
        self.bin.mkdir()
        for tool in SHELL_TOOLS:
            (self.bin / tool).symlink_to(which(tool))

    def jdk(self, name: str, version: str) -> Path:
        home = self.home / ".jdks" / name
        for program in ("java", "javac"):
            executable(home / "bin" / program, f'#!/bin/sh\necho "{name} $*"\n')
        (home / "release").write_text(f'IMPLEMENTOR="Test"\nJAVA_VERSION="{version}"\n')
        return home

    def program(self, name: str, output: str) -> None:
        executable(self.bin / name, f"#!/bin/sh\necho '{output}'\n")

    def run(self, *command: str, **environment: str) -> subprocess.CompletedProcess:
        return subprocess.run(
            command,
            env={"HOME": str(self.home), "PATH": str(self.bin), **environment},
            capture_output=True,
            text=True,
            check=False,
        )

    def toolchain(self, *arguments: str, **environment: str) -> subprocess.CompletedProcess:
        return self.run("bash", str(TOOLCHAIN), *arguments, **environment)


def which(tool: str) -> str:
    return subprocess.run(["sh", "-c", f"command -v {tool}"], capture_output=True, text=True, check=True).stdout.strip()


def executable(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    path.chmod(0o755)


class ToolchainTest(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.machine = Machine(Path(folder.name))

    def test_takes_java_home_when_it_is_new_enough(self) -> None:
        chosen = self.machine.jdk("chosen", "27.0.1")
        self.machine.jdk("other", "25.0.3")
        answer = self.machine.toolchain("java-home", JAVA_HOME=str(chosen))
        self.assertEqual(answer.stdout.strip(), str(chosen))

    def test_passes_over_a_java_home_that_is_too_old(self) -> None:
        old = self.machine.jdk("old", "17.0.15")
        new = self.machine.jdk("new", "25")
        (self.machine.bin / "java").symlink_to(old / "bin" / "java")
        answer = self.machine.toolchain("java-home", JAVA_HOME=str(old))
        self.assertNotEqual(answer.stdout.strip(), str(old))
        self.assertEqual(major_of(answer.stdout.strip()), major_of(str(new)))

    def test_follows_the_java_on_the_path(self) -> None:
        home = self.machine.jdk("linked", "26.0.1")
        (self.machine.bin / "java").symlink_to(home / "bin" / "java")
        answer = self.machine.toolchain("java-home")
        self.assertEqual(answer.stdout.strip(), str(home.resolve()))

    def test_reads_the_old_way_of_numbering_as_old(self) -> None:
        old = self.machine.jdk("eight", "1.8.0_402")
        answer = self.machine.run("bash", "-c", f'. "{TOOLCHAIN}"; jdk_major "{old}"')
        self.assertEqual(answer.stdout.strip(), "8")

    def test_names_every_missing_tool_in_one_line_each(self) -> None:
        answer = self.machine.toolchain("check", "python", "node", "git")
        self.assertNotEqual(answer.returncode, 0)
        lines = answer.stderr.splitlines()
        self.assertEqual(len(lines), 3, answer.stderr)
        for line, tool in zip(lines, ("Python 3.10", "Node", "git"), strict=True):
            self.assertTrue(line.startswith(f"missing: {tool}"), line)
            self.assertIn("Install", line)

    def test_names_the_maven_that_is_too_old(self) -> None:
        self.machine.jdk("new", "25")
        self.machine.program("mvn", "Apache Maven 3.6.3 (cecedd343002696d0abb50b32b541b8a6ba2883f)")
        answer = self.machine.toolchain("check", "maven")
        self.assertNotEqual(answer.returncode, 0)
        self.assertIn("Maven 3.8 or newer (found 3.6.3)", answer.stderr)

    def test_accepts_a_maven_that_is_new_enough(self) -> None:
        self.machine.jdk("new", "25")
        for version in ("3.8.7", "3.10.0", "4.0.0"):
            self.machine.program("mvn", f"Apache Maven {version} (build)")
            answer = self.machine.toolchain("check", "maven")
            self.assertEqual((version, answer.returncode, answer.stderr), (version, 0, ""))


class LauncherTest(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.machine = Machine(Path(folder.name))
        self.root = Path(folder.name) / "a checkout"
        (self.root / "scripts").mkdir(parents=True)
        for name in ("assay", "scripts/toolchain.sh"):
            executable(self.root / name, (ROOT / name).read_text())
        self.java_home = str(self.machine.jdk("new", "25.0.3"))

    def built(self) -> None:
        jar = self.root / "cli" / "target" / "assay" / "lib" / "assay.jar"
        jar.parent.mkdir(parents=True)
        jar.touch()

    def test_says_in_one_line_that_it_is_not_built(self) -> None:
        answer = self.machine.run("bash", str(self.root / "assay"), "serve", JAVA_HOME=self.java_home)
        self.assertEqual(answer.returncode, 1)
        self.assertEqual(answer.stdout, "")
        self.assertEqual(len(answer.stderr.splitlines()), 1)
        self.assertIn("make build", answer.stderr)

    def test_hands_its_arguments_to_the_newer_java_through_a_link(self) -> None:
        self.built()
        link = self.machine.bin / "assay"
        link.symlink_to(self.root / "assay")
        answer = self.machine.run("bash", str(link), "serve", "--data", "my runs", JAVA_HOME=self.java_home)
        self.assertEqual(answer.returncode, 0, answer.stderr)
        self.assertTrue(answer.stdout.startswith("new "), answer.stdout)
        self.assertTrue(answer.stdout.endswith("assay.jar serve --data my runs\n"), answer.stdout)

    def test_lets_the_users_options_come_last(self) -> None:
        self.built()
        answer = self.machine.run(
            "bash", str(self.root / "assay"), "serve", JAVA_HOME=self.java_home, ASSAY_JAVA_OPTS="-Xmx2g -Dx=y"
        )
        options = answer.stdout.split(" -jar ")[0]
        self.assertTrue(options.endswith("-Xmx2g -Dx=y"), options)
        self.assertIn("-Xmx512m", options)

    def test_uses_the_start_up_cache_only_while_it_is_newer_than_the_app(self) -> None:
        self.built()
        cache = self.root / "cli" / "target" / "assay" / "assay.aot"
        cache.touch()
        os.utime(cache, (2_000_000_000, 2_000_000_000))
        fresh = self.machine.run("bash", str(self.root / "assay"), JAVA_HOME=self.java_home)
        self.assertIn("-XX:AOTCache=", fresh.stdout)
        os.utime(cache, (1_000_000_000, 1_000_000_000))
        stale = self.machine.run("bash", str(self.root / "assay"), JAVA_HOME=self.java_home)
        self.assertNotIn("-XX:AOTCache=", stale.stdout)


def major_of(java_home: str) -> int:
    """A JDK of the real machine may be found before the one of the test; either will do."""
    release = Path(java_home, "release").read_text()
    return int(release.split('JAVA_VERSION="')[1].split('"')[0].split(".")[0])


if __name__ == "__main__":
    unittest.main()
