"""A flood on the intake room, shortened (`make bench` has the whole): nothing acknowledged is lost, each no has a name."""

import itertools
import json
import random
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Home
from tests.cli.serving import served
from tests.cli.test_intake_server import asked, conversation_of, intake, letter, letters_here

pytestmark = [pytest.mark.sqlite, pytest.mark.slow]
__all__ = ["intake"]

SENDERS, LETTERS, MOST_MEMORY = 64, 640, 64
"""Megabytes by which the room may grow while the flood lasts: it keeps nothing of it in memory."""


def held(home: Home) -> float:
    """The megabytes that the processes of the room held at most."""
    wanted, found = f"UNANNOUNCED_HOME={home.path}".encode(), 0
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if wanted in (folder / "environ").read_bytes().split(b"\0"):
                lines = (folder / "status").read_text().splitlines()
                found += next(int(line.split()[1]) for line in lines if line.startswith("VmHWM:"))
        except (OSError, StopIteration):
            continue
    return found / 1024


def broken(said: dict[str, Any], place: int) -> dict[str, Any]:
    """A letter that cannot be taken, each in another way."""
    others: tuple[dict[str, Any], ...] = (
        {"challenge": "", "number": "", "sealed": said["sealed"][:-8] + "A" * 8},
        {"version": 99},
        {"sealed": said["sealed"][:1_000]},
        {"address": "nobody"},
    )
    return {**said, **others[place % len(others)]}


def test_in_a_flood_nothing_acknowledged_is_lost_each_refusal_is_named_and_memory_is_bounded(intake: Home) -> None:
    with served(intake, "intake") as (port, _process):
        good = [letter(port) for _letter in range(40)]
        flood = [*good, *(broken(good[place % len(good)], place) for place in range(LETTERS - 2 * len(good))), *good]
        random.Random(10).shuffle(flood)
        before = held(intake)
        with ThreadPoolExecutor(SENDERS) as senders:
            said = list(senders.map(lambda one: asked(port, "letters", one), flood))
        assert held(intake) - before < MOST_MEMORY
    answers = Counter(answer.get("is") or answer["problem"] for _status, answer in said)
    assert answers["kept"] == len(good)
    assert answers["known"] == len(good), "the same again is welcome, and changes nothing"
    assert set(answers) == {"kept", "known", "no_challenge", "other_key", "malformed"}, json.dumps(answers)
    assert sorted(letters_here(intake)) == sorted(conversation_of(one) for one in good)
    assert all(answer["message"] for _status, answer in itertools.islice(said, LETTERS) if "problem" in answer)
