"""Reading an index that lies where nothing may be written: the library writes a lock even to read.

So it reads from a folder of its own that holds nothing but links to the files of the index, and the lock.
"""

import shutil
from pathlib import Path
from tempfile import mkdtemp
from weakref import finalize

_REFUSED = ("ReadOnlyFilesystem", "PermissionDenied", "Read-only", "Permission denied")


def is_of_writing(why: ValueError) -> bool:
    """Whether the library failed because it could not write beside the index."""
    return any(sign in str(why) for sign in _REFUSED)


class Mirror:
    """Links to the files of the index in ``folder``; gone with the process."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.path = Path(mkdtemp(prefix="index-"))
        finalize(self, shutil.rmtree, self.path, ignore_errors=True)
        self.follow()

    def follow(self) -> None:
        """Link what came since; files that are gone keep a link that leads nowhere, which nobody reads."""
        for one in self._folder.iterdir():
            link = self.path / one.name
            if not one.name.endswith(".lock") and not link.is_symlink():
                link.symlink_to(one.absolute())
