"""Fences around one child of the warm worker: namespaces, a private /tmp, limits, no rights, the system call filter."""
import ctypes
import os
import resource

LIBC = ctypes.CDLL(None, use_errno=True)
NEW_MOUNT = 0x00020000
NEW_IPC = 0x08000000
NEW_PID = 0x20000000
NO_SUID_NO_DEVICES = 2 | 4
NO_EXEC = 8
# Stacks of a runtime's own threads, which count as written.
RUNTIME_BYTES = 256 * 1024 * 1024
SET_DUMPABLE, SET_SECCOMP, SET_NO_NEW_PRIVILEGES, CAPABILITY_AMBIENT = 4, 22, 38, 47


_OWN_PIDS = []


class _Header(ctypes.Structure):
    _fields_ = [("version", ctypes.c_uint32), ("pid", ctypes.c_int)]


class _Filter(ctypes.Structure):
    _fields_ = [("length", ctypes.c_ushort), ("instructions", ctypes.c_char_p)]


def unshare(flags):
    if LIBC.unshare(flags) != 0:
        raise OSError(ctypes.get_errno(), "unshare")


def new_process_namespace():
    """The next children are in a PID namespace of their own, of which the first is the first process."""
    if not _OWN_PIDS:
        _OWN_PIDS.append(os.open("/proc/self/ns/pid", os.O_RDONLY))
    own_process_namespace()
    unshare(NEW_PID)


def own_process_namespace():
    """The next children are in the PID namespace of this process again."""
    if LIBC.setns(_OWN_PIDS[0], NEW_PID) != 0:
        raise OSError(ctypes.get_errno(), "setns")


def forget_namespace():
    """In a process that was forked into a namespace: the one that it knows is not its own."""
    for fd in _OWN_PIDS:
        os.close(fd)
    _OWN_PIDS.clear()


def mount_private(folder, size, executable=True):
    options = b"mode=0777,size=%d" % size
    flags = NO_SUID_NO_DEVICES if executable else NO_SUID_NO_DEVICES | NO_EXEC
    if LIBC.mount(b"tmpfs", folder, b"tmpfs", flags, options) != 0:
        raise OSError(ctypes.get_errno(), "mount")


def mount_processes():
    """Shows the own PID namespace in /proc, or nothing where that may not be mounted."""
    if LIBC.mount(b"proc", b"/proc", b"proc", NO_SUID_NO_DEVICES, None) != 0:
        mount_private(b"/proc", 4096)


def mount_no_processes(program):
    """An empty /proc, so that a runtime's memory and descriptors have no names; it finds its own program alone."""
    mount_private(b"/proc", 64 * 1024)
    os.mkdir("/proc/self")
    os.symlink(os.path.realpath(program), "/proc/self/exe")


def drop_rights(seccomp):
    """Gives up every capability for good, then narrows the system calls. `seccomp` is a BPF program, or empty."""
    LIBC.prctl(SET_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    LIBC.prctl(CAPABILITY_AMBIENT, 4, 0, 0, 0)
    header = _Header(0x20080522, 0)
    if LIBC.capset(ctypes.byref(header), (ctypes.c_uint32 * 6)()) != 0:
        raise OSError(ctypes.get_errno(), "capset")
    if seccomp:
        program = _Filter(len(seccomp) // 8, seccomp)
        if LIBC.prctl(SET_SECCOMP, 2, ctypes.byref(program), 0, 0) != 0:
            raise OSError(ctypes.get_errno(), "seccomp")


def hide_memory():
    LIBC.prctl(SET_DUMPABLE, 0, 0, 0, 0)


def bound_memory(size):
    """Where there are no control groups, this alone bounds what a process of ours may be made to use."""
    resource.setrlimit(resource.RLIMIT_AS, (size, size))


def set_limits(limits):
    def both(which, value):
        resource.setrlimit(which, (value, value))

    both(resource.RLIMIT_CORE, 0)
    both(resource.RLIMIT_FSIZE, limits["diskBytes"])
    both(resource.RLIMIT_NOFILE, limits["openFiles"])
    both(resource.RLIMIT_NPROC, limits["processes"])
    resource.setrlimit(resource.RLIMIT_CPU, (limits["cpuSeconds"], limits["cpuSeconds"] + 1))
    if limits["addressSpace"]:
        both(resource.RLIMIT_AS, limits["memoryBytes"])
    else:
        # V8 and the JVM reserve much more than they use: what they may write to is bounded in place of it.
        both(resource.RLIMIT_DATA, limits["memoryBytes"] + RUNTIME_BYTES)
