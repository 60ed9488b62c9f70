"""Measures what capture, digests and verdicts cost, and writes the section "Capture and rerun" of docs/benchmarks.md.

    bench/capture [--quick] [--no-dvc] [--report FILE]

Times are those of whole processes, as a user waits for them; the medians of the rounds. DVC works on the same files.
"""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
ASSAY = str(ROOT / "assay")
SECTION = "## Capture and rerun"
POINTS = """
import json, os, sys, urllib.request
server = os.environ["MLFLOW_TRACKING_URI"]
context = json.loads(os.environ["MLFLOW_RUN_CONTEXT"])
def post(path, body):
    request = urllib.request.Request(server + "/api/2.0/mlflow/" + path, json.dumps(body).encode(),
                                     {"Content-Type": "application/json"})
    return json.load(urllib.request.urlopen(request))
tags = [{"key": key, "value": value} for key, value in context.items()]
run = post("runs/create", {"experiment_id": "0", "tags": tags, "start_time": 1})["run"]["info"]["run_id"]
count = int(sys.argv[1])
for first in range(0, count, 1000):
    post("runs/log-batch", {"run_id": run, "metrics": [
        {"key": "loss", "value": 1 / (step + 1), "timestamp": step, "step": step}
        for step in range(first, min(first + 1000, count))]})
post("runs/update", {"run_id": run, "status": "FINISHED"})
"""


class Bench:
    def __init__(self, work: Path, quick: bool) -> None:
        self.work = work
        self.rounds = 3 if quick else 9
        self.scale = 10 if quick else 1
        self.rows: list[tuple[str, str, str, str]] = []

    def row(self, what: str, reached: str, wanted: str, note: str = "") -> None:
        self.rows.append((what, reached, wanted, note))
        print(f"{what}: {reached} (wanted: {wanted}) {note}", flush=True)

    def seconds(self, *command: str, folder: Path | None = None, quiet: bool = True) -> float:
        began = time.perf_counter()
        done = subprocess.run(command, cwd=folder or self.work, capture_output=quiet, text=True, check=False)
        took = time.perf_counter() - began
        if done.returncode:
            sys.exit(f"{' '.join(command)} ended with {done.returncode}:\n{done.stdout}\n{done.stderr}")
        return took

    def assay_run(self, data: Path, *arguments: str, folder: Path | None = None) -> float:
        return self.seconds(ASSAY, "run", "--data", str(data), *arguments, folder=folder)


def overhead(bench: Bench) -> None:
    """One after the other, so that the machine's other work meets both."""
    folder = bench.work / "empty"
    folder.mkdir()
    command = (sys.executable, "-c", "pass")
    for label, served in (("a server runs", True), ("no server runs", False)):
        data = bench.work / ("served" if served else "embedded")
        server = serve(data) if served else None
        bench.assay_run(data, "--", *command, folder=folder)
        bare, recorded = [], []
        for _ in range(bench.rounds):
            bare.append(bench.seconds(*command, folder=folder))
            recorded.append(bench.assay_run(data, "--", *command, folder=folder))
        more = statistics.median(recorded) - statistics.median(bare)
        bench.row(f"`assay run -- python -c pass` over the bare command, {label}", f"{more:.2f} s", "under 0.5 s")
        if server:
            end(server)


def snapshot(bench: Bench) -> None:
    count = 20_000 // bench.scale
    tree = bench.work / "repository"
    for number in range(count):
        file = tree / f"package{number % 200:03d}" / f"module{number:05d}.py"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"VALUE = {number}\n" * 40)
    for command in (
        ("init", "-q"),
        ("add", "."),
        ("-c", "user.name=a", "-c", "user.email=a@b", "commit", "-qm", "all"),
    ):
        bench.seconds("git", *command, folder=tree)
    time.sleep(3)  # files of the last moments are looked at again
    data = bench.work / "snapshot"
    server = serve(data)
    empty = bench.work / "nothing"
    empty.mkdir()
    bench.assay_run(data, "--", "true", folder=empty)
    base = statistics.median(bench.assay_run(data, "--", "true", folder=empty) for _ in range(bench.rounds))
    first = bench.assay_run(data, "--", "true", folder=tree)
    again = statistics.median(bench.assay_run(data, "--", "true", folder=tree) for _ in range(bench.rounds))
    note = f"whole `assay run`: {first:.2f} s, then {again:.2f} s; {base:.2f} s in an empty folder"
    bench.row(f"snapshot of {count:,} files, the first time", f"{first - base:.2f} s", "under 3 s", note)
    bench.row(f"snapshot of {count:,} files, unchanged", f"{again - base:.2f} s", "under 0.7 s")
    end(server)


