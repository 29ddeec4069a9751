"""Rendering in a process of its own that the kernel ends as soon as it so much as asks for a socket."""

import ctypes
import json
import platform
import resource
import socket
import struct
import sys
from typing import Final

SOCKET: Final = {"x86_64": 41, "aarch64": 198}  # the number of the system call
KILL, ALLOW = 0x80000000, 0x7FFF0000
NO_NEW_PRIVILEGES, SECCOMP, FILTER = 38, 22, 2
MOST_SECONDS, MOST_BYTES = 60, 2 * 1024**3  # of the processor, and of memory


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_void_p))


def shut_in() -> None:
    """No socket from now on, and only so much of the processor and of memory, for as long as this process lives."""
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    resource.setrlimit(resource.RLIMIT_DATA, (MOST_BYTES, MOST_BYTES))
    steps = (
        (0x20, 0, 0, 0),  # load the number of the system call
        (0x15, 0, 1, SOCKET[platform.machine()]),  # is it this one? else go one further
        (0x06, 0, 0, KILL),
        (0x06, 0, 0, ALLOW),
    )
    code = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *step) for step in steps))
    program = _Program(len(steps), ctypes.cast(code, ctypes.c_void_p))
    kernel = ctypes.CDLL(None, use_errno=True)
    if kernel.prctl(NO_NEW_PRIVILEGES, 1, 0, 0, 0) or kernel.prctl(SECCOMP, FILTER, ctypes.byref(program), 0, 0):
        raise OSError(ctypes.get_errno(), "the kernel takes no filter")


def main() -> None:
    """Read what a PDF is made of as JSON from standard input, and write the file to standard output."""
    from app.handoff.pdf_file import pdf_of  # a library beside it asks for a socket while it is loaded

    made_of = json.load(sys.stdin)
    shut_in()
    if sys.argv[1:] == ["call"]:
        socket.socket()
    sys.stdout.buffer.write(pdf_of(made_of, "Rare letters stand as numbers."))


if __name__ == "__main__":
    main()
