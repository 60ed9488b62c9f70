"""Prints, as one JSON document, the environment of the interpreter that runs it: `python assay_environment.py`.

Runs as a process of its own, beside the program whose environment it describes, so that the program does not wait.
Nothing of that environment is imported: packages are known by the files beside them. Standard library only; Python 3.8
or newer; well below 0.3 s for 150 distributions.
"""

import json
import os
import platform
import re
import sys
import sysconfig

LOCK_FILES = (
    "requirements.txt", "requirements.lock", "requirements-lock.txt", "uv.lock", "poetry.lock", "pdm.lock",
    "pylock.toml", "Pipfile", "Pipfile.lock", "conda-lock.yml", "environment.yaml", "environment.yml", "pixi.lock",
    "pixi.toml", "pyproject.toml", "setup.py", "setup.cfg",
)  # fmt: skip
NATIVE = (
    "libopenblas", "libscipy_openblas", "libmkl_rt", "libmkl_core", "libblas", "libblis", "libcudart", "libcublas",
    "libcudnn", "libnccl", "libcusparse", "libcusolver", "libcurand", "libcufft", "libgomp", "libiomp5", "libomp",
    "libtorch_cpu", "libtensorflow_framework", "libtbb",
)  # fmt: skip
NATIVE_FOLDERS = (".libs", os.sep + "lib", ".dylibs", os.sep + "lib64")
HEADER_BYTES_MAX = 16 * 1024
_HEADER = re.compile(rb"^(Name|Version): *(.*?)\s*$", re.MULTILINE)
_WORD = re.compile(r"[-_.]+")


def describe():
    return {
        "python": _python(),
        "distributions": distributions(sys.path),
        "conda": _conda(),
        "lockFiles": [os.path.abspath(name) for name in LOCK_FILES if os.path.isfile(name)],
        "system": _system(),
        "container": container(),
        "nativeLibraries": _native_libraries(),
        "cuda": _cuda(),
    }


def _python():
    return {
        "version": platform.python_version(),
        "implementation": sys.implementation.name,
        "build": sys.version,
        "executable": sys.executable,
        "prefix": sys.prefix,
        "basePrefix": sys.base_prefix,
        "isVirtual": sys.prefix != sys.base_prefix,
        "paths": sorted({path for path in sysconfig.get_paths().values() if path}),
        "searchPath": _search_path(),
    }


def _search_path():
    own = os.path.dirname(os.path.abspath(__file__))
    return [path for path in sys.path if path != own]


# Distributions


def distributions(search_path):
    """Every installed distribution once; of two with one name the one that the interpreter finds first."""
    found = {}
    for folder in search_path:
        try:
            names = sorted(os.listdir(folder or os.curdir))
        except OSError:
            continue  # an archive, or not there
        for name in names:
            if name.endswith((".dist-info", ".egg-info")):
                distribution = _distribution(os.path.join(folder, name), name)
                if distribution is not None:
                    found.setdefault(_WORD.sub("-", distribution["name"]).lower(), distribution)
            elif name.endswith(".egg-link"):
                distribution = _linked(os.path.join(folder, name))
                if distribution is not None:
                    found.setdefault(_WORD.sub("-", distribution["name"]).lower(), distribution)
    return [found[name] for name in sorted(found)]


def _distribution(path, name):
    is_folder = os.path.isdir(path)
    metadata = os.path.join(path, "METADATA" if name.endswith(".dist-info") else "PKG-INFO") if is_folder else path
    header = dict(_HEADER.findall(_start_of(metadata)))
    if b"Name" not in header:
        return None
    described = {
        "name": header[b"Name"].decode("utf-8", "replace"),
        "version": header.get(b"Version", b"").decode("utf-8", "replace"),
        "location": os.path.dirname(os.path.abspath(path)),
    }
    described.update(_origin(path) if is_folder else {"origin": "unknown"})
    described["topLevel"] = _top_level(path) if is_folder else []
    return described


def _linked(path):
    """The older way of an editable installation: a file that names the folder."""
    target = _text(path).partition("\n")[0].strip()
    if not os.path.isdir(target):
        return None
    for name in sorted(os.listdir(target)):
        if name.endswith(".egg-info"):
            described = _distribution(os.path.join(target, name), name)
            if described is not None:
                described.update(origin="editable", url="file://" + target, folder=target)
            return described
    return None


def _start_of(path):
    """The header of a METADATA file: up to the first empty line."""
    try:
        with open(path, "rb") as file:
            return file.read(HEADER_BYTES_MAX).partition(b"\n\n")[0]
    except OSError:
        return b""


def _text(path):
    try:
        with open(path, encoding="utf-8", errors="replace") as file:
            return file.read()
    except OSError:
        return ""


