"""Runs when an interpreter starts below `assay run`: switches the capture on, then lets the next sitecustomize have its
turn, which this file hides. A usercustomize is not hidden and needs no help.
"""

# importlib itself takes some milliseconds; these are its two halves that are loaded anyhow.
import _frozen_importlib
import _frozen_importlib_external
import os
import sys

_HERE = os.path.dirname(os.path.abspath(__file__))


def _start_capture():
    if _HERE not in sys.path:
        sys.path.append(_HERE)
    import assay_capture

    assay_capture.start()


def _next_sitecustomize():
    """The module that would have been imported without this one, not yet executed; None when there is none."""
    paths = [path for path in sys.path if os.path.abspath(path or os.curdir) != _HERE]
    spec = _frozen_importlib_external.PathFinder.find_spec("sitecustomize", paths)
    if spec is None or spec.loader is None:
        return None
    return _frozen_importlib.module_from_spec(spec)


try:
    _start_capture()
except Exception as problem:  # whatever goes wrong here must not reach the user's program
    if os.environ.get("ASSAY_DEBUG"):
        sys.stderr.write(f"assay: no capture in this process: {problem!r}\n")

_next = _next_sitecustomize()
if _next is not None:
    sys.modules["sitecustomize"] = _next
    _next.__spec__.loader.exec_module(_next)
