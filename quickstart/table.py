"""Prints the runs of the newest comparison, best first.

python table.py [http://127.0.0.1:5000]
"""

import sys

import mlflow

mlflow.set_tracking_uri(sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:5000")

newest = mlflow.search_runs(
    experiment_names=["digits"],
    filter_string="attributes.run_name = 'families compared'",
    order_by=["attributes.start_time DESC"],
    max_results=1,
)
runs = mlflow.search_runs(
    experiment_names=["digits"],
    filter_string=f"tags.mlflow.parentRunId = '{newest.run_id[0]}'",
    order_by=["metrics.test_accuracy DESC"],
)

print(f"{'run':<50}  {'test accuracy':>13}  {'train accuracy':>14}  {'seconds':>7}  run id")
for run in runs.to_dict("records"):
    seconds = (run["end_time"] - run["start_time"]).total_seconds()
    print(
        f"{run['tags.mlflow.runName']:<50}  {run['metrics.test_accuracy']:>13.4f}  "
        f"{run['metrics.train_accuracy']:>14.4f}  {seconds:>7.1f}  {run['run_id'][:8]}"
    )
