"""What stands for a stream of the command while the supervisor listens: a terminal of its own, or a pipe."""

import _signal as signal  # the module around it costs its enumerations at each start
import os

PIPE_BYTES = 1 << 20
F_SETPIPE_SZ = 1031


def open_channel(number):
    """Both ends of what stands for a stream: a terminal when the own one is a terminal, else a pipe."""
    if os.isatty(number):
        try:
            return (*_open_terminal(number), True)
        except OSError:
            pass  # no terminals left: a pipe will do
    source, sink = os.pipe()
    try:
        import fcntl

        fcntl.fcntl(sink, F_SETPIPE_SZ, PIPE_BYTES)
    except OSError:
        pass  # the usual size works, too
    return source, sink, False


def _open_terminal(number):
    import termios

    source, sink = os.openpty()
    settings = termios.tcgetattr(sink)
    settings[1] &= ~termios.OPOST  # the true terminal translates line ends; doing it twice would double them
    settings[3] &= ~termios.ECHO
    termios.tcsetattr(sink, termios.TCSANOW, settings)
    copy_window(number, source)
    return source, sink


def copy_window(number, source):
    import fcntl
    import termios

    size = fcntl.ioctl(number, termios.TIOCGWINSZ, b"\0" * 8)
    fcntl.ioctl(source, termios.TIOCSWINSZ, size)


def follow_window(streams, pid):
    terminals = [stream for stream in streams if stream.is_terminal]
    if not terminals or not hasattr(signal, "SIGWINCH"):
        return

    def changed(number, frame):
        for stream in terminals:
            try:
                copy_window(stream.number, stream.source)
            except OSError:
                pass
        try:
            os.kill(pid, signal.SIGWINCH)
        except OSError:
            pass

    signal.signal(signal.SIGWINCH, changed)
