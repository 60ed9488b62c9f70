"""Params come from the parser a program uses, as it typed them, and a rerun can give them other values."""

import json
import unittest

from support import ScriptTest, python_with

ARGPARSE = """
import argparse, pathlib
parser = argparse.ArgumentParser()
parser.add_argument("--lr", type=float, default=0.1)
parser.add_argument("--layers", type=int, nargs="+", default=[1])
parser.add_argument("--fast", action="store_true")
parser.add_argument("--no-shuffle", dest="shuffle", action="store_false")
parser.add_argument("--optimizer", choices=["sgd", "adam"], default="sgd")
parser.add_argument("--out", type=pathlib.Path)
parser.add_argument("--name", default="x")
parser.add_argument("--hf-token", default="hf_1")
parser.add_argument("--max-tokens", type=int, default=5)
parser.add_argument("data")
parser.set_defaults(run=print)
print(sorted((k, v) for k, v in vars(parser.parse_args()).items() if k != "run"))
"""


class ParamsTest(ScriptTest):
    def params(self, *members):
        return {note["name"]: tuple(note.get(member) for member in members) for note in self.notes("param")}


class ArgparseTest(ParamsTest):
    def test_notes_values_with_type_and_written_form(self):
        self.run_script(ARGPARSE, "--lr", "1e-3", "--layers", "8", "16", "--fast", "--out", "a b", "my data")
        self.assertEqual(
            self.params("value", "type", "isGiven", "written"),
            {
                "lr": ("0.001", "float", True, "1e-3"),
                "layers": ("[8, 16]", "list", True, "8 16"),
                "fast": ("True", "bool", True, None),
                "shuffle": ("True", "bool", False, None),
                "optimizer": ("sgd", "str", False, None),
                "out": ("a b", "PosixPath", True, "a b"),
                "name": ("x", "str", False, None),
                "hf_token": ("***", "str", False, None),
                "max_tokens": ("5", "int", False, None),
                "data": ("my data", "str", True, "my data"),
            },
        )

    def test_gives_overriding_values_as_the_parser_would_have(self):
        overrides = {
            "lr": "0.5", "layers": [3, 4], "fast": "true", "shuffle": False, "optimizer": "adam", "max-tokens": 9,
            "data": "d",
        }  # fmt: skip
        done = self.run_script(ARGPARSE, "data", ASSAY_PARAM_OVERRIDES=json.dumps(overrides))
        for shown in (
            "('lr', 0.5)", "('layers', [3, 4])", "('fast', True)", "('shuffle', False)", "('optimizer', 'adam')",
            "('max_tokens', 9)", "('data', 'd')", "('name', 'x')",
        ):  # fmt: skip
            self.assertIn(shown, done.stdout)
        overridden = {name for name, (is_so,) in self.params("overridden").items() if is_so}
        self.assertEqual(overridden, {"lr", "layers", "fast", "shuffle", "optimizer", "max_tokens", "data"})

    def test_an_override_that_does_not_fit_is_not_applied_and_said(self):
        overrides = {"lr": "fast", "optimizer": "rmsprop", "unknown": 1, "fast": "maybe"}
        done = self.run_script(ARGPARSE, "data", ASSAY_PARAM_OVERRIDES=json.dumps(overrides))
        self.assertIn("('lr', 0.1)", done.stdout)
        self.assertEqual({is_so for (is_so,) in self.params("overridden").values()}, {None})
        self.assertEqual(
            sorted(self.values("error", "what")),
            ["argparse: parameter fast", "argparse: parameter lr", "argparse: parameter optimizer"],
        )

    def test_notes_subcommands_once(self):
        self.run_script(
            """
import argparse
parser = argparse.ArgumentParser()
parser.add_argument("--seed", type=int)
commands = parser.add_subparsers(dest="command")
commands.add_parser("train").add_argument("--lr", type=float)
parser.parse_args()
""",
            *("--seed", "3", "train", "--lr", "0.2"),
            ASSAY_PARAM_OVERRIDES='{"lr": 0.7}',
        )
        self.assertEqual(
            self.values("param", "name", "value", "written", "overridden"),
            [("seed", "3", "3", None), ("command", "train", "train", None), ("lr", "0.7", "0.2", True)],
        )

    def test_help_and_wrong_usage_are_as_without_us(self):
        done = self.run_script(ARGPARSE, "--help")
        self.assertIn("usage: script.py", done.stdout)
        done = self.run_script(ARGPARSE, "--lr", "x", "data", code=2)
        self.assertIn("invalid float value", done.stderr)
        self.assertEqual(self.notes("param"), [])


