"""The supervisor changes nothing for the command, and keeps its console, its use of the machine and its end."""

import fcntl
import json
import os
import pty
import select
import signal
import struct
import subprocess
import sys
import termios
import time
import unittest

from support import HOOK, PYTHON, SECONDS_MAX, ScriptTest

SUPERVISE = [PYTHON, "-S", "-E", "-s", str(HOOK / "assay_supervise.py")]
OUT, ERR = 1, 2


class SuperviseTest(ScriptTest):
    def command(self, *command):
        return [*SUPERVISE, "--spool", str(self.spool), "--", *command]

    def supervise(self, *command, code=0, **options):
        done = subprocess.run(
            self.command(*command), cwd=self.work, capture_output=True, timeout=SECONDS_MAX, **options
        )
        self.assertEqual(done.returncode, code, done.stderr.decode("utf-8", "replace"))
        return done

    def start(self, *command, **options):
        process = subprocess.Popen(self.command(*command), cwd=self.work, stdout=subprocess.PIPE, **options)
        self.addCleanup(process.stdout.close)
        return process

    def console(self):
        """The records: stream, time, bytes."""
        data = (self.spool / "console").read_bytes()
        records = []
        while data:
            stream, at, length = struct.unpack(">BQI", data[:13])
            records.append((stream, at, data[13 : 13 + length]))
            self.assertEqual(len(records[-1][2]), length)
            data = data[13 + length :]
        return records

    def recorded(self, stream):
        return b"".join(data for number, _, data in self.console() if number == stream)

    def json(self, name):
        return json.loads((self.spool / name).read_text())

    def outcome(self):
        return self.json("outcome.json")

    def wait_for(self, condition):
        until = time.monotonic() + 20
        while not condition():
            self.assertLess(time.monotonic(), until, "it did not happen")
            time.sleep(0.01)


class ConsoleTest(SuperviseTest):
    def test_passes_both_streams_through_unchanged_and_keeps_them(self):
        done = self.supervise("sh", "-c", r"printf 'a\377\000\r\n'; printf 'ü 10%%\r20%%' >&2")
        self.assertEqual((done.stdout, done.stderr), (b"a\xff\x00\r\n", "ü 10%\r20%".encode()))
        self.assertEqual((self.recorded(OUT), self.recorded(ERR)), (done.stdout, done.stderr))

    def test_keeps_the_order_of_the_two_streams_and_the_time(self):
        before = time.time() * 1000
        self.supervise("sh", "-c", "for i in 1 2 3; do echo o$i; sleep 0.05; echo e$i >&2; sleep 0.05; done")
        records = self.console()
        self.assertEqual(
            [(stream, data) for stream, _, data in records],
            [(OUT, b"o1\n"), (ERR, b"e1\n"), (OUT, b"o2\n"), (ERR, b"e2\n"), (OUT, b"o3\n"), (ERR, b"e3\n")],
        )
        times = [at for _, at, _ in records]
        self.assertEqual(times, sorted(times))
        self.assertTrue(before - 1 <= times[0] and times[-1] <= time.time() * 1000)
        self.assertGreater(times[-1] - times[0], 200)

    def test_relays_ten_megabytes(self):
        script = "import sys\nfor i in range(160):\n    sys.stdout.write('x' * 65535 + chr(10))\n"
        done = self.supervise(sys.executable, "-S", "-c", script)
        self.assertEqual(len(done.stdout), 160 * 65536)
        self.assertEqual(self.recorded(OUT), done.stdout)

    def test_hands_stdin_on(self):
        done = self.supervise("cat", input=b"some input\n")
        self.assertEqual(done.stdout, b"some input\n")

    def test_a_command_in_a_terminal_has_a_terminal_of_the_same_size(self):
        master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 33, 77, 0, 0))
        script = (
            "import os,sys; print(sys.stdout.isatty(), sys.stderr.isatty(), os.get_terminal_size(1), flush=True);"
            "print('e', file=sys.stderr)"
        )
        process = subprocess.Popen(self.command(sys.executable, "-c", script), stdin=slave, stdout=slave, stderr=slave)
        os.close(slave)
        seen = b""
        while True:
            try:
                data = os.read(master, 4096)
            except OSError:
                break
            if not data:
                break
            seen += data
        os.close(master)
        self.assertEqual(process.wait(), 0)
        expected = b"True True os.terminal_size(columns=77, lines=33)"
        self.assertEqual(seen, expected + b"\r\ne\r\n")
        self.assertEqual(self.recorded(OUT), expected + b"\n")
        self.assertEqual(self.recorded(ERR), b"e\n")

    def test_output_of_processes_left_behind_is_kept_for_a_moment_and_still_arrives_later(self):
        script = "(sleep 0.1; echo soon; sleep 1.5; echo late) & echo first"
        process = self.start("sh", "-c", script)
        began = time.monotonic()
        self.assertEqual(process.wait(), 0)
        self.assertLess(time.monotonic() - began, 1.4)
        self.assertEqual(self.recorded(OUT), b"first\nsoon\n")
        self.assertEqual(process.stdout.read(), b"first\nsoon\nlate\n")
        self.assertEqual(self.recorded(OUT), b"first\nsoon\n")

    def test_a_quiet_process_left_behind_does_not_hold_it_up(self):
        began = time.monotonic()
        process = self.start("sh", "-c", "sleep 3 & echo $!")
        process.wait()
        self.assertLess(time.monotonic() - began, 1.0)
        os.kill(int(process.stdout.read(16)), signal.SIGKILL)

    def test_a_reader_who_has_gone_ends_neither_the_command_nor_the_recording(self):
        reader, writer = os.pipe()
        process = subprocess.Popen(self.command("sh", "-c", "sleep 0.3; echo a; echo b; exit 5"), stdout=writer)
        os.close(writer)
        os.close(reader)
        self.assertEqual(process.wait(), 5)
        self.assertEqual(self.recorded(OUT), b"a\nb\n")


