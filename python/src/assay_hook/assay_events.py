"""Sees the interpreter's audit events: files opened, connections made, programs started. Each path is noted once for
reading and once for writing.
"""

import os
import sys

from assay_imports import after_import

PATHS_MAX = 1_000_000
HOSTS_MAX = 10_000
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_neither_data_nor_source = ("/proc/", "/sys/", "/dev/", os.path.dirname(os.path.abspath(__file__)) + os.sep)

_watcher = None


def watch(log):
    global _watcher, _neither_data_nor_source
    _neither_data_nor_source = (*_neither_data_nor_source, log.folder + os.sep)
    _watcher = Watcher(log)
    sys.addaudithook(_watcher.hook())
    os.register_at_fork(after_in_child=_watcher.forget)
    after_import("socket", _watcher.name_addresses)


def note_file(path, is_writing, **more):
    """Notes a file that was opened without the interpreter's help."""
    if _watcher is not None and path:
        _watcher.note(path, is_writing, **more)


def is_of_interest(path):
    """False for what is neither data nor source: devices, our own files, compiled modules (known by their modules)."""
    return not path.startswith(_neither_data_nor_source) and not path.endswith(".pyc")


class Watcher:
    def __init__(self, log):
        self.log = log
        log.is_of_interest = is_of_interest
        self.read = set()
        self.written = set()
        self.connected = set()
        self.host_names = {}
        self.replaced_by = None
        self.folder = _current_folder()

    def forget(self):
        """A forked process tells by itself what it does."""
        self.read.clear()
        self.written.clear()
        self.connected.clear()

    def hook(self):
        handlers = {
            "os.chdir": self._changed_folder,
            "os.fchdir": self._changed_folder,
            "os.rename": self._renamed,
            "os.link": self._renamed,
            "sqlite3.connect": self._opened_database,
            "socket.connect": self._connected,
            "socket.sendto": self._connected,
            "subprocess.Popen": self._spawned,
            "os.posix_spawn": self._spawned_directly,
            "os.spawn": self._spawned_by_mode,
            "os.system": self._ran_in_shell,
            "os.exec": self._replaced,
        }
        find = handlers.get
        seen, log, note_path = self.read, self.log, self.log.pending.append
        opened = self._opened

        def saw(event, arguments):
            try:
                if event == "open":
                    path, mode, flags = arguments
                    # Nearly all are files that were noted before, or are read for the first time: as little as possible
                    # is done here, the rest when the notes are written.
                    if type(path) is not str or path[:1] != "/" or type(flags) is not int or flags & WRITING:
                        opened(path, mode, flags)
                    elif path not in seen and len(seen) < PATHS_MAX:
                        seen.add(path)
                        note_path(path)
                        if not log.is_ticking:
                            log.tick()
                    return
                handler = find(event)
                if handler is not None:
                    handler(*arguments)
            except Exception:  # never into the program; noting it could come back to here
                pass

        return saw

    def _opened(self, path, mode, flags):
        if type(path) is not str:
            if isinstance(path, int):
                return  # a descriptor: what it stands for was seen when it was opened
            path = os.fsdecode(path)
        if not isinstance(flags, int):
            flags = WRITING if isinstance(mode, str) and mode[:1] in ("w", "a", "x") else 0
        if not flags & WRITING:
            self.note(path, False)
            return
        if ".pyc." in path[-24:]:
            return  # compiled modules are written under another name first
        self.note(path, True)
        if flags & os.O_RDWR and not flags & (os.O_TRUNC | os.O_EXCL):
            self.note(path, False)

    def note(self, path, is_writing, **more):
        seen = self.written if is_writing else self.read
        if path in seen or len(seen) >= PATHS_MAX:
            return
        seen.add(path)
        if path[:1] == "<":
            return  # "<unknown>" and its like: code that is in no file
        full = path if path[:1] == "/" else os.path.join(self.folder, path)
        if is_of_interest(full):
            self.log.add("write" if is_writing else "read", {"path": full, **more})

    def _changed_folder(self, path):
        """Relative names mean other files from here on. The event comes before the change, which may fail."""
        if isinstance(path, int):
            target = os.readlink(f"/proc/self/fd/{path}")
        else:
            target = os.path.join(self.folder, os.fsdecode(path))
        if not os.path.isdir(target):
            return
        self.folder = os.path.realpath(target)
        for seen in (self.read, self.written):
            seen.difference_update([path for path in seen if type(path) is not str or path[:1] != "/"])

    def _renamed(self, source, target, *folders):
        if any(isinstance(folder, int) and folder != -1 for folder in folders):
            return
        if b".pyc" in os.fsencode(source):
            return
        source, target = (os.path.join(self.folder, os.fsdecode(path)) for path in (source, target))
        self.written.add(target)
        if is_of_interest(target):
            self.log.add("write", {"path": target, "from": source})

    def _opened_database(self, database):
        """SQLite opens its file by itself, for reading and perhaps for writing."""
        path = os.fsdecode(database)
        if not path or ":memory:" in path:
            return
        if path.startswith("file:"):
            path = path[len("file:") :].partition("?")[0]
        self.note(path, False, by="sqlite3")
        self.log.add("blind", {"library": "sqlite3", "path": os.path.join(self.folder, path)})

    def name_addresses(self, socket):
        """Keeps the names that were looked up, to say to whom a connection went."""
        look_up = socket.getaddrinfo

        def getaddrinfo(host, port, *arguments, **named):
            found = look_up(host, port, *arguments, **named)
            try:
                if isinstance(host, (str, bytes)) and len(self.host_names) < HOSTS_MAX:
                    for entry in found:
                        self.host_names.setdefault(entry[4][0], os.fsdecode(host))
            except Exception:  # never into the program
                pass
            return found

        getaddrinfo.__doc__ = look_up.__doc__
        socket.getaddrinfo = getaddrinfo

    def _connected(self, socket, address):
        if not isinstance(address, tuple) or len(address) < 2:
            return  # a socket of this machine
        key = address[:2]
        if key in self.connected or len(self.connected) >= HOSTS_MAX:
            return
        self.connected.add(key)
        host = str(address[0])
        self.log.add("connect", {"host": self.host_names.get(host, host), "address": host, "port": address[1]})

    def _spawned(self, executable, arguments, folder, environment):
        values = {"argv": _command(arguments)}
        if folder is not None:
            values["folder"] = os.path.join(self.folder, os.fsdecode(folder))
        self.log.add("spawn", values)

    def _spawned_directly(self, path, arguments, environment):
        self.log.add("spawn", {"argv": _command(arguments)})

    def _spawned_by_mode(self, mode, path, arguments, environment):
        self.log.add("spawn", {"argv": _command(arguments)})

    def _ran_in_shell(self, command):
        self.log.add("spawn", {"argv": ["sh", "-c", *_command(command)]})

    def _replaced(self, path, arguments, environment):
        """This program ends here, without a farewell, if the other one can be started."""
        command = _command(arguments)
        if command != self.replaced_by:  # each folder of the PATH is tried
            self.replaced_by = command
            self.log.add("spawn", {"argv": command, "how": "exec"})
        self.log.flush()


def _command(arguments):
    import assay_secrets

    if isinstance(arguments, (str, bytes)):
        return [assay_secrets.without_credentials(os.fsdecode(arguments))]
    return assay_secrets.masked_arguments([os.fsdecode(part) for part in arguments])


def _current_folder():
    try:
        return os.getcwd()
    except OSError:
        return os.sep
