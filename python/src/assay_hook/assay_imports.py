"""Lets something happen right after a module was imported, before its importer goes on."""

import sys

_wanted = {}
_report = None


def report_to(report):
    """report(what, problem) hears of actions that failed."""
    global _report
    _report = report


def after_import(name, action):
    """Calls action(module) once `name` has been imported; at once if it is there already."""
    module = sys.modules.get(name)
    if module is not None:
        _quietly(name, action, module)
        return
    if not any(isinstance(finder, _Finder) for finder in sys.meta_path):
        sys.meta_path.insert(0, _Finder())
    _wanted.setdefault(name, []).append(action)


def _quietly(name, action, module):
    try:
        action(module)
    except Exception as problem:  # a library in an unexpected shape is not the program's problem
        if _report is not None:
            _report("after the import of " + name, problem)


class _Finder:
    """Finds nothing itself: wraps the loader that the other finders give for a wanted module."""

    def find_spec(self, name, path=None, target=None):
        actions = _wanted.pop(name, None)
        if actions is None:
            return None
        for finder in list(sys.meta_path):
            find = getattr(finder, "find_spec", None)
            if finder is self or find is None:
                continue
            spec = find(name, path, target)
            if spec is not None:
                if not isinstance(spec.loader, type) and hasattr(spec.loader, "exec_module"):
                    _watch(name, spec.loader, actions)
                return spec
        _wanted[name] = actions
        return None


def _watch(name, loader, actions):
    execute = loader.exec_module

    def exec_module(module):
        try:
            del loader.exec_module  # once is enough: the loader is as it was
        except AttributeError:
            pass
        execute(module)
        for action in actions:
            _quietly(name, action, module)

    loader.exec_module = exec_module
