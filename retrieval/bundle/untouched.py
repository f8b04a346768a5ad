"""Whether a file is still the one that was hashed, told from its times, as git and make do."""

from pathlib import Path


def untouched_since(path: Path, moment_ns: int) -> bool:
    """Whether neither the content nor anything else of the file was changed after a moment (Unix, ns).

    Take the moment from after the file was written and hashed. Who writes to a file can set the time of
    its content, but not that of its inode, which restoring it from a backup moves too: then it has to be
    hashed again. False for a file that is gone. What rots below the file system moves neither and is
    left to the verification.
    """
    try:
        status = path.stat()
    except OSError:
        return False
    return max(status.st_mtime_ns, status.st_ctime_ns) <= moment_ns
