"""Ties this process before it touches a stranger's file: memory, computing time, and no way to write or start anything.

Linux: resource limits. Windows: a job object around the own process. On both an audit hook of Python beside it, which
stops what a library might do out of kindness (follow a link, start a helper). Nothing can loosen any of them again.
"""

from __future__ import annotations

import ctypes
import os
import sys

MEMORY = 1 << 30
"""Bytes of address space (Linux) or committed memory (Windows)."""

SECONDS = 45
"""Computing time; the largest list that is allowed needs a fraction of it."""


_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_TRUNC
_FORBIDDEN = (
    "socket.", "subprocess.", "os.system", "os.exec", "os.fork", "os.posix_spawn", "os.spawn", "os.startfile",
    "os.remove", "os.rename", "os.rmdir", "os.mkdir", "os.chmod", "shutil.", "webbrowser.", "winreg.", "urllib.",
    "ftplib.", "ctypes.dlopen", "pickle.find_class",
)  # fmt: skip


def tie() -> None:
    """Set the limits for this process, for good. A system that refuses leaves the parent's own limits (`apart.py`)."""
    if sys.platform == "win32":
        _tie_by_job()
    else:
        _tie_by_limits()
    sys.addaudithook(_refuse)


def _refuse(event: str, arguments: tuple[object, ...]) -> None:
    """Audit hook: reading a list needs no file to write, no connection, no program and no foreign code."""
    writes = event == "open" and isinstance(arguments[2], int) and arguments[2] & _WRITING
    if writes or event.startswith(_FORBIDDEN):
        raise PermissionError(event)


def _tie_by_limits() -> None:
    if sys.platform != "win32":
        import resource  # noqa: PLC0415, TID251  POSIX only, and so is this branch

        limits = {
            resource.RLIMIT_AS: MEMORY, resource.RLIMIT_CPU: SECONDS, resource.RLIMIT_FSIZE: 0,
            resource.RLIMIT_CORE: 0, resource.RLIMIT_NPROC: 0,
        }  # fmt: skip
        for kind, most in limits.items():
            _, ceiling = resource.getrlimit(kind)
            least = most if ceiling == resource.RLIM_INFINITY else min(most, ceiling)
            resource.setrlimit(kind, (least, least))


class _BasicLimits(ctypes.Structure):
    """JOBOBJECT_BASIC_LIMIT_INFORMATION (winnt.h)."""

    _fields_ = [
        ("PerProcessUserTimeLimit", ctypes.c_int64), ("PerJobUserTimeLimit", ctypes.c_int64),
        ("LimitFlags", ctypes.c_uint32), ("MinimumWorkingSetSize", ctypes.c_size_t),
        ("MaximumWorkingSetSize", ctypes.c_size_t), ("ActiveProcessLimit", ctypes.c_uint32),
        ("Affinity", ctypes.c_size_t), ("PriorityClass", ctypes.c_uint32), ("SchedulingClass", ctypes.c_uint32),
    ]  # fmt: skip


class _ExtendedLimits(ctypes.Structure):
    """JOBOBJECT_EXTENDED_LIMIT_INFORMATION (winnt.h)."""

    _fields_ = [
        ("BasicLimitInformation", _BasicLimits), ("IoInfo", ctypes.c_uint64 * 6),
        ("ProcessMemoryLimit", ctypes.c_size_t), ("JobMemoryLimit", ctypes.c_size_t),
        ("PeakProcessMemoryUsed", ctypes.c_size_t), ("PeakJobMemoryUsed", ctypes.c_size_t),
    ]  # fmt: skip


_EXTENDED_LIMIT_INFORMATION = 9
_LIMIT_PROCESS_TIME, _LIMIT_ACTIVE_PROCESS, _LIMIT_PROCESS_MEMORY = 0x2, 0x8, 0x100
_TICKS = 10_000_000  # Windows counts time in 100 ns


def job_limits() -> _ExtendedLimits:
    """What the job allows: one process, so much memory, so much time."""
    limits = _ExtendedLimits()
    basic = limits.BasicLimitInformation
    basic.LimitFlags = _LIMIT_PROCESS_TIME | _LIMIT_ACTIVE_PROCESS | _LIMIT_PROCESS_MEMORY
    basic.PerProcessUserTimeLimit = SECONDS * _TICKS
    basic.ActiveProcessLimit = 1
    limits.ProcessMemoryLimit = MEMORY
    return limits


def _tie_by_job() -> None:
    if sys.platform == "win32":
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        kernel.CreateJobObjectW.restype = kernel.GetCurrentProcess.restype = ctypes.c_void_p
        job, limits = ctypes.c_void_p(kernel.CreateJobObjectW(None, None)), job_limits()
        kernel.SetInformationJobObject(
            job, _EXTENDED_LIMIT_INFORMATION, ctypes.byref(limits), ctypes.sizeof(limits)
        )
        kernel.AssignProcessToJobObject(job, ctypes.c_void_p(kernel.GetCurrentProcess()))
