"""Files of a form without scripts: kept in memory until they are sealed."""

from unannounced.rooms.web import in_memory

MOST_AT_ONCE = 16 * 1024 * 1024
"""Bytes of a whole form: four at once are 64 MB of memory. Larger files need scripts, which send them in parts."""


class InMemory(in_memory.InMemory):
    """As much as is taken without scripts."""

    most = MOST_AT_ONCE
