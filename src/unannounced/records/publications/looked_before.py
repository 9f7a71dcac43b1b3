"""What was proposed in texts that were looked through before: in memory, of this process, the latest used."""

from threading import Lock

from unannounced.duties.recognising import Read

MOST = 2048
"""How many texts are remembered: of some four drafts of five hundred paragraphs, in 15 MB (project choice)."""


class LookedBefore:
    """Remembers at most ``most`` texts by digest, and forgets the one that was asked for longest ago.

    The texts themselves are not kept, only their words and what was proposed in them; nothing leaves the process.
    """

    def __init__(self, most: int = MOST) -> None:
        self.most = most
        self._held: dict[bytes, Read] = {}
        self._lock = Lock()

    def get(self, key: bytes, /) -> Read | None:
        """The text as it was looked at; ``None`` where it was not, or is forgotten."""
        with self._lock:
            read = self._held.pop(key, None)
            if read is not None:
                self._held[key] = read
            return read

    def __setitem__(self, key: bytes, read: Read, /) -> None:
        """Remember it, and forget what is too much."""
        with self._lock:
            self._held.pop(key, None)
            self._held[key] = read
            while len(self._held) > self.most:
                del self._held[next(iter(self._held))]
