"""Stands between a command and its terminal: passes its output through unchanged, records it, and notes how it ended.

    python3 assay_supervise.py --spool DIR -- COMMAND...
    python3 assay_supervise.py --spool DIR --attach PID --out FD --err FD [--started-at MILLIS]

See python/README.md for the files it writes. A failing disk ends the recording, never the command; so does a failing
terminal. Standard library only, and little of it: run with -S -E -s, it costs the command a few hundredths of a second.
"""

import _signal as signal  # the module around it costs its enumerations at each start
import errno
import os
import select
import sys
import time

import assay_channel

CHUNK_BYTES_MAX = 1 << 16
QUIET_SECONDS = 0.2
LINGER_SECONDS_MAX = 1.0
WATCH_SECONDS = 0.25
USAGE_FIRST_SECONDS = 1.0
NOT_FOUND, NOT_EXECUTABLE = 127, 126
OUT, ERR = 1, 2


def main(arguments):
    options, command = _parse(arguments)
    if "attach" in options:
        return Attached(options).run()
    if "spool" not in options or not command:
        sys.stderr.write("assay: usage: assay_supervise.py --spool DIR -- COMMAND...\n")
        return 2
    return Supervised(options["spool"], command).run()


def _parse(arguments):
    options = {}
    rest = list(arguments)
    while rest:
        argument = rest.pop(0)
        if argument == "--":
            break
        options[argument[2:]] = rest.pop(0) if rest else ""
    return options, rest


def now_millis():
    return int(time.time() * 1000)


class Console:
    """The file `console`: records of stream, time and length, then the bytes, in the order they came."""

    def __init__(self, folder):
        self.problem = None
        self.bytes = 0
        try:
            path = os.path.join(folder, "console")
            self.file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o600)
            self.bytes = os.fstat(self.file).st_size
        except OSError as problem:
            self._give_up(problem)

    def add(self, stream, data):
        if self.problem is not None:
            return
        head = bytes((stream,)) + now_millis().to_bytes(8, "big") + len(data).to_bytes(4, "big")
        record = head + data
        try:
            left = record
            while left:
                left = left[os.write(self.file, left) :]
            self.bytes += len(record)
        except OSError as problem:
            self._give_up(problem)

    def _give_up(self, problem):
        """Ends the recording after the last whole record."""
        self.problem = problem.strerror or str(problem)
        try:
            os.ftruncate(self.file, self.bytes)
        except (OSError, AttributeError):
            pass


class Stream:
    """One stream of the command: where its bytes come from, and where they go on to."""

    def __init__(self, number, source, target):
        self.number = number
        self.source = source
        self.target = target
        self.is_terminal = False

    def pass_on(self, data):
        """Writes all of it; a reader who has gone is not waited for."""
        while data and self.target is not None:
            try:
                data = data[os.write(self.target, data) :]
            except BlockingIOError:
                select.select([], [self.target], [])
            except OSError:
                self.target = None


class Relay:
    """One loop for both streams, which keeps their order as well as it can be seen from outside."""

    def __init__(self, console, streams):
        self.console = console
        self.streams = {stream.source: stream for stream in streams}
        self.poll = select.poll()
        for source in self.streams:
            self.poll.register(source, select.POLLIN | select.POLLHUP | select.POLLERR)

    def wake_on(self, descriptor):
        self.poll.register(descriptor, select.POLLIN)

    def turn(self, timeout_seconds):
        """Waits for output and passes it on; True when there was some."""
        had_output = False
        for descriptor, _ in self.poll.poll(None if timeout_seconds is None else max(0, timeout_seconds * 1000)):
            stream = self.streams.get(descriptor)
            if stream is None:
                _drain(descriptor)
                continue
            data = _read(descriptor)
            if data is None:
                continue
            if not data:
                self.poll.unregister(descriptor)
                del self.streams[descriptor]
                os.close(descriptor)
                continue
            had_output = True
            if self.console is not None:
                self.console.add(stream.number, data)
            stream.pass_on(data)
        return had_output


def _read(descriptor):
    """The next bytes, b"" at the end, None when there is nothing after all."""
    try:
        return os.read(descriptor, CHUNK_BYTES_MAX)
    except BlockingIOError:
        return None
    except OSError as problem:
        if problem.errno == errno.EIO:  # a terminal whose other side was closed
            return b""
        raise


def _drain(descriptor):
    try:
        os.read(descriptor, 4096)
    except OSError:
        pass


