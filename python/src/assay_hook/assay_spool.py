"""The file of one process: one JSON object a line, `kind` first.

Notes wait in memory for a moment and are written in one go by a thread that lives only as long as something waits, and
never across a fork: Python warns about forks of a process with threads. The file is opened for each writing, because a
descriptor kept open could be closed by the program and its number be given to one of the program's own files.
Threads, locks and sleep are taken as they are at the start, before a library such as gevent replaces them.
"""

import os
import sys
import time
from _collections import deque
from _thread import allocate_lock, start_new_thread
from time import sleep

import assay_json

FLUSH_SECONDS = 0.25
UNWRITTEN_BYTES_MAX = 64 * 1024 * 1024
PROBLEMS_MAX = 20
STOP_SECONDS_MAX = 0.5
WRITING_SECONDS_MAX = 2.0
_READ = '{"kind": "read", "path": '
HERE = os.path.dirname(os.path.abspath(__file__)) + os.sep


class Spool:
    """Safe for any thread: notes go through a deque, the file has one writer at a time."""

    def __init__(self, folder, describe):
        self.folder = folder
        self.describe = describe
        self.last_exit = None
        self.pending = deque()  # of (kind, values), or of the path alone of a file that was read
        self.is_of_interest = None
        self.before_flush = []
        self._modules = set()
        self._modules_count = 0
        self._reset("fork")
        os.register_at_fork(
            before=self._before_fork,
            after_in_parent=self._after_fork_in_parent,
            after_in_child=self._after_fork_in_child,
        )

    def _reset(self, how):
        self.path = os.path.join(self.folder, f"{os.getpid()}-{time.time_ns()}.jsonl")
        self.pending.clear()
        self.unwritten = b""
        self.is_finished = False
        self._start = how
        self._problems = 0
        self.is_ticking = False
        self._ticker = 0
        self._writing = allocate_lock()
        self._wake = allocate_lock()
        self._wake.acquire()

    def begin(self):
        """Writes down that the process is there."""
        self._start = "start"
        self.flush()

    def add(self, kind, values):
        """Notes something; it is in the file within FLUSH_SECONDS."""
        if self.is_finished:
            return
        self.pending.append((kind, values))
        if not self.is_ticking:
            self.tick()

    def problem(self, what, problem):
        """Notes that a part of the capture does not work."""
        self._problems += 1
        try:
            if self._problems <= PROBLEMS_MAX:
                self.add("error", {"what": what, "problem": f"{type(problem).__name__}: {problem}"})
        except Exception:  # this is called where nothing else may go wrong
            pass

    def finish(self, end):
        """Writes everything, then the end; what comes later is not noted."""
        self.pending.append(("end", end))
        self.flush(is_last=True)
        self.is_finished = True

    def flush(self, is_last=False):
        """Writes what waits; what cannot be written now is tried again with the next notes."""
        if not self._writing.acquire(True, WRITING_SECONDS_MAX):
            return  # a signal handler that came while this very thread was writing
        try:
            self._prepare()
            self._note_new_modules(is_last)
            self._write(self.unwritten + self._take())
        except Exception as problem:
            self._problems += 1
            if os.environ.get("ASSAY_DEBUG"):
                sys.stderr.write(f"assay: capture not written: {problem!r}\n")
        finally:
            self._writing.release()

    def _prepare(self):
        for prepare in list(self.before_flush):
            try:
                prepare()
            except Exception as problem:  # the rest is written all the same
                self.before_flush.remove(prepare)
                self.pending.append(("error", {"what": prepare.__name__, "problem": repr(problem)}))

    def _take(self):
        lines = []
        if self._start is not None:
            lines.append(_line("start", self.describe(self._start)))
            self._start = None
        pending, paths = self.pending, []
        while pending:
            note = pending.popleft()
            if type(note) is str:
                paths.append(note)
                continue
            if paths:
                lines.append(self._reads(paths))
                paths = []
            lines.append(_line(*note))
        lines.append(self._reads(paths))
        return "".join(lines).encode("utf-8", "backslashreplace")

    def _reads(self, paths):
        is_of_interest = self.is_of_interest
        paths = [path for path in paths if is_of_interest(path)]
        if not paths:
            return ""
        return _READ + ("}\n" + _READ).join(map(assay_json.text, paths)) + "}\n"

    def _write(self, data):
        self.unwritten = data[:UNWRITTEN_BYTES_MAX]
        if not data:
            return
        file = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o600)
        try:
            while self.unwritten:
                self.unwritten = self.unwritten[os.write(file, self.unwritten) :]
        finally:
            os.close(file)

    def _note_new_modules(self, is_last):
        """Modules with their files; how many there are tells cheaply that there are new ones, but not for certain."""
        if len(sys.modules) == self._modules_count and not is_last:
            return
        self._modules_count = len(sys.modules)
        found = []
        for name, module in list(sys.modules.items()):
            if name in self._modules:
                continue
            path = module.__dict__.get("__file__") if hasattr(module, "__dict__") else None
            if type(path) is str:
                self._modules.add(name)
                if not path.startswith(HERE):
                    found.append([name, path])
        if found:
            self.pending.append(("modules", {"modules": found}))

    def tick(self):
        self.is_ticking = True
        try:
            start_new_thread(self._flush_later, ())
        except RuntimeError:  # no thread to be had, or the interpreter is ending
            self.is_ticking = False
            self.flush()

    def _flush_later(self):
        self._ticker = _native_id()
        while True:
            is_stopped = self._wake.acquire(True, FLUSH_SECONDS)
            self.flush()
            self.is_ticking = False
            if is_stopped or not self.pending or self.is_ticking:
                return
            self.is_ticking = True

    def _before_fork(self):
        if self.is_ticking:
            self._stop_ticking()
        self._is_held = self._writing.acquire(True, WRITING_SECONDS_MAX)

    def _stop_ticking(self):
        """Waits until the thread is gone for the system too, which counts it when Python decides whether to warn."""
        self._wake.release()
        until = time.monotonic() + STOP_SECONDS_MAX
        while self.is_ticking and time.monotonic() < until:
            sleep(0.0005)
        self._wake.acquire(False)
        if self._ticker:
            thread = f"/proc/self/task/{self._ticker}"
            while os.path.exists(thread) and time.monotonic() < until:
                sleep(0.0005)

    def _after_fork_in_parent(self):
        if self._is_held:
            self._writing.release()

    def _after_fork_in_child(self):
        self._reset("fork")


def _native_id():
    import _thread

    return _thread.get_native_id() if hasattr(_thread, "get_native_id") else 0


def _line(kind, values):
    members = "".join([f', "{name}": {assay_json.encode(value)}' for name, value in values.items()])
    return f'{{"kind": "{kind}"{members}}}\n'
