"""Libraries that open files with code of their own, which the interpreter does not see.

The use of one is noted as `blind`; where its functions take the path as an argument, the path is noted from that.
"""

import os

from assay_imports import after_import

# Modules that are imported only by a program that uses them for files.
BLIND = (
    "pyarrow.parquet", "pyarrow.dataset", "pyarrow.csv", "pyarrow.feather", "pyarrow.orc", "pyarrow.json",
    "tables", "netCDF4", "cv2", "duckdb", "polars", "lmdb", "rasterio", "osgeo", "av", "decord", "torchaudio",
    "torchcodec", "nvidia.dali", "rocksdict", "leveldb", "safetensors", "ffmpegcv", "pysam", "vaex",
    "datatable",
)  # fmt: skip
# module: functions (or Class.__init__) whose first argument is the path of a file to read.
READERS = {
    "pyarrow.parquet": ("read_table", "ParquetFile.__init__", "read_schema", "read_metadata"),
    "pyarrow.csv": ("read_csv", "open_csv"),
    "pyarrow.json": ("read_json",),
    "pyarrow.orc": ("read_table",),
    "pyarrow.feather": ("read_table", "read_feather"),
    "pandas.io.parquet": ("read_parquet",),
    "pandas.io.feather_format": ("read_feather",),
    "pandas.io.pytables": ("read_hdf",),
    "cv2": ("imread", "imreadmulti"),
    "polars": (
        "read_csv", "read_parquet", "read_ipc", "read_json", "read_ndjson", "read_avro", "scan_csv", "scan_parquet",
        "scan_ipc", "scan_ndjson",
    ),
    "safetensors": ("safe_open.__init__",),
    "lightgbm.basic": ("Dataset.__init__",),
    "xgboost.core": ("DMatrix.__init__",),
    "torchaudio": ("load",),
    "tensorflow.python.ops.io_ops": ("read_file",),
    "tensorflow.python.data.ops.readers": (
        "TFRecordDatasetV2.__init__", "TextLineDatasetV2.__init__", "FixedLengthRecordDatasetV2.__init__",
    ),
}  # fmt: skip
# Modules that every program of the library imports: only a call of one of the functions above says that it reads files.
BLIND_WHEN_CALLED = {
    "tensorflow.python.ops.io_ops": "tensorflow",
    "tensorflow.python.data.ops.readers": "tensorflow",
}
WRITERS = {
    "pyarrow.feather": ("write_feather",),
    "cv2": ("imwrite",),
}
# module: functions whose second argument is the path of a file to write.
SECOND_WRITERS = {
    "pyarrow.parquet": ("write_table",),
    "pandas.io.parquet": ("to_parquet",),
    "torch.serialization": ("save",),
}


def watch(log):
    import assay_events

    for name in BLIND:
        after_import(name, lambda module, name=name: log.add("blind", {"library": name}))
    for table, position, is_writing in ((READERS, 0, False), (WRITERS, 0, True), (SECOND_WRITERS, 1, True)):
        for name, functions in table.items():
            note = _also_blind(log, BLIND_WHEN_CALLED.get(name), assay_events.note_file)
            after_import(name, _noting(functions, position, is_writing, note))
    after_import("h5py", lambda module: _watch_h5py(module, assay_events.note_file))


def _also_blind(log, library, note):
    """note, which also says once that the library reads by itself."""
    if library is None:
        return note

    def note_both(path, is_writing, **more):
        note(path, is_writing, **more)

    note_both.before = lambda: _say_blind(log, library)
    return note_both


_said = set()


def _say_blind(log, library):
    if library not in _said:
        _said.add(library)
        log.add("blind", {"library": library})


def _noting(functions, position, is_writing, note):
    def watch_module(module):
        for name in functions:
            owner = module
            *outer, last = name.split(".")
            for part in outer:
                owner = getattr(owner, part, None)
            if hasattr(owner, last):
                _wrap(owner, last, position + (1 if last == "__init__" else 0), is_writing, note)

    return watch_module


def _wrap(owner, name, position, is_writing, note):
    import functools

    function = getattr(owner, name)

    @functools.wraps(function)
    def noting(*arguments, **named):
        value = arguments[position] if len(arguments) > position else next(iter(named.values()), None)
        _note_paths(value, is_writing, note)
        return function(*arguments, **named)

    setattr(owner, name, noting)


def _note_paths(value, is_writing, note):
    """A path, or a list of paths; everything else (buffers, arrays, addresses) is not a file."""
    try:
        if hasattr(note, "before"):
            note.before()
        if isinstance(value, (list, tuple)) and len(value) < 10_000:
            for part in value:
                if not isinstance(part, (str, os.PathLike)):
                    return
                _note_paths(part, is_writing, note)
        elif isinstance(value, (str, os.PathLike)):
            path = os.fsdecode(value)
            if "://" not in path and "\n" not in path:
                note(path, is_writing, by="argument")
    except Exception:  # never into the program
        pass


def _watch_h5py(module, note):
    open_file = module.File.__init__

    def __init__(self, name, mode="r", *arguments, **named):
        shown = mode or "r"
        for is_writing in {shown[:1] in ("w", "x", "a") or "+" in shown, shown[:1] in ("w", "x")}:
            _note_paths(name, is_writing, note)
        open_file(self, name, mode, *arguments, **named)

    __init__.__doc__ = open_file.__doc__
    module.File.__init__ = __init__