class Signals:
    """SIGTERM and its like are passed on to the command; what the terminal sends reaches it by itself.

    The signals are taken by a thread of their own, because only sigwaitinfo tells who sent them.
    """

    PASSED_ON = ("SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT", "SIGUSR1", "SIGUSR2")

    def __init__(self):
        self.pid = None
        numbers = [getattr(signal, name) for name in self.PASSED_ON if hasattr(signal, name)]
        # What the caller ignores (nohup, a shell's background) stays ignored, for the command too.
        self.taken = [number for number in numbers if signal.getsignal(number) != signal.SIG_IGN]
        self.early = []
        self.mask_before = signal.pthread_sigmask(signal.SIG_BLOCK, self.taken)

    def pass_on_to(self, pid):
        self.pid = pid
        if not self.taken:
            return
        if hasattr(signal, "sigwaitinfo"):
            import _thread

            _thread.start_new_thread(self._wait_for_ever, ())
            return
        for number in self.taken:
            signal.signal(number, self._took)
        signal.pthread_sigmask(signal.SIG_SETMASK, self.mask_before)

    def _took(self, number, frame):
        self._forward(number, number not in (signal.SIGINT, signal.SIGQUIT))

    def _wait_for_ever(self):
        while True:
            found = signal.sigwaitinfo(self.taken)
            self._forward(found.si_signo, found.si_code <= 0)

    def _forward(self, number, is_from_a_process):
        """The kernel sends to the whole process group, a process has sent to this one alone."""
        if is_from_a_process and self.pid is not None:
            try:
                os.kill(self.pid, number)
            except OSError:
                pass


class Supervised:
    """A command started here."""

    def __init__(self, folder, command):
        self.folder = folder
        self.command = command
        self.status = None
        self.usage = None
        self.sampler = None

    def run(self):
        signals = Signals()
        streams, inner = self._streams()
        relay = Relay(Console(self.folder), streams)
        relay.wake_on(_child_wakeup())
        self.started_at = now_millis()
        try:
            self.pid = self._spawn(inner, signals)
        except OSError as problem:
            return self._not_started(problem)
        signals.pass_on_to(self.pid)
        for descriptor in inner.values():
            os.close(descriptor)
        write_json(self.folder, "process.json", {"pid": self.pid, "startedAt": self.started_at})
        assay_channel.follow_window(streams, self.pid)
        self._relay_until_end(relay)
        self._write_outcome(relay.console)
        if relay.streams:
            _relay_in_background(relay)
        return exit_code(self.status)

    def _streams(self):
        streams, inner = [], {}
        for number in (OUT, ERR):
            source, sink, is_terminal = assay_channel.open_channel(number)
            stream = Stream(number, source, number)
            stream.is_terminal = is_terminal
            streams.append(stream)
            inner[number] = sink
        return streams, inner

    def _spawn(self, inner, signals):
        actions = [(os.POSIX_SPAWN_DUP2, sink, number) for number, sink in inner.items()]
        # Python ignores these two; the command shall find the world as it was.
        defaults = [getattr(signal, name) for name in ("SIGPIPE", "SIGXFSZ") if hasattr(signal, name)]
        return os.posix_spawnp(
            self.command[0],
            self.command,
            os.environ,
            file_actions=actions,
            setsigmask=list(signals.mask_before),
            setsigdef=defaults,
        )

    def _not_started(self, problem):
        sys.stderr.write(f"assay: cannot start '{self.command[0]}': {problem.strerror}\n")
        code = NOT_FOUND if problem.errno == errno.ENOENT else NOT_EXECUTABLE
        outcome = {"exitCode": code, "problem": f"cannot start: {problem.strerror}"}
        times = {"startedAt": self.started_at, "endedAt": now_millis(), "peakMemoryBytes": 0}
        write_json(self.folder, "outcome.json", {**outcome, **times, "userSeconds": 0, "systemSeconds": 0})
        return code

    def _relay_until_end(self, relay):
        sample_at = time.monotonic() + USAGE_FIRST_SECONDS
        ended_at = quiet_since = None
        while relay.streams or self.status is None:
            now = time.monotonic()
            if self.status is None:
                self._look_after()
            if self.status is not None and ended_at is None:
                ended_at = quiet_since = now
            if ended_at is not None and (now - ended_at >= LINGER_SECONDS_MAX or now - quiet_since >= QUIET_SECONDS):
                return
            if self.sampler is None and now >= sample_at and ended_at is None:
                self.sampler = start_sampling(self.folder, self.pid)
            waiting = None if self.sampler is not None else max(0.0, sample_at - now)
            if relay.turn(waiting if ended_at is None else QUIET_SECONDS / 4):
                quiet_since = time.monotonic()

    def _look_after(self):
        pid, status, usage = os.wait4(self.pid, os.WNOHANG)
        if pid:
            self.ended_at = now_millis()
            self.status, self.usage = status, usage

    def _write_outcome(self, console):
        outcome = outcome_of(self.status)
        unit = 1 if sys.platform == "darwin" else 1024
        peak = self.usage.ru_maxrss * unit
        if self.sampler is not None:
            peak = max(peak, self.sampler.finish())
        outcome.update(
            startedAt=self.started_at,
            endedAt=self.ended_at,
            peakMemoryBytes=peak,
            userSeconds=round(self.usage.ru_utime, 6),
            systemSeconds=round(self.usage.ru_stime, 6),
        )
        if console.problem is not None:
            outcome["consoleProblem"] = console.problem
        write_json(self.folder, "outcome.json", outcome)


