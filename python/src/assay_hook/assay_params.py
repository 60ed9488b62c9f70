"""Notes the arguments of a program that reads them with argparse, click, typer, Hydra, absl or fire, and gives them
other values when a rerun asks for that (ASSAY_PARAM_OVERRIDES, a JSON object of names and values).
"""

import os
import sys

import assay_secrets
from assay_imports import after_import

VALUE_LENGTH_MAX = 6_000
VALUES_MAX = 1_000
TRUE = ("true", "1", "yes", "on")
# They use argparse for their own command lines.
TOOLS = {
    "fire", "hydra", "pytest", "_pytest", "unittest", "coverage", "pip", "runpy", "IPython", "ipykernel", "traitlets",
    "ipykernel_launcher", "torch", "accelerate", "deepspeed", "ray", "pdb", "cProfile", "mlflow",
}  # fmt: skip
FALSE = ("false", "0", "no", "off")

_log = None
_overrides = {}


def watch(log):
    global _log, _overrides
    _log = log
    _overrides = _overrides_given()
    after_import("argparse", _watch_argparse)
    after_import("click.core", lambda module: _watch_click(module, "click"))
    after_import("typer._click.core", lambda module: _watch_click(module, "typer"))
    after_import("hydra.core.utils", _watch_hydra)
    after_import("absl.flags._flagvalues", _watch_absl)
    after_import("fire.core", _watch_fire)


def _overrides_given():
    text = os.environ.get("ASSAY_PARAM_OVERRIDES")
    if not text:
        return {}
    import json

    found = json.loads(text)
    if not isinstance(found, dict):
        raise ValueError("ASSAY_PARAM_OVERRIDES is not a JSON object")
    return found


def note(source, values, written=None, overridden=(), command=None):
    """Writes params down, with the text they were given as on the command line where that is known."""
    for name, value in list(values.items())[:VALUES_MAX]:
        name = str(name)
        if callable(value) or isinstance(value, type(sys)):
            continue
        line = {
            "name": name,
            "value": assay_secrets.masked(name, _text(value))[:VALUE_LENGTH_MAX],
            "type": type(value).__name__,
            "source": source,
            "isGiven": written is not None and name in written,
        }
        if written and written.get(name):
            line["written"] = assay_secrets.masked(name, written[name])[:VALUE_LENGTH_MAX]
        if name in overridden:
            line["overridden"] = True
        if command:
            line["command"] = command
        _log.add("param", line)


def _text(value):
    if isinstance(value, str):
        return value
    return os.fspath(value) if isinstance(value, os.PathLike) else str(value)


def _quietly(what, action, *arguments):
    try:
        return action(*arguments)
    except Exception as problem:  # never into the program
        _log.problem(what, problem)
        return None


def _plain_text(value):
    """An overriding value as somebody would have typed it."""
    return value if isinstance(value, str) else str(value)


def _parts(value):
    """The elements of an overriding value that is to become a list."""
    if isinstance(value, list):
        return [_plain_text(part) for part in value]
    return str(value).replace(",", " ").split()


def _truth(value):
    text = str(value).strip().lower()
    if text in TRUE:
        return True
    if text in FALSE:
        return False
    raise ValueError(f"{value!r} is neither true nor false")


def _override(names, apply, what):
    """Applies overrides one by one: a value that does not fit leaves the parameter as it was and is noted."""
    done = []
    for name in names:
        if name in _overrides:
            try:
                if apply(name, _overrides[name]):
                    done.append(name)
            except (Exception, SystemExit) as problem:  # a parser may answer a wrong value by ending the program
                _log.problem(f"{what}: parameter {name}", problem)
    return done


# argparse


class _Parse:
    """One outermost parse: subcommands parse within the parse of their parent."""

    def __init__(self):
        self.parsers = []
        self.written = {}

    def took(self, action, texts, is_command):
        if texts or action.option_strings:
            own = texts[:1] if is_command else texts
            self.written[action.dest] = " ".join(str(text) for text in own if text != "--")