class OutcomeTest(SuperviseTest):
    def test_notes_exit_code_times_and_use(self):
        before = int(time.time() * 1000)
        script = "x = bytearray(64 << 20)\nfor i in range(3000000): pass\nraise SystemExit(7)"
        self.supervise(sys.executable, "-S", "-c", script, code=7)
        outcome = self.outcome()
        self.assertEqual(outcome["exitCode"], 7)
        self.assertNotIn("signal", outcome)
        self.assertTrue(before <= outcome["startedAt"] <= outcome["endedAt"] <= time.time() * 1000)
        self.assertGreater(outcome["peakMemoryBytes"], 64 << 20)
        self.assertLess(outcome["peakMemoryBytes"], 1 << 30)
        self.assertGreater(outcome["userSeconds"], 0.01)
        self.assertGreaterEqual(outcome["systemSeconds"], 0)
        self.assertEqual(self.json("process.json")["startedAt"], outcome["startedAt"])

    def test_notes_the_signal_that_ended_the_command(self):
        for name in ("SIGKILL", "SIGSEGV", "SIGTERM", "SIGINT"):
            number = getattr(signal, name)
            self.supervise("sh", "-c", f"kill -{number} $$", code=128 + number)
            self.assertEqual(self.outcome()["signal"], name)

    def test_says_that_a_command_does_not_exist_or_cannot_be_run(self):
        done = self.supervise("no-such-command", code=127)
        self.assertEqual(done.stderr, b"assay: cannot start 'no-such-command': No such file or directory\n")
        self.assertEqual(self.outcome()["exitCode"], 127)
        path = self.write("plain.txt", "x")
        self.supervise(str(path), code=126)
        self.assertEqual(self.outcome()["exitCode"], 126)

    def test_the_command_sees_the_world_as_without_a_supervisor(self):
        script = (
            "import os, signal, sys; sys.stdout.write(repr(([n for n in range(1, 32) if n not in (9, 19)"
            " and signal.getsignal(n) is signal.SIG_IGN], signal.pthread_sigmask(signal.SIG_BLOCK, []),"
            " sorted(os.listdir('/proc/self/fd')), os.getpgid(0) == os.getpgid(os.getppid()), os.getcwd())))"
        )
        alone = subprocess.run([sys.executable, "-c", script], cwd=self.work, capture_output=True).stdout
        self.assertEqual(self.supervise(sys.executable, "-c", script).stdout, alone)

    def test_a_spool_that_is_not_there_changes_nothing_for_the_command(self):
        self.spool = self.folder / "nowhere"
        done = self.supervise("sh", "-c", "echo out; echo err >&2; exit 3", code=3)
        self.assertEqual((done.stdout, done.stderr), (b"out\n", b"err\n"))
        self.assertFalse(self.spool.exists())

    def test_a_full_disk_ends_the_recording_after_a_whole_record_and_not_the_command(self):
        disk = self.folder / "disk"
        disk.mkdir()
        mount = ["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", str(disk)]
        if subprocess.run(mount, capture_output=True).returncode:
            self.skipTest("needs the right to mount a small disk")
        self.addCleanup(subprocess.run, ["umount", str(disk)], check=True)
        self.spool = disk
        script = "for i in $(seq 600); do printf '%01000d\\n' $i; done; exit 4"
        done = self.supervise("sh", "-c", script, code=4)
        self.assertEqual(done.stdout.count(b"\n"), 600)
        recorded = self.recorded(OUT)
        self.assertTrue(recorded and done.stdout.startswith(recorded))

    def test_says_that_the_recording_of_the_console_ended_early(self):
        (self.spool / "console").mkdir()
        self.supervise("echo", "x")
        self.assertEqual(self.outcome()["consoleProblem"], "Is a directory")

    def test_samples_what_the_process_tree_uses(self):
        script = (
            "import subprocess, sys, time\n"
            "child = subprocess.Popen([sys.executable, '-c', 'import time; x = bytearray(50 << 20); time.sleep(30)'])\n"
            "until = time.monotonic() + 1.8\nwhile time.monotonic() < until: pass\nchild.kill()\n"
        )
        self.supervise(sys.executable, "-c", script)
        [sample] = [json.loads(line) for line in (self.spool / "usage.jsonl").read_text().splitlines()]
        self.assertEqual(
            set(sample),
            {
                "at", "cpuPercent", "memoryBytes", "diskReadBytes", "diskWriteBytes", "networkReceivedBytes",
                "networkSentBytes", "processes", "threads", "gpus",
            },
        )  # fmt: skip
        self.assertEqual(sample["processes"], 2)
        self.assertGreater(sample["memoryBytes"], 50 << 20)
        self.assertGreater(sample["cpuPercent"], 10)
        self.assertLess(sample["cpuPercent"], 250)
        self.assertGreater(self.outcome()["peakMemoryBytes"], 55 << 20)

    def test_reads_what_nvidia_smi_prints(self):
        sys.path.insert(0, str(HOOK))
        import assay_usage

        self.assertEqual(
            assay_usage.parse_gpu("0, NVIDIA H200, 37, 1024, 143771, 41, 118.52"),
            {
                "index": 0, "name": "NVIDIA H200", "utilizationPercent": 37.0, "memoryUsedBytes": 1 << 30,
                "memoryTotalBytes": 143771 << 20, "temperatureCelsius": 41.0, "powerWatts": 118.52,
            },
        )  # fmt: skip
        known = assay_usage.parse_gpu("1, X, [N/A], 1, 2, [N/A], [N/A]")
        self.assertEqual(known.keys(), {"index", "name", "memoryUsedBytes", "memoryTotalBytes"})
        self.assertIsNone(assay_usage.parse_gpu("No devices were found"))