def outcome_of(status):
    if os.WIFSIGNALED(status):
        return {"signal": signal_name(os.WTERMSIG(status))}
    return {"exitCode": os.WEXITSTATUS(status)}


def exit_code(status):
    return 128 + os.WTERMSIG(status) if os.WIFSIGNALED(status) else os.WEXITSTATUS(status)


def signal_name(number):
    for name, value in vars(signal).items():
        if value == number and name.startswith("SIG") and not name.startswith(("SIG_", "SIGRT", "SIGCLD", "SIGIOT")):
            return name
    return f"SIG{number}"


def start_sampling(folder, pid):
    try:
        import assay_usage

        return assay_usage.start(folder, pid)
    except Exception:  # no figures, then
        return Unsampled()


class Unsampled:
    def finish(self):
        return 0


def _child_wakeup():
    """A descriptor that becomes readable when a signal comes, the end of the command's process above all."""
    source, sink = os.pipe()
    os.set_blocking(source, False)
    os.set_blocking(sink, False)
    signal.signal(signal.SIGCHLD, lambda number, frame: None)
    signal.set_wakeup_fd(sink, warn_on_full_buffer=False)
    # A command that ended before the handler was there: look once without being called.
    os.write(sink, b"\0")
    return source


def _relay_in_background(relay):
    """Something the command started is still there and may write: it goes on reaching the terminal, unrecorded."""
    try:
        if os.fork():
            return
    except OSError:
        return
    relay.console = None
    try:
        while relay.streams:
            relay.turn(None)
    finally:
        os._exit(0)


def write_json(folder, name, values):
    import assay_json

    write_file(folder, name, assay_json.encode(values).encode())


def write_file(folder, name, data):
    """The whole file or none of it; without a disk to write to, none. A power cut can leave it empty."""
    path = os.path.join(folder, name)
    try:
        file = os.open(path + ".new", os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o600)
        try:
            os.write(file, data)
        finally:
            os.close(file)
        os.replace(path + ".new", path)
    except OSError:
        pass


class Attached:
    """A process that runs already, and whose output comes through two descriptors (see assay.init())."""

    def __init__(self, options):
        self.folder = options["spool"]
        self.pid = int(options["attach"])
        self.started_at = int(options.get("started-at") or now_millis())
        self.streams = []
        for number, name in ((OUT, "out"), (ERR, "err")):
            if options.get(name):
                self.streams.append(Stream(number, int(options[name]), number))

    def run(self):
        for name in Signals.PASSED_ON:
            signal.signal(getattr(signal, name), signal.SIG_IGN)
        write_json(self.folder, "process.json", {"pid": self.pid, "startedAt": self.started_at})
        relay = Relay(Console(self.folder), self.streams)
        identity = _start_time(self.pid) or b"ended already"
        sampler = start_sampling(self.folder, self.pid)
        ended_at = quiet_since = None
        while relay.streams or ended_at is None:
            now = time.monotonic()
            if ended_at is None and _start_time(self.pid) != identity:
                ended_at = quiet_since = now
            if ended_at is not None and (now - ended_at >= LINGER_SECONDS_MAX or now - quiet_since >= QUIET_SECONDS):
                break
            if relay.turn(WATCH_SECONDS if ended_at is None else QUIET_SECONDS / 4):
                quiet_since = time.monotonic()
        outcome = self._outcome()
        outcome.update(startedAt=self.started_at, endedAt=now_millis(), peakMemoryBytes=sampler.finish())
        if relay.console.problem is not None:
            outcome["consoleProblem"] = relay.console.problem
        write_json(self.folder, "outcome.json", outcome)
        if relay.streams:
            _relay_in_background(relay)
        return 0

    def _outcome(self):
        """A process that is not a child does not tell its exit code: what its own notes say has to do."""
        end = self._last_note("end")
        if end is None:
            return {"signal": "unknown"}
        return {"exitCode": end.get("exitCode", 0)}

    def _last_note(self, kind):
        import json

        found = None
        folder = os.path.join(self.folder, "hook")
        try:
            names = [name for name in os.listdir(folder) if name.startswith(f"{self.pid}-")]
            for name in names:
                with open(os.path.join(folder, name), "rb") as file:
                    for line in file:
                        if line.startswith(b'{"kind": "%s"' % kind.encode()) and line.endswith(b"}\n"):
                            found = json.loads(line)
        except (OSError, ValueError):
            pass
        return found


def _start_time(pid):
    """Tells a process from a later one with the same number; None when it has ended."""
    try:
        with open(f"/proc/{pid}/stat", "rb") as file:
            fields = file.read().rpartition(b")")[2].split()
        return None if fields[0] in (b"Z", b"X") else fields[19]
    except OSError:
        if os.path.isdir("/proc/self"):
            return None
    try:
        os.kill(pid, 0)
        return b""
    except OSError:
        return None
