"""Notes seeds as they are set, sets them all when asked to, and finds random numbers that were drawn without one.

Drawing is not watched, which would slow it down: the state of a generator at the end tells whether it was used.
With ASSAY_SEED=N every library is seeded as soon as it is imported; the program's own seeds come later and win. What
would take entropy from the system in numpy (default_rng(), RandomState(), SeedSequence() without a seed) takes
SHA-256(N, worker, how many before) instead.
"""

import os
import sys

from assay_imports import after_import

SEED_DEFAULT = 42
VALUE_LENGTH_MAX = 200
SEEDS_PER_OWNER_MAX = 3
ENVIRONMENT = (
    "PYTHONHASHSEED", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS", "NUMEXPR_NUM_THREADS",
    "VECLIB_MAXIMUM_THREADS", "BLIS_NUM_THREADS", "OMP_DYNAMIC", "MKL_CBWR", "MKL_DYNAMIC", "CUBLAS_WORKSPACE_CONFIG",
    "TF_DETERMINISTIC_OPS", "TF_CUDNN_DETERMINISTIC", "TF_ENABLE_ONEDNN_OPTS", "NVIDIA_TF32_OVERRIDE",
    "CUDA_VISIBLE_DEVICES", "CUDA_LAUNCH_BLOCKING", "XLA_FLAGS", "JAX_ENABLE_X64", "PYTORCH_CUDA_ALLOC_CONF",
)  # fmt: skip
_DATA_LOADER_WORKER = os.path.join("torch", "utils", "data", "_utils", "worker.py")

_seeds = None


def watch(log):
    global _seeds
    for name in ENVIRONMENT:
        value = os.environ.get(name)
        if value is not None:
            log.add("setting", {"name": name, "value": value[:VALUE_LENGTH_MAX]})
    _seeds = Seeds(log)
    log.before_flush.append(_seeds.note_settings)
    after_import("random", _seeds.watch_random)
    import assay_numpy

    assay_numpy.watch(_seeds)
    after_import("torch", _seeds.watch_torch)
    after_import("tensorflow", _seeds.watch_tensorflow)
    after_import("tensorflow.python.framework.random_seed", _seeds.watch_tensorflow_draws)
    after_import("jax._src.random", _seeds.watch_jax)
    after_import("xgboost.training", lambda module: _seeds.watch_boosting(module, "xgboost"))
    after_import("lightgbm.engine", lambda module: _seeds.watch_boosting(module, "lightgbm"))


def seed_all(seed, deterministic):
    """Seeds every library that is there now, and each other one when it is imported (assay.seed())."""
    os.environ["ASSAY_SEED"] = str(int(seed))
    os.environ["ASSAY_DETERMINISTIC"] = "1" if deterministic else "0"
    if _seeds is None:
        watch(_Unnoted())  # which seeds what is there already
    else:
        _seeds.wanted, _seeds.is_deterministic = int(seed), bool(deterministic)
        for again in list(_seeds.seed_now.values()):
            again()


class _Unnoted:
    """Stands for the file of a process that is not recorded."""

    def __init__(self):
        self.before_flush = []
        self.pending = _Nowhere()

    def add(self, kind, values):
        pass

    def problem(self, what, problem):
        pass


class _Nowhere:
    def append(self, note):
        pass


def finish(log):
    """Says which generators moved without ever having been seeded."""
    for finish_part in _seeds.at_end:
        finish_part()
    for library, moved in list(_seeds.moved.items()):
        try:
            if library not in _seeds.seeded and moved():
                for owner in _seeds.on_global_state.get(library) or [None]:
                    _seeds.note_unseeded(library, owner)
        except Exception as problem:
            log.problem("randomness of " + library, problem)


def wanted_seed():
    """The seed that `assay run` was told to set, None when the program is to be left as it is."""
    given = os.environ.get("ASSAY_SEED")
    if given:
        return int(given)
    return SEED_DEFAULT if is_deterministic_wanted() else None