class OtherParsersTest(ParamsTest):
    def test_click(self):
        script = """
import click

@click.group()
@click.option("--verbose", is_flag=True)
def main(verbose): pass

@main.command()
@click.option("--lr", type=float, default=0.1)
@click.option("--layer", type=int, multiple=True)
@click.argument("data")
def train(lr, layer, data):
    print(lr, layer, data)

main()
"""
        python = python_with("click")
        done = self.run_script(
            script,
            "--verbose",
            "train",
            "--lr",
            "1e-2",
            "in.csv",
            python=python,
            ASSAY_PARAM_OVERRIDES='{"layer": [1, 2]}',
        )
        self.assertEqual(done.stdout, "0.01 (1, 2) in.csv\n")
        self.assertEqual(
            self.values("param", "name", "value", "type", "source", "written", "overridden", "command"),
            [
                ("verbose", "True", "bool", "click", "True", None, "script.py"),
                ("lr", "0.01", "float", "click", "1e-2", None, "script.py train"),
                ("data", "in.csv", "str", "click", "in.csv", None, "script.py train"),
                ("layer", "(1, 2)", "tuple", "click", None, True, "script.py train"),
            ],
        )

    def test_typer(self):
        done = self.run_script(
            "import typer\n\n"
            "def main(data: str, lr: float = 0.1, fast: bool = False):\n    print(data, lr, fast)\n\n"
            "typer.run(main)\n",
            *("in.csv", "--lr", "1e-2"),
            python=python_with("typer"),
            ASSAY_PARAM_OVERRIDES='{"fast": "true"}',
        )
        self.assertEqual(done.stdout, "in.csv 0.01 True\n")
        self.assertEqual(self.params("value", "written")["lr"], ("0.01", "1e-2"))
        self.assertEqual(self.params("overridden")["fast"], (True,))

    def test_hydra(self):
        self.write("conf/config.yaml", "lr: 0.1\nmodel:\n  depth: 3\n  name: net-${model.depth}\ntags: [a, b]\n")
        done = self.run_script(
            """
import hydra

@hydra.main(version_base=None, config_path="conf", config_name="config")
def main(config):
    print(config.lr, config.model.depth, config.model.name, config.tags)

main()
""",
            *("lr=1e-2",),
            python=python_with("hydra"),
            ASSAY_PARAM_OVERRIDES='{"model.depth": "5", "no.such": 1}',
        )
        self.assertEqual(done.stdout, "0.01 5 net-5 ['a', 'b']\n")
        found = self.params("value", "source", "written", "overridden")
        self.assertEqual(
            found,
            {
                "lr": ("0.01", "hydra", "1e-2", None),
                "model.depth": ("5", "hydra", None, True),
                "model.name": ("net-5", "hydra", None, None),
                "tags": ("['a', 'b']", "hydra", None, None),
            },
        )
        self.assertIn("conf/config.yaml", self.paths("read"))

    def test_absl(self):
        done = self.run_script(
            """
from absl import app, flags
flags.DEFINE_float("lr", 0.1, "rate")
flags.DEFINE_list("layers", ["1"], "sizes")

def main(arguments):
    print(flags.FLAGS.lr, flags.FLAGS.layers)

app.run(main)
""",
            *("--lr=1e-2",),
            python=python_with("absl"),
            ASSAY_PARAM_OVERRIDES='{"layers": "3,4"}',
        )
        self.assertEqual(done.stdout, "0.01 ['3', '4']\n")
        self.assertEqual(
            self.params("value", "source", "isGiven", "overridden"),
            {"lr": ("0.01", "absl", True, None), "layers": ("['3', '4']", "absl", False, True)},
        )

    def test_fire(self):
        done = self.run_script(
            "import fire\n\ndef train(data, lr=0.1, depth=2):\n    return f'{data} {lr} {depth}'\n\nfire.Fire(train)\n",
            *("in.csv", "--lr", "0.01"),
            python=python_with("fire"),
            ASSAY_PARAM_OVERRIDES='{"depth": "5"}',
        )
        self.assertEqual(done.stdout, "in.csv 0.01 5\n")
        self.assertEqual(
            self.params("value", "type", "overridden"),
            {"data": ("in.csv", "str", None), "lr": ("0.01", "float", None), "depth": ("5", "int", True)},
        )


if __name__ == "__main__":
    unittest.main()
