"""A reader in a process of its own: what is made to take all memory takes none but that process's."""

import os
import resource
import struct
import sys
import zlib
from pathlib import Path

import pytest

from tests.crafts.papers import REVIEW, written
from unannounced.crafts.reading import Unreadable
from unannounced.rooms.office import apart
from unannounced.rooms.office.reading_apart import ReaderApart

linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the memory of a process is limited on Linux")


def bomb(words: int) -> bytes:
    """A small PDF file of one page, whose content unfolds to so many words."""
    squeezed = zlib.compressobj(9)
    parts = [squeezed.compress(b"BT /F1 8 Tf ")]
    parts += [squeezed.compress(b"(AAAAAAAAAA) Tj " * 10_000) for _part in range(words // 10_000)]
    stream = b"".join(parts) + squeezed.compress(b"ET") + squeezed.flush()
    return written(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Resources << /Font << /F1 5 0 R >> >> /Contents 4 0 R >>",
            b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(stream), stream),
            b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        ]
    )


def memory() -> int:
    """The most memory this process had so far, in kilobytes."""
    status = Path("/proc/self/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0])


@linux
@pytest.mark.parametrize(
    ("words", "says"), [(100_000, "Page 1 of the PDF file holds far more"), (8_000_000, "ended the process")]
)
def test_a_small_file_that_unfolds_to_more_than_a_machine_holds_is_refused_and_the_next_one_is_read(
    words: int, says: str, capfd: pytest.CaptureFixture[str]
) -> None:
    content = bomb(words)
    assert len(content) < 300_000
    before = memory()
    reader = ReaderApart()
    try:
        reader.begin("bomb.pdf", content, {})
        refused = reader.result(wait=60)
        assert isinstance(refused, Unreadable)
        assert says in str(refused.reason)
        assert str(refused.way_out)
        assert memory() - before < 20_000
        reader.begin("sound.txt", REVIEW.encode(), {"XXB": "Bresk"})
        assert reader.result(wait=60)
    finally:
        reader.end()
    assert capfd.readouterr().err == "", "whoever reads the messages of the command sees none of it"


@linux
def test_the_process_that_reads_has_limits_and_the_one_that_asks_has_none() -> None:
    own = resource.getrlimit(resource.RLIMIT_AS), resource.getrlimit(resource.RLIMIT_CPU)
    reader = ReaderApart()
    try:
        reader.begin("sound.txt", REVIEW.encode(), {"XXB": "Bresk"})
        assert reader.result(wait=60)
        assert reader._process is not None
        pid = reader._process.pid or 0
        most, _highest = resource.prlimit(pid, resource.RLIMIT_AS)
        assert apart.MOST_MEMORY < most < 2 * apart.MOST_MEMORY
        most, _highest = resource.prlimit(pid, resource.RLIMIT_CPU)
        assert apart.MOST_COMPUTING <= most < apart.MOST_COMPUTING + 60
    finally:
        reader.end()
    assert (resource.getrlimit(resource.RLIMIT_AS), resource.getrlimit(resource.RLIMIT_CPU)) == own


@linux
def test_a_process_that_ends_while_it_answers_is_said_like_one_that_ends_before() -> None:
    reader = ReaderApart()
    try:
        reader.begin("sound.txt", REVIEW.encode(), {"XXB": "Bresk"})
        assert reader.result(wait=60)
        theirs, ours = apart._SPAWN.Pipe()
        os.write(theirs.fileno(), b"\x00\x00\x10\x00half an answer")
        theirs.close()
        assert reader._files is not None
        reader._files.close()
        reader._files = ours
        died = reader.result(wait=5)
        assert isinstance(died, Unreadable)
        assert "ended the process" in str(died.reason)
    finally:
        reader.end()


def noisy(kind: str) -> str:
    """Work that prints, and may fail as libraries that read files do."""
    os.write(1, b"words of a report")
    os.write(2, b"words of a report")
    if kind == "struct":
        struct.unpack("<I", b"")
    if kind == "runtime":
        raise RuntimeError("words of a report")
    if kind == "end":
        raise EOFError
    return kind


@pytest.mark.parametrize("kind", ["sound", "struct", "runtime", "end"])
def test_what_a_reader_prints_or_fails_with_comes_into_no_output(kind: str, capfd: pytest.CaptureFixture[str]) -> None:
    one: apart.Apart[str, str] = apart.Apart(noisy, forked=True)
    try:
        one.hand_over(kind)
        came = one.result(wait=60)
        one.hand_over("sound")
        assert one.result(wait=60) == "sound", "the same process goes on"
    finally:
        one.end()
    assert came == kind or (isinstance(came, Unreadable) and "fault of this program" in str(came.reason))
    assert "words" not in str(came)
    assert capfd.readouterr() == ("", "")
