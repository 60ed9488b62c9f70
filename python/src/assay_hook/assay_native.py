"""Libraries that open files with code of their own, which the interpreter does not see.

The use of one is noted as `blind`; where its functions take the path as an argument, the path is noted from that.
"""

import os

from assay_imports import after_import

# Modules that are imported only by a program that uses them for files.
BLIND = (
    "pyarrow.parquet", "pyarrow.dataset", "pyarrow.csv", "pyarrow.feather", "pyarrow.orc", "pyarrow.json", "h5py",
    "tables", "netCDF4", "cv2", "duckdb", "polars", "lmdb", "rasterio", "osgeo", "av", "decord", "torchaudio",
    "torchcodec", "nvidia.dali", "tensorflow", "rocksdict", "leveldb", "safetensors", "ffmpegcv", "pysam", "vaex",
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
}  # fmt: skip
WRITERS = {
    "pyarrow.feather": ("write_feather",),
    "pyarrow.csv": (),
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
            if functions:
                after_import(name, _noting(functions, position, is_writing, assay_events.note_file))
    after_import("h5py", lambda module: _watch_h5py(module, assay_events.note_file))


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
        for is_writing in {mode[:1] in ("w", "x", "a") or "+" in mode, mode[:1] in ("w", "x")}:
            _note_paths(name, is_writing, note)
        open_file(self, name, mode, *arguments, **named)

    __init__.__doc__ = open_file.__doc__
    module.File.__init__ = __init__