def _origin(folder):
    """PEP 610: a direct_url.json tells that it did not come from an index."""
    text = _text(os.path.join(folder, "direct_url.json"))
    installer = _text(os.path.join(folder, "INSTALLER")).strip()
    if not text:
        return {"origin": "conda" if installer == "conda" else "index", "installer": installer}
    try:
        direct = json.loads(text)
    except ValueError:
        return {"origin": "unknown", "installer": installer}
    url = _without_credentials(direct.get("url", ""))
    found = {"installer": installer, "url": url}
    if direct.get("subdirectory"):
        found["subdirectory"] = direct["subdirectory"]
    if direct.get("dir_info", {}).get("editable"):
        found.update(origin="editable", folder=_file_of(url))
    elif "vcs_info" in direct:
        found.update(
            origin="vcs", vcs=direct["vcs_info"].get("vcs", ""), commit=direct["vcs_info"].get("commit_id", "")
        )
    elif url.startswith("file:"):
        found.update(origin="local", folder=_file_of(url))
    else:
        found.update(origin="url")
    hashes = direct.get("archive_info", {}).get("hashes") or {}
    if hashes.get("sha256"):
        found["sha256"] = hashes["sha256"]
    return found


def _without_credentials(url):
    return re.sub(r"^([a-zA-Z][a-zA-Z0-9+.-]*://)[^/@]*@", r"\1", url)


def _file_of(url):
    from urllib.parse import unquote, urlsplit

    return unquote(urlsplit(url).path)


def _top_level(folder):
    """The modules that `import` finds because of this distribution."""
    names = _text(os.path.join(folder, "top_level.txt")).split()
    if not names:
        names = _recorded(folder)
    return sorted({name.split("/")[0] for name in names})


def _recorded(folder):
    """From the list of installed files, of which each line begins with the path."""
    names = set()
    try:
        with open(os.path.join(folder, "RECORD"), "rb") as file:
            last = b""
            for line in file:
                first, separator, _ = line.partition(b"/")
                if separator and first == last:
                    continue
                last = first
                names.add(_module_of(line, first, bool(separator)))
    except OSError:
        pass
    return names - {""}


def _module_of(line, first, is_folder):
    name = first if is_folder else line.partition(b",")[0]
    if name.startswith((b"..", b"__pycache__", b"/")) or name.endswith((b"-info", b".libs", b".data", b".pth")):
        return ""
    if is_folder:
        return name.decode("utf-8", "replace")
    if name.endswith((b".py", b".so", b".pyd")):
        return name.partition(b".")[0].decode("utf-8", "replace")
    return ""


def _conda():
    folder = os.path.join(sys.prefix, "conda-meta")
    if not os.path.isdir(folder):
        return None
    packages = []
    for name in sorted(os.listdir(folder)):
        if name.endswith(".json"):
            try:
                record = json.loads(_text(os.path.join(folder, name)))
            except ValueError:
                continue
            found = {key: str(record.get(key, "")) for key in ("name", "version", "build", "channel", "url", "sha256")}
            packages.append({key: _without_credentials(value) for key, value in found.items() if value})
    return {
        "prefix": sys.prefix,
        "environment": os.environ.get("CONDA_DEFAULT_ENV", os.path.basename(sys.prefix)),
        "packages": packages,
    }


# System


def _system():
    libc, libc_version = _libc()
    return {
        "system": platform.system(),
        "release": platform.release(),
        "version": platform.version(),
        "machine": platform.machine(),
        "distribution": _distribution_of_system(),
        "libc": f"{libc} {libc_version}".strip(),
        "locale": _locale(),
        "encoding": sys.getfilesystemencoding(),
        "timeZone": _time_zone(),
    }


def _libc():
    """As the running C library says it; reading the interpreter's binary for it takes much longer."""
    try:
        name, _, version = os.confstr("CS_GNU_LIBC_VERSION").partition(" ")
        return name, version
    except (AttributeError, OSError, ValueError):
        return platform.libc_ver()


def _distribution_of_system():
    for line in _text("/etc/os-release").splitlines():
        if line.startswith("PRETTY_NAME="):
            return line.partition("=")[2].strip("\"'")
    if sys.platform == "darwin":
        return f"macOS {platform.mac_ver()[0]}"
    return ""


def _locale():
    for name in ("LC_ALL", "LC_NUMERIC", "LC_CTYPE", "LANG"):
        if os.environ.get(name):
            return os.environ[name]
    return "C"


def _time_zone():
    if os.environ.get("TZ"):
        return os.environ["TZ"]
    try:
        return os.path.realpath("/etc/localtime").partition("/zoneinfo/")[2]
    except OSError:
        return ""


