"""Seeds are noted, missing ones found, and all of them set when that is asked for."""

import unittest

from support import ScriptTest, python_with

NETWORK = """
import random
import numpy as np
from sklearn.ensemble import RandomForestClassifier
from sklearn.datasets import make_classification
from sklearn.model_selection import train_test_split

x, y = make_classification(200)
a, b, c, d = train_test_split(x, y)
model = RandomForestClassifier(n_estimators=5).fit(a, c)
print(random.random(), np.random.rand(), np.random.default_rng().random(), np.random.RandomState().rand())
print(np.random.SeedSequence().entropy, np.random.PCG64().state, model.score(b, d))
"""


class SeedsTest(ScriptTest):
    def seeds(self):
        return self.values("seed", "library", "owner", "value", "source")

    def unseeded(self):
        return self.values("unseeded", "library", "owner")

    def test_notes_seeds_of_pythons_generator(self):
        self.run_script("import random\nrandom.seed(5)\nrandom.random()\nrandom.seed('text')")
        self.assertEqual(self.seeds(), [("random", None, "5", "script"), ("random", None, "text", "script")])
        self.assertEqual(self.unseeded(), [])

    def test_finds_unseeded_use_of_pythons_generator(self):
        self.run_script("import random\nrandom.random()")
        self.assertEqual(self.unseeded(), [("random", None)])

    def test_an_import_alone_is_no_use(self):
        self.run_script("import random, tempfile, uuid\nuuid.uuid4()\ntempfile.mkdtemp()")
        self.assertEqual(self.unseeded(), [])

    def test_finds_that_a_forked_worker_draws_without_a_seed_although_its_parent_had_one(self):
        self.run_script(
            "import os, random\nrandom.seed(5)\n"
            "if os.fork() == 0:\n    random.random()\n    os._exit(0)\nos.wait()\nrandom.random()\n"
        )
        [note] = self.notes("unseeded")
        [forked] = [start for start in self.notes("start") if start["how"] == "fork"]
        self.assertEqual((note["library"], note["file"]), ("random", forked["file"]))

    def test_notes_seeds_of_numpy(self):
        self.run_script(
            """
import pickle
import numpy as np
np.random.seed(1)
np.random.rand()
np.random.default_rng(2)
np.random.default_rng(seed=3)
state = np.random.RandomState(4)
np.random.PCG64(5)
np.random.SeedSequence(6).spawn(2)
assert isinstance(state, np.random.RandomState)
assert pickle.loads(pickle.dumps(state)).rand() == np.random.RandomState(4).rand()
assert isinstance(np.random.default_rng(1), np.random.Generator)
""",
            python=python_with("numpy"),
        )
        self.assertEqual(
            self.seeds(),
            [
                ("numpy", None, "1", "script"),
                ("numpy", "default_rng", "2", "script"),
                ("numpy", "default_rng", "3", "script"),
                ("numpy", "RandomState", "4", "script"),
                ("numpy", "SeedSequence", "5", "script"),
                ("numpy", "SeedSequence", "6", "script"),
                ("numpy", "default_rng", "1", "script"),
            ],
        )
        self.assertEqual(self.unseeded(), [])

    def test_finds_unseeded_use_of_numpy(self):
        self.run_script(
            "import numpy as np\nnp.random.default_rng()\nnp.random.RandomState()\nnp.random.rand()\n",
            python=python_with("numpy"),
        )
        self.assertEqual(set(self.unseeded()), {("numpy", "default_rng"), ("numpy", "generator"), ("numpy", None)})

    def test_notes_random_states_of_estimators_splitters_and_data(self):
        self.run_script(
            """
from sklearn.datasets import make_classification
from sklearn.ensemble import RandomForestClassifier
from sklearn.linear_model import SGDClassifier
from sklearn.model_selection import KFold, cross_val_score, train_test_split
x, y = make_classification(100, random_state=1)
train_test_split(x, y, random_state=2)
RandomForestClassifier(n_estimators=20, random_state=3).fit(x, y)
cross_val_score(SGDClassifier(random_state=4), x, y, cv=KFold(3, shuffle=True, random_state=5))
""",
            python=python_with("sklearn"),
        )
        self.assertEqual(
            [(owner, value) for library, owner, value, _ in self.seeds() if library == "sklearn"],
            [
                ("make_classification", "1"), ("ShuffleSplit", "2"), ("RandomForestClassifier", "3"), ("KFold", "5"),
                ("SGDClassifier", "4"),
            ],
        )  # fmt: skip
        self.assertEqual(self.unseeded(), [])

    def test_names_the_estimators_that_fell_back_on_numpys_unseeded_state(self):
        self.run_script(
            """
from sklearn.datasets import make_classification
from sklearn.ensemble import RandomForestClassifier
x, y = make_classification(100, random_state=1)
RandomForestClassifier(n_estimators=2).fit(x, y)
""",
            python=python_with("sklearn"),
        )
        self.assertEqual(self.unseeded(), [("numpy", "RandomForestClassifier")])

    def test_an_estimator_without_random_state_is_no_finding_when_numpy_is_seeded(self):
        self.run_script(
            """
import numpy as np
from sklearn.datasets import make_classification
np.random.seed(0)
make_classification(100)
""",
            python=python_with("sklearn"),
        )
        self.assertEqual(self.unseeded(), [])

    def test_notes_the_seed_given_to_lightgbm(self):
        self.run_script(
            """
import lightgbm, numpy as np
data = lightgbm.Dataset(np.arange(200.0).reshape(100, 2), label=np.arange(100) % 2)
lightgbm.train({"objective": "binary", "seed": 9, "verbose": -1, "num_threads": 1}, data, 2)
""",
            python=python_with("lightgbm"),
        )
        self.assertIn(("lightgbm", "train", "9", "script"), self.seeds())

    def test_notes_settings_that_decide_numbers(self):
        self.run_script("pass", OMP_NUM_THREADS="1", PYTHONHASHSEED="7")
        settings = dict(self.values("setting", "name", "value"))
        self.assertEqual((settings["OMP_NUM_THREADS"], settings["PYTHONHASHSEED"]), ("1", "7"))
        self.assertEqual(self.values("start", "hashSeed"), ["7"])