class SignalsTest(SuperviseTest):
    TRAPS = "trap 'echo {0}; exit 9' {0}; echo ready; while :; do sleep 0.05; done"

    def ready(self, process):
        self.assertEqual(process.stdout.read(6), b"ready\n")

    def test_signals_for_the_supervisor_alone_reach_the_command(self):
        for name in ("INT", "TERM", "HUP", "USR1"):
            process = self.start("sh", "-c", self.TRAPS.format(name), start_new_session=True)
            self.ready(process)
            process.send_signal(getattr(signal, "SIG" + name))
            self.assertEqual(process.wait(20), 9)
            self.assertEqual(process.stdout.read(), name.encode() + b"\n")

    def test_a_command_that_does_not_handle_them_ends_by_them(self):
        process = self.start("sleep", "60")
        self.wait_for((self.spool / "process.json").exists)
        process.send_signal(signal.SIGTERM)
        self.assertEqual(process.wait(20), 128 + signal.SIGTERM)
        self.assertEqual(self.outcome()["signal"], "SIGTERM")

    def test_an_interrupt_from_the_terminal_reaches_the_command_once(self):
        script = (
            "import signal, time\ncount = [0]\n"
            "def took(*_):\n    count[0] += 1\n"
            "signal.signal(signal.SIGINT, took)\nprint('ready', flush=True)\nuntil = time.monotonic() + 1\n"
            "while time.monotonic() < until: time.sleep(0.05)\nprint(count[0])\n"
        )
        pid, master = pty.fork()
        if pid == 0:
            os.execv(PYTHON, self.command(sys.executable, "-c", script))
        seen = b""
        while b"ready" not in seen:
            seen += os.read(master, 100)
        os.write(master, b"\x03")
        while True:
            ready, _, _ = select.select([master], [], [], 20)
            try:
                data = os.read(master, 4096) if ready else b""
            except OSError:
                break
            if not data:
                break
            seen += data
        os.close(master)
        self.assertEqual(os.waitpid(pid, 0)[1], 0)
        self.assertTrue(seen.endswith(b"1\r\n"), seen)

    def test_what_the_caller_ignores_stays_ignored(self):
        command = self.command("sh", "-c", "echo ready; sleep 0.5; echo survived")
        process = subprocess.Popen(
            ["sh", "-c", 'trap "" HUP; exec "$@"', "sh", *command],
            stdout=subprocess.PIPE,
        )
        self.addCleanup(process.stdout.close)
        self.ready(process)
        process.send_signal(signal.SIGHUP)
        self.assertEqual(process.wait(), 0)
        self.assertEqual(process.stdout.read(), b"survived\n")

    def test_goes_on_when_its_parent_is_killed(self):
        command = self.command("sh", "-c", "sleep 0.5; echo done; exit 6")
        parent = subprocess.Popen(
            [sys.executable, "-c", "import subprocess, sys; subprocess.Popen(sys.argv[1:]).wait()", *command],
            stdout=subprocess.PIPE,
        )
        self.addCleanup(parent.stdout.close)
        self.wait_for((self.spool / "process.json").exists)
        parent.kill()
        parent.wait()
        self.wait_for((self.spool / "outcome.json").exists)
        self.assertEqual(self.outcome()["exitCode"], 6)
        self.assertEqual(self.recorded(OUT), b"done\n")


