"""Measures what the hook costs a script that opens 10,000 files: `python tests/overhead.py [KIB] [ROUNDS]`.

Both sides run in turn, each in a process of its own, which tells the CPU time of its loop; the least of all rounds
counts, because other work on the machine only ever adds to it. Prints nanoseconds per file, and the start of a
process apart.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

HOOK = Path(__file__).resolve().parents[1] / "src" / "assay_hook"
FILES = 10_000
SCRIPT = """
import os, sys, time
names = [os.path.join(sys.argv[1], "%05d" % i) for i in range(int(sys.argv[2]))]
total = 0
began = time.process_time()
for name in names:
    with open(name, "rb") as file:
        total += sum(file.read()) if sys.argv[3] == "sum" else len(file.read())
print(time.process_time() - began)
"""


def main(kib: int, rounds: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        data, spool = Path(folder, "data"), Path(folder, "spool")
        data.mkdir()
        spool.mkdir()
        for number in range(FILES):
            Path(data, f"{number:05d}").write_bytes(b"\x01" * kib * 1024)
        for work in ("read", "sum"):
            plain, hooked = [], []
            for _ in range(rounds):
                plain.append(loop_seconds(data, work, None))
                hooked.append(loop_seconds(data, work, spool))
            tell(f"open, {work} {kib} KiB", min(plain), min(hooked))
        plain, hooked = start_seconds(None) * 1000, start_seconds(spool) * 1000
    print(f"CPU time of a process that does nothing: {plain:.1f} ms, with the hook {hooked:.1f} ms")


def tell(what: str, plain: float, hooked: float) -> None:
    per_file = (hooked - plain) / FILES * 1e9
    print(
        f"{what}: {plain / FILES * 1e6:.1f} us a file, with the hook {hooked / FILES * 1e6:.1f} us: "
        f"{per_file:+.0f} ns, {(hooked / plain - 1) * 100:+.2f} %"
    )


def environment(spool: object) -> dict[str, str]:
    found = {name: value for name, value in os.environ.items() if not name.startswith(("ASSAY_", "PYTHON"))}
    if spool is not None:
        found.update(PYTHONPATH=str(HOOK), ASSAY_SPOOL=str(spool))
    return found


def loop_seconds(data: Path, work: str, spool: object) -> float:
    command = [sys.executable, "-c", SCRIPT, str(data), str(FILES), work]
    return float(subprocess.run(command, env=environment(spool), check=True, stdout=subprocess.PIPE).stdout)


def start_seconds(spool: object) -> float:
    best = 1e9
    for _ in range(20):
        process = subprocess.Popen([sys.executable, "-c", "pass"], env=environment(spool))
        _, _, usage = os.wait4(process.pid, 0)
        best = min(best, usage.ru_utime + usage.ru_stime)
    return best


if __name__ == "__main__":
    main(*(int(argument) for argument in (sys.argv[1:] + ["64", "7"][len(sys.argv) - 1 :])))