class WantedSeedTest(ScriptTest):
    def test_makes_an_unseeded_program_repeat_itself(self):
        python = python_with("sklearn")
        first = self.run_script(NETWORK, python=python, ASSAY_SEED="11").stdout
        self.assertEqual(self.run_script(NETWORK, python=python, ASSAY_SEED="11").stdout, first)
        self.assertNotEqual(self.run_script(NETWORK, python=python, ASSAY_SEED="12").stdout, first)
        self.assertEqual(self.notes("unseeded"), [])
        seeds = self.values("seed", "library", "owner", "value", "source")
        for library, owner in (("random", None), ("numpy", None), ("numpy", "default_rng"), ("numpy", "generator")):
            self.assertIn((library, owner, "11", "assay"), seeds)

    def test_without_it_the_same_program_does_not_repeat_itself(self):
        python = python_with("sklearn")
        first = self.run_script(NETWORK, python=python).stdout
        self.assertNotEqual(self.run_script(NETWORK, python=python).stdout, first)

    def test_deterministic_alone_uses_42(self):
        script = "import random\nprint(random.random())"
        chosen = self.run_script(script, ASSAY_DETERMINISTIC="1").stdout
        self.assertEqual(chosen, self.run_script(script, ASSAY_SEED="42").stdout)

    def test_a_seed_of_the_program_itself_wins(self):
        script = "import random\nrandom.seed(1)\nprint(random.random())"
        self.assertEqual(self.run_script(script, ASSAY_SEED="9").stdout, self.run_script(script).stdout)

    def test_workers_repeat_themselves_and_differ_from_each_other(self):
        script = """
import multiprocessing, random, time
import numpy as np

def draw(number):
    time.sleep(0.05)
    return multiprocessing.current_process().name, random.random(), np.random.default_rng().random()

if __name__ == "__main__":
    for how in ("fork", "spawn"):
        context = multiprocessing.get_context(how)
        workers = []
        for number in range(2):
            queue = context.Pool(1)
            workers.append(queue.apply(draw, (number,)))
            queue.close()
            queue.join()
        print(workers)
        assert workers[0][2] != workers[1][2]
"""
        python = python_with("numpy")
        first = self.run_script(script, python=python, ASSAY_SEED="3").stdout
        self.assertEqual(self.run_script(script, python=python, ASSAY_SEED="3").stdout, first)

    def test_one_call_does_the_same_from_within_a_script(self):
        from support import SOURCE

        script = (
            "import sys, random\nimport numpy as np\n"
            f"sys.path.insert(0, {str(SOURCE)!r})\nimport assay\nassay.seed(11)\n"
            "print(random.random(), np.random.rand(), np.random.default_rng().random())\n"
        )
        python = python_with("numpy")
        alone = {"python": python, "PYTHONPATH": None, "ASSAY_SPOOL": None}
        first = self.run_script(script, **alone).stdout
        self.assertEqual(self.run_script(script, **alone).stdout, first)
        self.assertEqual(self.run_script(script, python=python).stdout, first)
        self.assertIn(("random", "11", "assay"), self.values("seed", "library", "value", "source"))


if __name__ == "__main__":
    unittest.main()
