"""Notes the names of environment variables that the program asks for; never their values."""

import os
import sys

NAMES_MAX = 5_000
_THROUGH = (os.sep + "os.py", os.sep + "_collections_abc.py", "<frozen os>", "<frozen _collections_abc>")
_LIBRARIES = (
    *{path + os.sep for path in (sys.prefix, sys.base_prefix, sys.exec_prefix, os.path.dirname(os.__file__))},
    os.path.dirname(os.path.abspath(__file__)) + os.sep,
    "<frozen ",
)


def watch(log):
    reads = _Reads(log)
    mapping = type(os.environ)
    look_up, iterate = mapping.__getitem__, mapping.__iter__

    def __getitem__(self, key):
        try:
            if self is os.environ and not reads.is_copying(key):
                reads.saw(key, self)
        except Exception:  # never into the program
            pass
        return look_up(self, key)

    def __iter__(self):
        """Whoever copies the environment asks for every name in turn: that says nothing about any of them."""
        names = list(iterate(self))
        if self is os.environ:
            reads.turn, reads.position = names, 0
        return iter(names)

    mapping.__getitem__, mapping.__iter__ = __getitem__, __iter__


def is_library_code(frame):
    """True when the code that asked belongs to the environment, not to the program."""
    while frame is not None and frame.f_code.co_filename.endswith(_THROUGH):
        frame = frame.f_back
    if frame is None:
        return True
    return is_library_file(frame.f_code.co_filename)


def is_library_file(path):
    return path.startswith(_LIBRARIES) or "/site-packages/" in path or "/dist-packages/" in path


class _Reads:
    def __init__(self, log):
        self.log = log
        self.turn = []
        self.position = 0
        self.by_script = set()
        self.by_library = set()

    def is_copying(self, key):
        if self.position < len(self.turn) and self.turn[self.position] == key:
            self.position += 1
            return True
        return False

    def saw(self, name, environment):
        if (
            name in self.by_script
            or type(name) is not str
            or name.startswith("ASSAY_")
            or len(self.by_library) > NAMES_MAX
        ):
            return
        is_library = is_library_code(sys._getframe(2))
        if is_library and name in self.by_library:
            return
        (self.by_library if is_library else self.by_script).add(name)
        is_set = environment.encodekey(name) in environment._data
        self.log.add("variable", {"name": name, "by": "library" if is_library else "script", "isSet": is_set})
