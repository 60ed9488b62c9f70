"""Compares the answers of two servers.

python -m mlflow_differential REFERENCE_URL ASSAY_URL REPORT.json [REQUESTS [SEED]]

Compared are status, error code and body; ids, times and page tokens are put aside, lists of key and value are
sorted. Where Assay answers otherwise on purpose, deliberate.py says which answers and why.
"""

import json
import pathlib
import random
import sys

from .deliberate import DELIBERATE
from .models import Models
from .sides import Side
from .tracking import Tracking


def compare(reference, assay, total, seed):
    tracking, unexpected, done = Tracking(seed), [], 0
    models = Models(tracking)
    while done < total:
        if done < 12:
            call = tracking.pick(tracking.create_experiment, tracking.create_run)()
        else:
            call = tracking.pick(tracking, tracking, models).call()
        call.reference = reference.send(call.method, call.path, call.fields)
        call.assay = assay.send(call.method, call.path, call.fields)
        tracking.learn(call, reference, assay)
        models.learn(call, reference, assay)
        done += 1
        difference = call.difference(reference, assay)
        if not difference:
            continue
        reason = next((d for d in DELIBERATE if d.applies(call)), None)
        if reason:
            reason.count += 1
        else:
            unexpected.append(
                f"request {done} {call.method} {call.path} {json.dumps(call.fields)[:600]}\n  {difference[:2000]}"
            )
    return unexpected


def main(reference_url, assay_url, report, total="400", seed=None):
    seed = int(seed) if seed else random.SystemRandom().randrange(10**6)
    print(f"seed {seed}", flush=True)
    unexpected = compare(Side(reference_url), Side(assay_url), int(total), seed)
    for difference in unexpected:
        print(difference, flush=True)
    deliberate = {d.reason: d.count for d in DELIBERATE if d.count}
    pathlib.Path(report).write_text(
        json.dumps({"seed": seed, "unexpected": unexpected, "deliberate": deliberate}, indent=1)
    )
    print(f"{total} requests, {len(unexpected)} unexpected differences, {sum(deliberate.values())} deliberate")
    return 1 if unexpected else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