def is_deterministic_wanted():
    return os.environ.get("ASSAY_DETERMINISTIC") in ("1", "true")


def wrap(owner, name, before):
    """Replaces owner.name by a function that first calls before(*arguments)."""
    function = getattr(owner, name)

    def wrapped(*arguments, **named):
        try:
            before(*arguments, **named)
        except Exception:  # never into the program
            pass
        return function(*arguments, **named)

    for attribute in ("__name__", "__qualname__", "__doc__", "__module__"):
        value = getattr(function, attribute, None)
        if value is not None:
            setattr(wrapped, attribute, value)
    wrapped.__wrapped__ = function
    setattr(owner, name, wrapped)


class Seeds:
    """What is known of each library's generators in this process."""

    def __init__(self, log):
        self.log = log
        self.wanted = wanted_seed()
        self.is_deterministic = is_deterministic_wanted()
        self.seeded = set()
        self.moved = {}
        self.on_global_state = {}
        self.seed_now = {}
        self.at_end = []
        self.is_setting = False
        self._noted = {}
        self._settings = {}
        self._torch = None

    def note(self, library, value, owner=None):
        """A seed of a library's common generator, or of one generator of its own (owner)."""
        if owner is None:
            self.seeded.add(library)
            if _is_data_loaders_doing(sys._getframe(1)):
                return  # each of its workers gets one that was drawn from torch's generator
        shown = value if isinstance(value, str) else repr(value)
        source = "assay" if self.is_setting else "script"
        noted = self._noted.setdefault((library, owner), set())
        if (shown, source) in noted or (owner is not None and len(noted) >= SEEDS_PER_OWNER_MAX):
            return
        noted.add((shown, source))
        values = {"library": library, "value": shown[:VALUE_LENGTH_MAX], "source": source}
        self.log.add("seed", values if owner is None else {**values, "owner": owner})

    def note_unseeded(self, library, owner=None):
        noted = self._noted.setdefault((library, owner, "unseeded"), set())
        if not noted:
            noted.add(True)
            self.log.add("unseeded", {"library": library} if owner is None else {"library": library, "owner": owner})

    def seed_by(self, library, action):
        """Seeds a library with action(seed) when a seed is asked for, now or later by assay.seed()."""

        def again():
            if self.wanted is not None:
                self.as_ours(lambda: action(self.wanted))

        self.seed_now[library] = again
        again()

    def as_ours(self, action):
        """Does something whose seeds are noted as set by us."""
        self.is_setting = True
        try:
            action()
        finally:
            self.is_setting = False

    # Python's own generator

    def watch_random(self, module):
        set_seed = module.seed

        def seed(a=None, version=2):
            try:
                a = self._python_seed(a)
            except Exception as problem:  # never into the program
                self.log.problem("random.seed", problem)
            set_seed(a, version)

        seed.__doc__ = set_seed.__doc__
        module.seed = seed
        self.seed_by("random", module.seed)
        self._remember_random(module)
        os.register_at_fork(after_in_child=lambda: self._random_in_child(module))

    def _python_seed(self, a):
        if a is not None:
            self.note("random", a)
        elif self.wanted is not None:  # without a seed it takes the system's entropy
            self.as_ours(lambda: self.note("random", self.wanted))
            return self.wanted
        return a

    def _random_in_child(self, module):
        """Python seeds the generator of a forked process anew, from the system's entropy."""
        try:
            self._random_begins_anew(module)
        except Exception as problem:  # never into the program
            self.log.problem("random after a fork", problem)

    def _random_begins_anew(self, module):
        self.seeded.discard("random")
        self._noted.clear()
        self.seed_now["random"]()
        self._remember_random(module)

    def _remember_random(self, module):
        first = hash(module.getstate())
        self.moved["random"] = lambda: hash(module.getstate()) != first

    # torch

    def watch_torch(self, module):
        wrap(module, "manual_seed", lambda seed: self.note("torch", seed))
        for name in ("manual_seed", "manual_seed_all"):
            if hasattr(module.cuda, name):
                wrap(module.cuda, name, lambda seed: self.note("torch.cuda", seed))
        if hasattr(module.random, "manual_seed"):
            module.random.manual_seed = module.manual_seed
        self.seed_by("torch", lambda seed: self._seed_torch(module, seed))
        first = module.get_rng_state()
        self.moved["torch"] = lambda: not module.equal(first, module.get_rng_state())
        self.moved["torch.cuda"] = lambda: "torch" not in self.seeded and _is_cuda_generator_used(module)
        self._torch = module

    def _seed_torch(self, module, seed):
        module.manual_seed(seed)
        if self.is_deterministic:
            os.environ.setdefault("CUBLAS_WORKSPACE_CONFIG", ":4096:8")
            module.use_deterministic_algorithms(True, warn_only=True)
            module.backends.cudnn.deterministic = True
            module.backends.cudnn.benchmark = False

    def note_settings(self):
        """Settings of determinism as they are now, each time they differ from what was noted before."""
        if self._torch is None:
            return
        torch, cudnn = self._torch, self._torch.backends.cudnn
        found = {
            "torch.deterministic_algorithms": torch.are_deterministic_algorithms_enabled(),
            "torch.backends.cudnn.deterministic": cudnn.deterministic,
            "torch.backends.cudnn.benchmark": cudnn.benchmark,
            "torch.backends.cudnn.allow_tf32": cudnn.allow_tf32,
            "torch.num_threads": torch.get_num_threads(),
        }
        if hasattr(torch, "get_float32_matmul_precision"):
            found["torch.float32_matmul_precision"] = torch.get_float32_matmul_precision()
        for name, value in found.items():
            if self._settings.get(name) != value:
                self._settings[name] = value
                self.log.pending.append(("setting", {"name": name, "value": str(value)}))

    # tensorflow

    def watch_tensorflow(self, module):
        wrap(module.random, "set_seed", lambda seed: self.note("tensorflow", seed))
        wrap(module.config.experimental, "enable_op_determinism", lambda: self._note_tensorflow_determinism())
        self.seed_by("tensorflow", lambda seed: self._seed_tensorflow(module, seed))

    def _seed_tensorflow(self, module, seed):
        module.random.set_seed(seed)
        if self.is_deterministic:
            module.config.experimental.enable_op_determinism()

    def _note_tensorflow_determinism(self):
        self.log.add("setting", {"name": "tensorflow.op_determinism", "value": "True"})

    def watch_tensorflow_draws(self, module):
        """Each random operation asks here for its seed when it is made."""

        def asked(op_seed):
            if op_seed is None and "tensorflow" not in self.seeded:
                self.note_unseeded("tensorflow")

        wrap(module, "get_seed", asked)

    # jax: a key is nothing without a seed

    def watch_jax(self, module):
        for name in ("PRNGKey", "key"):
            if hasattr(module, name):
                wrap(module, name, lambda seed, **named: self.note("jax", seed, owner="key"))

    # gradient boosting: deterministic by default, so only what was given is noted

    def watch_boosting(self, module, library):
        def trained(params=None, *arguments, **named):
            for name in ("seed", "random_state", "random_seed"):
                value = (params or {}).get(name)
                if value is not None:
                    self.note(library, value, owner="train")

        wrap(module, "train", trained)


def _is_data_loaders_doing(frame):
    for _ in range(8):
        if frame is None:
            return False
        if frame.f_code.co_filename.endswith(_DATA_LOADER_WORKER):
            return True
        frame = frame.f_back
    return False


def _is_cuda_generator_used(torch):
    """The last eight bytes of a CUDA generator's state are its offset, which is 0 until it is used."""
    if not torch.cuda.is_initialized():
        return False
    return any(bool(torch.cuda.get_rng_state(device)[8:16].any()) for device in range(torch.cuda.device_count()))
