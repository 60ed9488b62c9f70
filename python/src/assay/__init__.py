"""Two lines give a script or notebook the same capture as `assay run`:

import assay

assay.init()

See python/README.md for what happens, and for the `assay` command that has to be installed.
"""

import json
import os
import shutil
import subprocess
import sys
import time
import uuid
import warnings
from pathlib import Path

__all__ = ["Execution", "init", "seed"]

HOOK = Path(__file__).resolve().parent.parent / "assay_hook"
READY_SECONDS_MAX = 10.0
POLL_SECONDS = 0.02
LOG_CHARACTERS_SHOWN = 500

_current = None
_is_warned = False


class Execution:
    """One invocation of a program that is recorded. `link` is where to see it, None when the server gave none."""

    def __init__(self, id, spool, link=None):
        self.id = id
        self.spool = spool
        self.link = link

    def __repr__(self):
        return f"assay.Execution(id={self.id!r}, link={self.link!r})"


def init(project=None, name=None, params=None):
    """Records the running process from here on: source, environment, files, console, seeds, params, outcome.

    A second call, and a call in a program that `assay run` started, only add what they are given. Never raises, and
    never stops the program: without the `assay` command it warns once, and the program runs unrecorded.
    Returns the Execution, or None when nothing is recorded.
    """
    global _current
    try:
        if _current is None:
            _current = _running_execution() or _begin(project, name)
        if _current is not None:
            _note(project, name, params or {})
    except Exception as problem:
        warnings.warn(f"assay: this program is not recorded: {problem}", stacklevel=2)
    return _current


def seed(value=42, deterministic=True):
    """Seeds random, numpy, torch (with CUDA) and TensorFlow, now or when they are imported, as `--seed` does.

    The hash seed of Python cannot be changed in a running process: set PYTHONHASHSEED for that.
    """
    _hook_module("assay_randomness").seed_all(value, deterministic)


def _hook_module(name):
    if str(HOOK) not in sys.path:
        sys.path.append(str(HOOK))
    return __import__(name)


def _running_execution():
    """The execution that this process belongs to already, by `assay run` or by the parent's init()."""
    spool = os.environ.get("ASSAY_SPOOL")
    if not spool or not os.path.isdir(spool):
        return None
    _hook_module("assay_capture").start()
    folder = Path(spool).parent
    return Execution(folder.name, folder, _link(folder))


def _link(folder):
    try:
        return json.loads((folder / "ready.json").read_text("utf-8")).get("link")
    except (OSError, ValueError):
        return None


def _begin(project, name):
    launcher = _launcher()
    if launcher is None:
        _warn_of_no_launcher()
        return None
    execution = Execution(uuid.uuid4().hex, None)
    execution.spool = _make_spool(execution.id)
    shell = _ipython()
    _write_json(execution.spool / "attach.json", _about(project, name, shell))
    capture = _start_capture(launcher, execution)
    _start_supervisor(execution.spool, has_console=shell is None)
    _start_hook(execution.spool)
    if shell is not None:
        _keep_cells(shell)
    _wait_until_ready(execution, capture)
    if project:
        os.environ.setdefault("MLFLOW_EXPERIMENT_NAME", project)
    return execution


def _warn_of_no_launcher():
    global _is_warned
    if not _is_warned:
        _is_warned = True
        warnings.warn(
            "assay: the `assay` command was not found, so this program is not recorded. "
            "Put it on the PATH, or set ASSAY_COMMAND.",
            stacklevel=4,
        )


def _launcher():
    """The command line that starts `assay`."""
    given = os.environ.get("ASSAY_COMMAND")
    if given:
        import shlex

        return shlex.split(given)
    found = shutil.which("assay")
    if found:
        return [found]
    for folder in list(Path(__file__).resolve().parents)[1:5]:
        file = folder / "assay"
        if file.is_file() and os.access(file, os.X_OK):
            return [str(file)]
    return None


def _make_spool(id):
    data = Path(os.environ.get("ASSAY_DATA") or Path.home() / ".assay").expanduser().absolute()
    spool = data / "spool" / id
    spool.mkdir(mode=0o700, parents=True)
    (spool / "hook").mkdir(mode=0o700)
    return spool


def _about(project, name, shell):
    capture = _hook_module("assay_capture")
    secrets = _hook_module("assay_secrets")
    return {
        "pid": os.getpid(),
        "startedAt": _started_at(),
        "argv": secrets.masked_arguments(capture._arguments()),
        "executable": sys.executable,
        "folder": os.getcwd(),
        "project": project,
        "name": name,
        "hasConsole": shell is None,
        "isNotebook": shell is not None,
    }


