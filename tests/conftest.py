"""What every test may use: a home of its own, the small world and its cast."""

import os
import tempfile
from typing import TYPE_CHECKING

import pytest

os.environ.setdefault("UNANNOUNCED_HOME", tempfile.mkdtemp(prefix="unannounced-tests-"))

if TYPE_CHECKING:
    from tests.world import World


@pytest.fixture
def world(db: None) -> "World":
    """The small world, built through the real actions."""
    from tests.world import make_world

    return make_world()