def container():
    """The container as far as it can be seen from inside; most do not tell their image, so ASSAY_IMAGE may."""
    found = {"kind": "", "image": os.environ.get("ASSAY_IMAGE", ""), "digest": "", "id": _container_id()}
    if os.path.exists("/run/.containerenv"):
        facts = dict(re.findall(r'^(\w+)="?(.*?)"?$', _text("/run/.containerenv"), re.MULTILINE))
        found.update(kind="podman", image=found["image"] or facts.get("image", ""), digest=facts.get("imageid", ""))
    elif os.environ.get("APPTAINER_CONTAINER") or os.environ.get("SINGULARITY_CONTAINER"):
        image = os.environ.get("APPTAINER_CONTAINER") or os.environ.get("SINGULARITY_CONTAINER")
        found.update(kind="apptainer", image=found["image"] or image)
    elif os.environ.get("KUBERNETES_SERVICE_HOST"):
        found.update(kind="kubernetes")
    elif os.path.exists("/.dockerenv"):
        found.update(kind="docker")
    elif not found["id"]:
        return None
    if "@sha256:" in found["image"]:
        found["digest"] = found["image"].partition("@")[2]
    return found


def _container_id():
    for path in ("/proc/self/cgroup", "/proc/self/mountinfo"):
        match = re.search(r"(?:docker|containers|libpod|kubepods|crio)[^\n]*?\b([0-9a-f]{64})\b", _text(path))
        if match:
            return match.group(1)
    return ""


# Native libraries


def _native_libraries():
    """The libraries that decide numbers, found in the packages that bring them; nothing is loaded."""
    found = {}
    for site in {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}:
        for folder in _library_folders(site):
            _add_libraries(found, folder, os.path.relpath(folder, site))
    _add_libraries(found, os.path.join(sys.prefix, "lib"), "prefix")
    for library in found.values():
        if "openblas" in library["name"] and not library["version"]:
            library["version"] = _openblas_version(library["package"])
    return [found[path] for path in sorted(found)]


def _library_folders(site):
    """`x.libs`, `x/lib`, `nvidia/x/lib`: where wheels put them; the whole tree would take too long."""
    try:
        tops = [entry for entry in os.scandir(site) if entry.is_dir()]
    except (OSError, TypeError):
        return
    for top in tops:
        if top.name.endswith((".libs", ".dylibs")):
            yield top.path
            continue
        if top.name.endswith(("-info", "__pycache__")):
            continue
        for name in (".dylibs", "lib", ".libs", "lib64"):
            if os.path.isdir(os.path.join(top.path, name)):
                yield os.path.join(top.path, name)
        if top.name == "nvidia":
            for entry in os.scandir(top.path):
                if os.path.isdir(os.path.join(entry.path, "lib")):
                    yield os.path.join(entry.path, "lib")


def _add_libraries(found, folder, package):
    try:
        names = os.listdir(folder)
    except OSError:
        return
    for name in names:
        if name.startswith(NATIVE) and (".so" in name or name.endswith(".dylib")):
            path = os.path.join(folder, name)
            real = os.path.realpath(path)
            version = re.search(r"\.so\.([0-9][0-9.]*)$", os.path.basename(real)) or re.search(
                r"-r([0-9]+(?:\.[0-9]+)+)", name
            )
            found.setdefault(
                real,
                {
                    "name": name,
                    "package": package,
                    "path": path,
                    "version": version.group(1) if version else "",
                    "bytes": os.path.getsize(real) if os.path.exists(real) else 0,
                },
            )


def _openblas_version(package):
    """numpy and scipy write down what they were built with."""
    owner = package.partition(".")[0].partition(os.sep)[0]
    for site in {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}:
        text = _text(os.path.join(site or "", owner, "__config__.py"))
        match = re.search(r'"blas":\s*\{[^}]*?"version":\s*"([^"]+)"', text, re.DOTALL)
        if match:
            return match.group(1)
    return ""


def _cuda():
    """Driver, toolkit and what torch was built for; members that are not known are missing."""
    found = {}
    driver = re.search(r"Kernel Module.*?\s([0-9]+(?:\.[0-9]+)+)\s", _text("/proc/driver/nvidia/version"))
    if driver:
        found["driver"] = driver.group(1)
    for root in (os.environ.get("CUDA_HOME", ""), "/usr/local/cuda"):
        match = re.search(r'"cuda"\s*:\s*\{[^}]*"version"\s*:\s*"([^"]+)"', _text(os.path.join(root, "version.json")))
        if root and match:
            found["toolkit"] = match.group(1)
            break
    torch = _text(os.path.join(sysconfig.get_path("platlib") or "", "torch", "version.py"))
    match = re.search(r"^cuda[^=]*= *'([^']+)'", torch, re.MULTILINE)
    if match:
        found["torch"] = match.group(1)
    header = _text("/usr/include/cudnn_version.h")
    parts = [re.search(rf"#define CUDNN_{name} (\d+)", header) for name in ("MAJOR", "MINOR", "PATCHLEVEL")]
    if all(parts):
        found["cudnn"] = ".".join(part.group(1) for part in parts if part)
    return found


if __name__ == "__main__":
    json.dump(describe(), sys.stdout)
