"""Seeds of numpy and scikit-learn.

numpy's generator classes cannot be replaced without breaking isinstance and pickle. But each of them asks one of two
small functions of its modules for its start: for entropy when there is no seed (`randbits`), for the number when there
is one (`_coerce_to_uint32_array`, `operator.index`). Those are what is watched.
"""

import _thread
import sys
import time

from assay_imports import after_import
from assay_randomness import wrap
from assay_variables import is_library_code

CONFIRM_SECONDS = 1.0


def watch(seeds):
    numpy = _Numpy(seeds)
    after_import("numpy.random", numpy.watch)
    after_import("sklearn.utils.validation", numpy.watch_sklearn)
    after_import("sklearn.ensemble._base", numpy.watch_ensembles)


class _Numpy:
    def __init__(self, seeds):
        self.seeds = seeds
        self.entropy_count = 0
        self.owner = None
        self.is_library = False
        self.derived = set()
        self.unconfirmed = {}
        seeds.log.before_flush.append(self._confirm_old)
        seeds.at_end.append(self._confirm_all)

    def watch(self, module):
        seeds = self.seeds
        # Before the functions are wrapped, so that seeds set by us reach the true ones.
        self._watch_entropy(sys.modules["numpy.random.bit_generator"])
        self._watch_legacy(sys.modules["numpy.random._mt19937"])

        def seeded(seed=None):
            if seed is not None:
                seeds.note("numpy", seed)

        wrap(module, "seed", seeded)
        self._name_owner(module, "seed", "")
        self._name_owner(module, "default_rng", "default_rng")
        seeds.seed_by("numpy", lambda seed: module.seed(seed % 2**32))
        first = _state(module)
        seeds.moved["numpy"] = lambda: _state(module) != first

    def _name_owner(self, module, name, owner):
        """While this function runs, seeds belong to it and not to the class it makes."""
        function = getattr(module, name)

        def named(*arguments, **keywords):
            before, self.owner = self.owner, owner
            self.is_library = is_library_code(sys._getframe(1))
            try:
                return function(*arguments, **keywords)
            finally:
                self.owner = before

        for attribute in ("__name__", "__doc__", "__module__"):
            setattr(named, attribute, getattr(function, attribute, None))
        named.__wrapped__ = function
        setattr(module, name, named)

    def _watch_entropy(self, module):
        take_entropy, read_seed = module.randbits, module._coerce_to_uint32_array

        def randbits(bits):
            try:
                self._took_entropy(sys._getframe(1))
                if self.seeds.wanted is not None:
                    return self._entropy(bits)
            except Exception as problem:  # never into the program
                self.seeds.log.problem("entropy of numpy", problem)
            return take_entropy(bits)

        def _coerce_to_uint32_array(x):
            try:
                self._took_seed(x, sys._getframe(1))
            except Exception as problem:  # never into the program
                self.seeds.log.problem("seed of numpy", problem)
            return read_seed(x)

        module.randbits, module._coerce_to_uint32_array = randbits, _coerce_to_uint32_array

    def _took_entropy(self, caller):
        thread = _thread.get_ident()
        self._confirm(thread)
        if not _is_making_copy_or_import(caller):
            self.unconfirmed[thread] = (self.owner or "generator", time.monotonic())
            if self.owner:
                self._confirm(thread)

    def _took_seed(self, x, caller):
        if isinstance(x, int) and self.owner != "" and not self._is_ours(x):
            is_library = self.is_library if self.owner else is_library_code(caller)
            if not is_library:  # libraries derive seeds of their own from those they are given
                self.seeds.note("numpy", x, owner=self.owner or "SeedSequence")

    def _confirm_old(self):
        for thread, (_, at) in list(self.unconfirmed.items()):
            if time.monotonic() - at > CONFIRM_SECONDS:
                self._confirm(thread)

    def _confirm_all(self):
        for thread in list(self.unconfirmed):
            self._confirm(thread)

    def _confirm(self, thread):
        """RandomState(4) first makes a generator without a seed, and then seeds it: only what stays so counts."""
        unconfirmed = self.unconfirmed.pop(thread, None)
        if unconfirmed is None:
            return
        if self.seeds.wanted is None:
            self.seeds.note_unseeded("numpy", unconfirmed[0])
        else:
            self.seeds.as_ours(lambda: self.seeds.note("numpy", self.seeds.wanted, owner=unconfirmed[0]))

    def _entropy(self, bits):
        """What stands for entropy: fixed by the seed, the worker, and how many generators came before."""
        import hashlib

        text = f"{self.seeds.wanted}:{_worker()}:{self.entropy_count}"
        self.entropy_count += 1
        found = int.from_bytes(hashlib.sha256(text.encode()).digest(), "big") >> max(0, 256 - bits)
        self.last_entropy = found
        return found

    last_entropy = None

    def _is_ours(self, seed):
        return seed == self.last_entropy or (self.seeds.wanted is None and seed >= 2**96)

    def _watch_legacy(self, module):
        """RandomState(seed): its seed goes through operator.index in the module of the Mersenne Twister."""
        import operator

        numpy = self

        class _Operator:
            def __getattr__(self, name):
                return getattr(operator, name)

            def index(self, value):
                found = operator.index(value)
                try:
                    numpy.unconfirmed.pop(_thread.get_ident(), None)
                    if numpy.owner is None and not is_library_code(sys._getframe(1)):
                        numpy.seeds.note("numpy", found, owner="RandomState")
                except Exception as problem:  # never into the program
                    numpy.seeds.log.problem("seed of numpy", problem)
                return found

        if hasattr(module, "operator"):
            module.operator = _Operator()

    def watch_sklearn(self, module):
        """Every estimator, splitter and data maker of scikit-learn asks here for its generator."""

        def asked(seed=None):
            owner = _caller(sys._getframe(2))
            if seed is None:
                owners = self.seeds.on_global_state.setdefault("numpy", [])
                if owner not in owners and len(owners) < 50:
                    owners.append(owner)
            elif isinstance(seed, int) and seed not in self.derived and owner[:1] != "_":
                self.seeds.note("sklearn", seed, owner=owner)

        wrap(module, "check_random_state", asked)

    def watch_ensembles(self, module):
        """An ensemble draws the seeds of its members from its own."""
        set_states = module._set_random_states

        def _set_random_states(estimator, random_state=None):
            set_states(estimator, random_state)
            seed = getattr(estimator, "random_state", None)
            if isinstance(seed, int):
                self.derived.add(seed)

        module._set_random_states = _set_random_states


def _caller(frame):
    """The estimator for which scikit-learn asks, else the function that asks."""
    name = frame.f_code.co_name
    while frame is not None and frame.f_globals.get("__name__", "").startswith("sklearn."):
        owner = frame.f_locals.get("self")
        if owner is not None:
            return type(owner).__name__
        frame = frame.f_back
    return name


def _is_making_copy_or_import(frame):
    """A copy gets its state right afterwards; what a library makes when it is imported is not the program's doing."""
    if not is_library_code(frame):
        return False
    while frame is not None and is_library_code(frame):
        path = frame.f_code.co_filename
        if path.endswith("_pickle.py") or path.startswith("<frozen importlib"):
            return True
        frame = frame.f_back
    return False


def _worker():
    """Tells the workers of a multiprocessing pool apart, the same way in each execution."""
    process = sys.modules.get("multiprocessing.process")
    identity = process.current_process()._identity if process is not None else ()
    return ".".join(str(part) for part in identity)


def _state(module):
    kind, keys, position, *rest = module.get_state()
    return kind, hash(keys.tobytes()), position, tuple(rest)