def _watch_argparse(module):
    import threading

    current = threading.local()
    parse, take = module.ArgumentParser.parse_known_args, module.ArgumentParser._get_values

    def parse_known_args(self, *arguments, **named):
        outer = getattr(current, "parse", None)
        if outer is None and _is_tool(sys._getframe(1), module.__file__):
            return parse(self, *arguments, **named)
        if outer is not None:
            outer.parsers.append(self)
            return parse(self, *arguments, **named)
        current.parse = running = _Parse()
        running.parsers.append(self)
        try:
            namespace, rest = parse(self, *arguments, **named)
        finally:
            current.parse = None
        _quietly("argparse", _argparse_done, module, running, namespace)
        return namespace, rest

    def _get_values(self, action, texts):
        running = getattr(current, "parse", None)
        if running is not None:
            _quietly("argparse", running.took, action, texts, isinstance(action, module._SubParsersAction))
        return take(self, action, texts)

    parse_known_args.__doc__ = parse.__doc__
    module.ArgumentParser.parse_known_args = parse_known_args
    module.ArgumentParser._get_values = _get_values


def _is_tool(frame, own_file):
    """True when not the program parses, but a tool it is run by or uses."""
    while frame is not None and frame.f_code.co_filename in (own_file, __file__):
        frame = frame.f_back
    return frame is not None and str(frame.f_globals.get("__name__")).partition(".")[0] in TOOLS


def _argparse_done(module, running, namespace):
    values = vars(namespace)
    actions = {}
    for parser in running.parsers:
        for action in parser._actions:
            actions[action.dest] = (parser, action)
            for option in action.option_strings:
                actions.setdefault(option.lstrip("-").replace("-", "_"), (parser, action))

    def apply(name, value):
        parser, action = actions.get(name.replace("-", "_"), (None, None))
        if action is None or action.dest not in values:
            return False
        if action.nargs == 0 and name.replace("-", "_") != action.dest:
            value = _switched(action, _truth(value))  # the switch is named, not what it sets
        setattr(namespace, action.dest, _argparse_value(module, parser, action, value))
        return True

    done = _override(list(_overrides), apply, "argparse")
    overridden = {actions[name.replace("-", "_")][1].dest for name in done}
    shown = {name: value for name, value in values.items() if value is not module.SUPPRESS}
    note("argparse", shown, running.written, overridden)


def _argparse_value(module, parser, action, value):
    if value is None:
        return None
    if action.nargs == 0:
        is_truth = isinstance(getattr(action, "const", None), bool)
        return _truth(value) if is_truth else value
    if type(action).__name__ == "BooleanOptionalAction":
        return _truth(value)
    if (
        isinstance(action.nargs, int)
        or action.nargs in ("*", "+", module.REMAINDER)
        or type(action).__name__
        in (
            "_AppendAction",
            "_ExtendAction",
        )
    ):
        return [_argparse_single(parser, action, part) for part in _parts(value)]
    return _argparse_single(parser, action, _plain_text(value))


def _switched(action, is_on):
    if isinstance(action.const, bool):
        return action.const if is_on else not action.const
    return action.const if is_on else action.default


def _argparse_single(parser, action, text):
    found = parser._get_value(action, text)
    parser._check_value(action, found)
    return found


# click, and typer, which is made of it


def _watch_click(module, source):
    invoke, consume = module.Command.invoke, module.Parameter.consume_value

    def noting_invoke(self, context):
        _quietly(source, _click_done, module, self, context, source)
        return invoke(self, context)

    def noting_consume(self, context, options):
        found = consume(self, context, options)
        _quietly(source, _click_written, self, context, options)
        return found

    module.Command.invoke, module.Parameter.consume_value = noting_invoke, noting_consume


def _click_written(parameter, context, options):
    if parameter.name in options:
        context.__dict__.setdefault("_assay_written", {})[parameter.name] = _click_text(options[parameter.name])


def _click_text(value):
    return " ".join(str(part) for part in value) if isinstance(value, (list, tuple)) else str(value)


