"""Libraries that read files by themselves, and mlflow's autologging."""

import unittest

from support import ScriptTest, python_with

TRAINING = """
from sklearn.datasets import load_iris
from sklearn.linear_model import LogisticRegression
x, y = load_iris(return_X_y=True)
LogisticRegression(max_iter=500).fit(x, y)
print("trained")
"""


class NativeReadersTest(ScriptTest):
    def test_notes_parquet_files_although_arrow_opens_them_itself(self):
        self.run_script(
            """
import pandas
pandas.DataFrame({"a": [1]}).to_parquet("out.parquet")
pandas.read_parquet("out.parquet")
import pyarrow.parquet
pyarrow.parquet.write_table(pyarrow.table({"a": [1]}), "second ü.parquet")
pyarrow.parquet.read_table("second ü.parquet")
""",
            python=python_with("pandas", "pyarrow"),
        )
        self.assertEqual(set(self.paths("write")), {"out.parquet", "second ü.parquet"})
        self.assertLessEqual({"out.parquet", "second ü.parquet"}, set(self.paths("read")))
        self.assertIn("pyarrow.parquet", self.values("blind", "library"))

    def test_a_program_that_only_has_pandas_is_not_blind(self):
        self.write("a.csv", "a\n1\n")
        self.run_script("import pandas\npandas.read_csv('a.csv')", python=python_with("pandas"))
        self.assertIn("a.csv", self.paths("read"))
        self.assertEqual(self.notes("blind"), [])

    def test_notes_a_training_file_that_lightgbm_reads(self):
        self.write("train.csv", "".join(f"{number % 2},{number}\n" for number in range(100)))
        self.run_script(
            "import lightgbm\nlightgbm.Dataset('train.csv', params={'verbose': -1}).construct()",
            python=python_with("lightgbm"),
        )
        self.assertIn("train.csv", self.paths("read"))

    def test_names_the_shared_libraries_in_use(self):
        self.run_script("import numpy", python=python_with("numpy"))
        self.assertTrue([path for path in self.values("libraries", "paths")[0] if "openblas" in path])


class AutologTest(ScriptTest):
    def setUp(self):
        super().setUp()
        self.python = python_with("mlflow", "sklearn")
        self.variables = {"ASSAY_AUTOLOG": "1", "MLFLOW_TRACKING_URI": f"sqlite:///{self.folder}/mlflow.db"}

    def logged(self):
        """The params of the runs that mlflow knows."""
        script = (
            "import mlflow\n"
            "print([run.data.params.get('max_iter') for run in mlflow.search_runs(output_format='list')])"
        )
        where = self.variables["MLFLOW_TRACKING_URI"]
        done = self.run_script(
            script, python=self.python, name="search.py", ASSAY_SPOOL=None, MLFLOW_TRACKING_URI=where
        )
        return done.stdout.strip().splitlines()[-1]

    def autologged(self):
        return [value for name, value in self.values("setting", "name", "value") if name == "autolog"]

    def test_logs_a_training_whose_script_does_not_know_mlflow(self):
        done = self.run_script(TRAINING, python=self.python, **self.variables)
        self.assertIn("trained", done.stdout)
        [noted] = self.autologged()
        self.assertRegex(noted, r"^mlflow \d")
        self.assertEqual(self.logged(), "['500']")

    def test_leaves_a_script_alone_that_does_it_itself(self):
        script = "import mlflow\nmlflow.sklearn.autolog(disable=True)\n" + TRAINING
        self.run_script(script, python=self.python, **self.variables)
        self.assertEqual(self.autologged(), ["by the script"])

    def test_a_broken_mlflow_does_not_break_the_script(self):
        self.write("mlflow.py", "raise RuntimeError('broken')")
        done = self.run_script(TRAINING, python=self.python, **self.variables)
        self.assertEqual((done.stdout, done.stderr), ("trained\n", ""))
        self.assertEqual(self.values("error", "problem"), ["RuntimeError: broken"])


if __name__ == "__main__":
    unittest.main()
