"""Samples what a process and its descendants use, every few seconds, into `usage.jsonl` of the spool."""

import _thread
import json
import os
import time

FIRST_SECONDS = 0.0
EVERY_SECONDS = 5.0
GPU_SECONDS_MAX = 4.0
TICKS_PER_SECOND = os.sysconf("SC_CLK_TCK")
PAGE_BYTES = os.sysconf("SC_PAGE_SIZE")
GPU_QUERY = "index,name,utilization.gpu,memory.used,memory.total,temperature.gpu,power.draw"
GPU_MEMBERS = (
    "index", "name", "utilizationPercent", "memoryUsedBytes", "memoryTotalBytes", "temperatureCelsius", "powerWatts",
)  # fmt: skip
MEBIBYTE = 1024 * 1024


def start(folder, pid):
    """Begins to sample, now and then every few seconds, in a thread."""
    sampler = Sampler(folder, pid)
    _thread.start_new_thread(sampler.run, ())
    return sampler


class Sampler:
    def __init__(self, folder, pid):
        self.path = os.path.join(folder, "usage.jsonl")
        self.tree = Tree(pid)
        self.peak = 0
        self.network_first = network_bytes()
        self.before = None
        self.is_ended = False
        self.has_gpus = os.path.exists("/proc/driver/nvidia/version") or os.path.exists("/dev/nvidiactl")

    def run(self):
        while not self.is_ended:
            try:
                self._append(self.sample())
            except Exception:  # the disk is full, or /proc is not there: no figures, then
                if not os.path.isdir("/proc/self"):
                    return
            time.sleep(EVERY_SECONDS)

    def finish(self):
        """Ends the sampling; the most memory that was in use at one time, in bytes."""
        self.is_ended = True
        return self.peak

    def sample(self):
        now = time.monotonic()
        used = self.tree.measure()
        self.peak = max(self.peak, used["memoryBytes"])
        seconds = used.pop("cpuSeconds")
        cpu = 0.0
        if self.before is not None and now > self.before[0]:
            cpu = max(0.0, seconds - self.before[1]) / (now - self.before[0]) * 100
        else:
            age = self.tree.age_seconds()
            cpu = seconds / age * 100 if age > 0 else 0.0
        self.before = (now, seconds)
        received, sent = network_bytes()
        return {
            "at": int(time.time() * 1000),
            "cpuPercent": round(cpu, 1),
            **used,
            "networkReceivedBytes": max(0, received - self.network_first[0]),
            "networkSentBytes": max(0, sent - self.network_first[1]),
            "gpus": self._gpus(),
        }

    def _append(self, sample):
        if self.is_ended:
            return
        file = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o600)
        try:
            os.write(file, (json.dumps(sample) + "\n").encode())
        finally:
            os.close(file)

    def _gpus(self):
        if not self.has_gpus:
            return []
        import subprocess

        try:
            answer = subprocess.run(
                ["nvidia-smi", "--query-gpu=" + GPU_QUERY, "--format=csv,noheader,nounits"],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                timeout=GPU_SECONDS_MAX,
            )
        except (OSError, subprocess.SubprocessError):
            self.has_gpus = False
            return []
        return [gpu for gpu in map(parse_gpu, answer.stdout.decode("utf-8", "replace").splitlines()) if gpu]


def parse_gpu(line):
    """One line of nvidia-smi; what it does not know is left out."""
    fields = [field.strip() for field in line.split(",")]
    if len(fields) != len(GPU_QUERY.split(",")):
        return None
    names = (
        "index",
        "name",
        "utilizationPercent",
        "memoryUsedBytes",
        "memoryTotalBytes",
        "temperatureCelsius",
        "powerWatts",
    )
    found = {}
    for name, field in zip(names, fields):
        if name == "name":
            found[name] = field
            continue
        try:
            number = float(field)
        except ValueError:
            continue
        found[name] = int(number * MEBIBYTE) if name.endswith("Bytes") else int(number) if name == "index" else number
    return found


class Tree:
    """A process and all that came from it, also those whose parent has gone since."""

    def __init__(self, pid):
        self.pid = pid
        self.known = {}
        self.gone_seconds = 0.0
        self.disk = {}
        self.disk_gone = [0, 0]

    def measure(self):
        alive = self._members()
        pages = threads = 0
        ticks = 0
        for pid, stat in alive.items():
            # Own time, and that of the children that were waited for.
            ticks += stat.ticks
            pages += stat.pages
            threads += stat.threads
            self.disk[pid] = _disk_bytes(pid) or self.disk.get(pid, (0, 0))
        self.known = {pid: stat.started for pid, stat in alive.items()}
        self.disk = {pid: bytes_ for pid, bytes_ in self.disk.items() if pid in alive}
        return {
            "cpuSeconds": ticks / TICKS_PER_SECOND,
            "memoryBytes": pages * PAGE_BYTES,
            "diskReadBytes": sum(read for read, _ in self.disk.values()),
            "diskWriteBytes": sum(written for _, written in self.disk.values()),
            "processes": len(alive),
            "threads": threads,
        }

    def age_seconds(self):
        stat = _stat(self.pid)
        if stat is None:
            return 0.0
        with open("/proc/uptime", "rb") as file:
            return float(file.read().split()[0]) - stat.started / TICKS_PER_SECOND

    def _members(self):
        stats = {}
        for name in os.listdir("/proc"):
            if name.isdigit():
                stat = _stat(int(name))
                if stat is not None:
                    stats[int(name)] = stat
        members = {
            pid: stats[pid] for pid, started in self.known.items() if pid in stats and stats[pid].started == started
        }
        if self.pid in stats:
            members[self.pid] = stats[self.pid]
        children = {}
        for pid, stat in stats.items():
            children.setdefault(stat.parent, []).append(pid)
        waiting = list(members)
        while waiting:
            for child in children.get(waiting.pop(), ()):
                if child not in members and child != os.getpid():
                    members[child] = stats[child]
                    waiting.append(child)
        return members


class _Stat:
    __slots__ = ("pages", "parent", "started", "threads", "ticks")


def _stat(pid):
    try:
        with open(f"/proc/{pid}/stat", "rb") as file:
            fields = file.read().rpartition(b")")[2].split()
    except OSError:
        return None
    stat = _Stat()
    stat.parent = int(fields[1])
    stat.ticks = sum(int(field) for field in fields[11:15])
    stat.threads = int(fields[17])
    stat.started = int(fields[19])
    stat.pages = int(fields[21])
    return stat


def _disk_bytes(pid):
    try:
        with open(f"/proc/{pid}/io", "rb") as file:
            found = dict(line.split(b": ") for line in file.read().splitlines())
        return int(found[b"read_bytes"]), int(found[b"write_bytes"])
    except (OSError, KeyError, ValueError):
        return None


def network_bytes():
    """Bytes received and sent by all interfaces of this network namespace but the loopback."""
    received = sent = 0
    try:
        with open("/proc/net/dev", "rb") as file:
            for line in file.read().splitlines()[2:]:
                name, _, figures = line.partition(b":")
                if name.strip() != b"lo":
                    fields = figures.split()
                    received += int(fields[0])
                    sent += int(fields[8])
    except (OSError, ValueError, IndexError):
        pass
    return received, sent
