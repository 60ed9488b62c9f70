"""Notes what a Python program depends on, while it runs: the heart of the hook (see python/README.md).

The program is never disturbed: a problem in here ends the noting, not the program. Standard library only; Python 3.8 or
newer. Other modules are imported only when they are needed, since all of it is paid for at the start of every process.
"""

import os
import sys
import time

import assay_imports

log = None


def start(folder=None):
    """Begins the capture of this process into a folder (default: ASSAY_SPOOL); does nothing without one, or twice."""
    global log
    folder = folder or os.environ.get("ASSAY_SPOOL")
    if log is not None or not folder or not os.path.isdir(folder):
        return log
    import atexit

    import assay_autolog
    import assay_events
    import assay_native
    import assay_params
    import assay_randomness
    import assay_spool
    import assay_variables

    log = assay_spool.Spool(os.path.abspath(folder), _about_this_process)
    assay_imports.report_to(log.problem)
    atexit.register(_end)
    for part in (assay_events, assay_native, assay_variables, assay_randomness, assay_params, assay_autolog):
        try:
            part.watch(log)
        except Exception as problem:  # one part that does not work leaves the others
            log.problem(part.__name__, problem)
    _watch_exits(log)
    log.begin()
    return log


def _about_this_process(how):
    import assay_secrets

    try:
        folder = os.getcwd()
    except OSError:
        folder = ""
    return {
        "pid": os.getpid(),
        "parent": os.getppid(),
        "how": how,
        "argv": assay_secrets.masked_arguments(_arguments()),
        "executable": sys.executable,
        "version": sys.version,
        "implementation": sys.implementation.name,
        "prefix": sys.prefix,
        "basePrefix": sys.base_prefix,
        "folder": folder,
        "hashSeed": os.environ.get("PYTHONHASHSEED", "random"),
        "at": _now_millis(),
    }


def _arguments():
    """The command line as the system has it; sys.argv is not there yet and lacks the interpreter's own options."""
    given = getattr(sys, "orig_argv", None)
    if given:
        return list(given)
    try:
        with open("/proc/self/cmdline", "rb") as file:
            return [os.fsdecode(part) for part in file.read().split(b"\0")[:-1]]
    except OSError:
        return list(getattr(sys, "argv", []))


def _now_millis():
    return int(time.time() * 1000)


def _watch_exits(spool):
    """Multiprocessing's forked workers end by os._exit, without the usual farewell. sys.exit tells the exit code."""
    leave, leave_now = sys.exit, os._exit

    def exit(status=None, /):
        spool.last_exit = (status, time.monotonic())
        leave(status)

    def _exit(status):
        _end("_exit", status if isinstance(status, int) else None)
        leave_now(status)

    exit.__doc__, _exit.__doc__ = leave.__doc__, leave_now.__doc__
    sys.exit, os._exit = exit, _exit


def _end(how="end", code=None):
    if log is None or log.is_finished:
        return
    try:
        import assay_randomness

        assay_randomness.finish(log)
        log.add("libraries", {"paths": _native_libraries()})
        log.finish({"at": _now_millis(), "how": how, **_outcome(how, code)})
    except Exception as problem:  # at the end there is nobody left to tell
        if os.environ.get("ASSAY_DEBUG"):
            sys.stderr.write(f"assay: the end of the capture failed: {problem!r}\n")


EXIT_SECONDS_MAX = 1.0


def _outcome(how, code):
    """How the process ended as far as can be told from inside: the exception, the exit code when it is known."""
    if how != "end":
        return {} if code is None else {"exitCode": code & 0xFF}
    status, at = log.last_exit or (None, None)
    if at is not None and time.monotonic() - at < EXIT_SECONDS_MAX:
        return {"exitCode": _exit_code(status)}
    kind = getattr(sys, "last_type", None)
    if kind is not None and not hasattr(sys, "ps1") and "IPython" not in sys.modules:
        return {"exception": kind.__name__, "exitCode": 130 if issubclass(kind, KeyboardInterrupt) else 1}
    return {}


def _exit_code(status):
    if status is None:
        return 0
    return status & 0xFF if isinstance(status, int) else 1


def _native_libraries():
    """The shared libraries in use, without Python's own extension modules."""
    paths = set()
    try:
        with open("/proc/self/maps", "rb") as file:
            for line in file:
                start = line.find(b"/")
                if start < 0:
                    continue
                path = line[start:-1]
                name = path.rpartition(b"/")[2]
                if b".so" in name and b".cpython-" not in name and b".abi3." not in name:
                    paths.add(os.fsdecode(path))
    except OSError:
        pass  # no /proc here: the environment's description has to do
    return sorted(paths)