class AttachedTest(SuperviseTest):
    def attach(self, script, code=0):
        """A process whose output goes through the attached form, as assay.init() arranges it."""
        text = f"""
import os, subprocess, sys
pipes = [os.pipe(), os.pipe()]
subprocess.Popen(
    {SUPERVISE!r} + ["--spool", {str(self.spool)!r}, "--attach", str(os.getpid()),
    "--out", str(pipes[0][0]), "--err", str(pipes[1][0])], pass_fds=[pipes[0][0], pipes[1][0]],
)
for number, (source, sink) in enumerate(pipes, 1):
    os.dup2(sink, number)
    os.close(source)
    os.close(sink)
{script}
"""
        done = self.run_script(text, code=code)
        self.wait_for((self.spool / "outcome.json").exists)
        return done

    def test_relays_and_records_a_process_that_is_no_child(self):
        done = self.attach("print('out')\nprint('err', file=sys.stderr)\nsys.exit(3)", code=3)
        self.assertEqual((done.stdout, done.stderr), ("out\n", "err\n"))
        self.assertEqual((self.recorded(OUT), self.recorded(ERR)), (b"out\n", b"err\n"))
        self.assertEqual(self.outcome()["exitCode"], 3)

    def test_tells_an_exception(self):
        self.attach("raise ValueError", code=1)
        self.assertEqual(self.outcome()["exitCode"], 1)

    def test_says_that_a_killed_process_ended_in_an_unknown_way(self):
        self.attach("import signal\nprint('x', flush=True)\nos.kill(os.getpid(), signal.SIGKILL)", code=-signal.SIGKILL)
        self.assertEqual(self.outcome()["signal"], "unknown")


if __name__ == "__main__":
    unittest.main()