def _click_done(module, command, context, source):
    by_name = {parameter.name: parameter for parameter in command.params}

    def apply(name, value):
        parameter = by_name.get(name.replace("-", "_"))
        if parameter is None or parameter.name not in context.params:
            return False
        is_list = getattr(parameter, "multiple", False) or getattr(parameter, "nargs", 1) != 1
        convert = getattr(parameter, "type_cast_value", None) or parameter.process_value
        given = None if value is None else tuple(_parts(value)) if is_list else _plain_text(value)
        context.params[parameter.name] = convert(context, given)
        return True

    done = _override(list(_overrides), apply, source)
    overridden = {name.replace("-", "_") for name in done}
    written = context.__dict__.get("_assay_written", {})
    note(source, context.params, written, overridden, getattr(context, "command_path", None))


# Hydra


def _watch_hydra(module):
    run_job = module.run_job

    def noting_run_job(task_function, config, *arguments, **named):
        _quietly("hydra", _hydra_done, config)
        return run_job(task_function, config, *arguments, **named)

    module.run_job = noting_run_job


def _hydra_done(config):
    from omegaconf import OmegaConf

    def apply(name, value):
        if name == "hydra" or name.startswith("hydra.") or name not in flat:
            return False
        if isinstance(value, str):
            import yaml

            value = yaml.safe_load(value)
        OmegaConf.update(config, name, value)
        return True

    flat = _flat(_plain_config(OmegaConf, config))
    done = _override(list(_overrides), apply, "hydra")
    given = {}
    for text in OmegaConf.select(config, "hydra.overrides.task", default=[]) or []:
        name, _, value = text.lstrip("+~").partition("=")
        given[name] = value
    note("hydra", _flat(_plain_config(OmegaConf, config)), given, done)


def _plain_config(OmegaConf, config):
    """The config without Hydra's own part; not resolved where a value is missing."""
    own = OmegaConf.masked_copy(config, [key for key in config if key != "hydra"])
    try:
        return OmegaConf.to_container(own, resolve=True)
    except Exception:
        return OmegaConf.to_container(own, resolve=False)


def _flat(tree, prefix=""):
    values = {}
    for name, value in tree.items():
        if isinstance(value, dict) and value:
            values.update(_flat(value, f"{prefix}{name}."))
        else:
            values[f"{prefix}{name}"] = value
    return values


# absl


def _watch_absl(module):
    parse = module.FlagValues.__call__

    def __call__(self, *arguments, **named):
        rest = parse(self, *arguments, **named)
        _quietly("absl", _absl_done, self)
        return rest

    module.FlagValues.__call__ = __call__


def _absl_done(flags):
    own = {}
    for owner, defined in flags.flags_by_module_dict().items():
        if not owner.startswith(("absl", "tensorflow", "jax")):
            own.update({flag.name: flag for flag in defined})

    def apply(name, value):
        flag = own.get(name.replace("-", "_"))
        if flag is None:
            return False
        flag.parse(_parts(value) if isinstance(value, list) else _plain_text(value))
        return True

    written = {name: str(flag.value) for name, flag in own.items() if flag.present}
    done = _override(list(_overrides), apply, "absl")
    note("absl", {name: flag.value for name, flag in own.items()}, written, {name.replace("-", "_") for name in done})


# fire


def _watch_fire(module):
    make_parser = module._MakeParseFn

    def _MakeParseFn(function, metadata):
        parse = make_parser(function, metadata)

        def noting_parse(arguments):
            found = parse(arguments)
            changed = _quietly("fire", _fire_done, module, function, found[0])
            return found if changed is None else (changed, *found[1:])

        return noting_parse

    module._MakeParseFn = _MakeParseFn


def _fire_done(module, function, parsed):
    """The arguments of the function that is about to be called, in its own words."""
    positional, named = parsed
    names = module.inspectutils.GetFullArgSpec(function).args
    positional = list(positional)
    values = {**dict(zip(names, positional)), **named}

    def apply(name, value):
        name = name.replace("-", "_")
        if name not in values:
            return False
        value = module.parser.DefaultParseValue(value) if isinstance(value, str) else value
        values[name] = value
        if name in named:
            named[name] = value
        else:
            positional[names.index(name)] = value
        return True

    done = _override(list(_overrides), apply, "fire")
    note("fire", values, None, {name.replace("-", "_") for name in done})
    return positional, named