def _started_at():
    """When this process began, in epoch milliseconds; now, where the system does not tell."""
    try:
        with open("/proc/self/stat", "rb") as file:
            ticks = int(file.read().rpartition(b")")[2].split()[19])
        with open("/proc/uptime", "rb") as file:
            uptime = float(file.read().split()[0])
        return int((time.time() - uptime + ticks / os.sysconf("SC_CLK_TCK")) * 1000)
    except (OSError, ValueError, IndexError):
        return int(time.time() * 1000)


def _write_json(path, values):
    new = path.with_name(path.name + ".new")
    new.write_text(json.dumps(values), "utf-8")
    os.replace(new, path)


def _start_capture(launcher, execution):
    """The Java side, in a session of its own: it goes on after this process, to deliver."""
    command = [*launcher, "capture", "--attach", str(os.getpid()), "--execution", execution.id]
    with open(execution.spool / "capture.log", "ab") as log:
        return subprocess.Popen(
            [*command, "--spool", str(execution.spool)],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
            env=_environment_without_hook(),
        )


def _environment_without_hook():
    found = {name: value for name, value in os.environ.items() if name != "ASSAY_SPOOL"}
    paths = [path for path in found.pop("PYTHONPATH", "").split(os.pathsep) if path and path != str(HOOK)]
    return {**found, "PYTHONPATH": os.pathsep.join(paths)} if paths else found


def _start_supervisor(spool, has_console):
    """Lets the output of this process, and of all it starts from now on, go through the supervisor."""
    channel = _hook_module("assay_channel")
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            stream.flush()
    channels = {number: channel.open_channel(number)[:2] for number in (1, 2)} if has_console else {}
    sources = [source for source, _ in channels.values()]
    command = [sys.executable or "python3", "-S", "-E", "-s", str(HOOK / "assay_supervise.py")]
    command += ["--spool", str(spool), "--attach", str(os.getpid()), "--started-at", str(_started_at())]
    for number, (source, _) in channels.items():
        command += ["--out" if number == 1 else "--err", str(source)]
    try:
        subprocess.Popen(command, stdin=subprocess.DEVNULL, pass_fds=sources, start_new_session=True)
        for number, (_, sink) in channels.items():
            os.dup2(sink, number)
    finally:
        for pair in channels.values():
            for descriptor in pair:
                os.close(descriptor)


def _start_hook(spool):
    folder = str(spool / "hook")
    _hook_module("assay_capture").start(folder)
    os.environ["ASSAY_SPOOL"] = folder
    paths = [path for path in os.environ.get("PYTHONPATH", "").split(os.pathsep) if path and path != str(HOOK)]
    os.environ["PYTHONPATH"] = os.pathsep.join([str(HOOK), *paths])


def _wait_until_ready(execution, capture):
    """Clients in this process write to the server that the Java side names; without an answer, to where they would."""
    os.environ["MLFLOW_RUN_CONTEXT"] = json.dumps({"assay.execution": execution.id})
    until = time.monotonic() + READY_SECONDS_MAX
    ready = execution.spool / "ready.json"
    while not ready.exists() and capture.poll() is None and time.monotonic() < until:
        time.sleep(POLL_SECONDS)
    try:
        answer = json.loads(ready.read_text("utf-8"))
    except (OSError, ValueError):
        said = (execution.spool / "capture.log").read_text("utf-8", "replace").strip()[-LOG_CHARACTERS_SHOWN:]
        why = f"ended with {capture.returncode}" if capture.poll() is not None else "does not answer yet"
        warnings.warn(
            f"assay: `assay capture` {why}; what is recorded stays in {execution.spool}. {said}", stacklevel=4
        )
        return
    execution.link = answer.get("link")
    if answer.get("trackingUri"):
        os.environ["MLFLOW_TRACKING_URI"] = answer["trackingUri"]


def _note(project, name, params):
    """Adds what was given to the recording of this process."""
    log = _hook_module("assay_capture").log
    if log is None:
        return
    given = {key: value for key, value in (("project", project), ("name", name)) if value is not None}
    if given:
        log.add("init", given)
    if params:
        _hook_module("assay_params").note("init", dict(params))


def _ipython():
    """The running IPython, of a notebook or a terminal; None in a script."""
    module = sys.modules.get("IPython")
    return module.get_ipython() if module is not None else None


def _keep_cells(shell):
    """The source of each cell that is executed, this one included, in the order of execution."""
    log = _hook_module("assay_capture").log

    def ran(result):
        source = getattr(getattr(result, "info", None), "raw_cell", None)
        if isinstance(source, str):
            number = result.execution_count or shell.execution_count
            log.add(
                "cell",
                {
                    "number": number,
                    "source": source,
                    "at": int(time.time() * 1000),
                    "isGood": bool(result.success),
                },
            )

    shell.events.register("post_run_cell", ran)