def digests(bench: Bench, with_dvc: bool) -> None:
    data = bench.work / "digests"
    server = serve(data)
    empty = bench.work / "digesting"
    empty.mkdir()
    bench.assay_run(data, "--", "true", folder=empty)
    base = statistics.median(bench.assay_run(data, "--", "true", folder=empty) for _ in range(bench.rounds))
    large = bench.work / "large.bin"
    size = 2_000_000_000 // bench.scale
    with large.open("wb") as file:
        block = os.urandom(1 << 20)
        for _ in range(size // len(block)):
            file.write(block)
    time.sleep(3)
    took = bench.assay_run(data, "--input", str(large), "--", "true", folder=empty) - base
    bench.row(
        f"digest of a file of {large.stat().st_size / 1e9:.1f} GB",
        f"{large.stat().st_size / 1e9 / took:.2f} GB/s",
        "1 GB/s per core, or the disk",
    )
    large.unlink()
    count = 100_000 // bench.scale
    folder = bench.work / "repo" / "files"
    for number in range(count):
        file = folder / f"{number % 100:02d}" / f"{number:06d}.bin"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(number.to_bytes(4, "big") * 256)
    time.sleep(3)
    first = bench.assay_run(data, "--input", str(folder), "--", "true", folder=empty) - base
    again = statistics.median(
        bench.assay_run(data, "--input", str(folder), "--", "true", folder=empty) - base for _ in range(3)
    )
    peer_first, peer_again = dvc(bench, folder) if with_dvc else (None, None)
    bench.row(f"{count:,} files of 1 KiB, the first time", f"{first:.2f} s", "", ratio(first, peer_first, "dvc add"))
    bench.row(
        f"{count:,} files of 1 KiB, unchanged", f"{again:.2f} s", "under 2 s", ratio(again, peer_again, "dvc status")
    )
    end(server)


def ratio(own: float, peer: float | None, command: str) -> str:
    return f"`{command}` {peer:.1f} s: {peer / own:.0f} x" if peer else ""


def dvc(bench: Bench, folder: Path) -> tuple[float, float]:
    environment = ROOT / ".venv" / "dvc"
    program = str(environment / "bin" / "dvc")
    if not Path(program).exists():
        print("installing DVC ...", flush=True)
        bench.seconds(sys.executable, "-m", "venv", str(environment))
        bench.seconds(str(environment / "bin" / "pip"), "install", "-q", "--disable-pip-version-check", "dvc")
    os.environ["DVC_NO_ANALYTICS"] = "1"
    bench.seconds("git", "init", "-q", folder=folder.parent)
    bench.seconds(program, "init", "-q", folder=folder.parent)
    first = bench.seconds(program, "add", "-q", folder.name, folder=folder.parent)
    again = statistics.median(bench.seconds(program, "status", "-q", folder=folder.parent) for _ in range(3))
    return first, again


def hook(bench: Bench) -> None:
    script = ROOT / "python" / "tests" / "overhead.py"
    done = subprocess.run(
        [sys.executable, str(script), "64", str(bench.rounds)], capture_output=True, text=True, check=True
    )
    for line in done.stdout.splitlines():
        what, _, figures = line.partition(": ")
        bench.row(f"hook, {what}", figures, "under 2 %" if what.startswith("open") else "")


def verdict(bench: Bench) -> None:
    count = 1_000_000 // bench.scale
    data = bench.work / "verdict"
    server = serve(data)
    script = bench.work / "points" / "points.py"
    script.parent.mkdir()
    script.write_text(POINTS)
    runs = []
    for _ in range(2):
        bench.assay_run(data, "--", sys.executable, script.name, str(count), folder=script.parent)
        listed = subprocess.run(
            [ASSAY, "runs", "--data", str(data), "--json"], capture_output=True, text=True, check=True
        )
        runs = [run["id"] for run in json.loads(listed.stdout)["runs"]]
    java = Path(os.environ["JAVA_HOME"], "bin", "java")
    address = (data / "address").read_text().strip()
    done = subprocess.run(
        [str(java), "-cp", os.environ["BENCH_CLASSPATH"], "dev.assay.bench.capture.VerdictCost", address, *runs[:2]],
        capture_output=True,
        text=True,
        check=True,
    )
    times = [line.split(" ", 1) for line in done.stdout.splitlines() if line[:1].isdigit()]
    if not times or any(found != "identical" for _, found in times):
        sys.exit(f"the verdict is wrong: {done.stdout}")
    first, best = int(times[0][0]) / 1000, min(int(took) for took, _ in times) / 1000
    bench.row(
        f"verdict over two runs of {count:,} points each, read from the server",
        f"{first:.2f} s",
        "under 2 s",
        f"in a fresh process; {best:.2f} s in a warm one",
    )
    end(server)


def serve(data: Path) -> subprocess.Popen[str]:
    server = subprocess.Popen(
        [ASSAY, "serve", "--port", "0", "--data", str(data)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    if not server.stdout or not server.stdout.readline():
        sys.exit("the server did not start")
    return server


def end(server: subprocess.Popen[str]) -> None:
    server.terminate()
    server.wait(30)


def write(report: Path, rows: list[tuple[str, str, str, str]]) -> None:
    before = report.read_text().partition(SECTION)[0].rstrip() if report.exists() else "# Benchmarks"
    lines = [
        SECTION,
        "",
        "Written by `make bench` (this part by `bench/capture`); whole processes, medians.",
        "",
    ]
    lines += ["| what | reached | wanted | |", "|---|---:|---|---|"]
    lines += [f"| {what} | {reached} | {wanted} | {note} |" for what, reached, wanted, note in rows]
    report.write_text(before + "\n\n" + "\n".join(lines) + "\n")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="small sizes; writes no report unless --report names one")
    parser.add_argument("--no-dvc", action="store_true", help="leave the peer out")
    parser.add_argument("--report", type=Path)
    options = parser.parse_args()
    work = Path(tempfile.mkdtemp(prefix="assay-bench-"))
    bench = Bench(work, options.quick)
    try:
        overhead(bench)
        snapshot(bench)
        digests(bench, not options.no_dvc)
        hook(bench)
        verdict(bench)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    report = options.report or (None if options.quick else ROOT / "docs" / "benchmarks.md")
    if report:
        write(report, bench.rows)


if __name__ == "__main__":
    main()
