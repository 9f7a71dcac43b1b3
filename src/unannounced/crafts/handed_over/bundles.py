"""The files of a handing over, from a folder, an upload or a ZIP: read safely, in memory, and nothing is unpacked.

A name can lead nowhere: no file is opened by a name that the ZIP says. What a ZIP claims of its sizes is compared with
its own length and with limits before anything of it is read; zipfile reads no more of a file than it claims.
"""

import io
import re
import stat
import struct
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import IO, Final
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from unannounced.crafts.handed_over.values import File, Problem, refused
from unannounced.duties.words import say

MOST_FILES: Final = 5_000
LARGEST_FILE: Final = 64 * 1024 * 1024
MOST_BYTES: Final = 1024 * 1024 * 1024
MOST_RATIO: Final = 200
"""So many times its packed size a file may have; scans of white paper come to a hundred, bombs to a thousand."""
RATIO_FROM: Final = 1024 * 1024
_MEGABYTE: Final = 1024 * 1024
_END: Final = struct.Struct("<4s4H2LH")
_END_MARK: Final = b"PK\x05\x06"
_BIG_MARK: Final = b"PK\x06\x07"
_BIG_SIZE: Final = 20
_LONGEST_COMMENT: Final = 65_535
_LARGEST_LIST: Final = 8 * _MEGABYTE
_UTF8_NAME, _LOCKED = 0x800, 0x1
_OLDER_LETTERS: Final = ("utf-8", "cp850", "cp866")
_OF_MACHINES: Final = re.compile(r"(?:^|/)(?:__MACOSX/|\.DS_Store$|Thumbs\.db$|desktop\.ini$|\._)", re.IGNORECASE)

_AGAIN: Final = say("Make the ZIP again and hand it over.")
_PARTS: Final = say("Hand it over in several parts.")
_NOT_A_ZIP: Final = say("The ZIP is damaged, or is none.")
_TOO_MANY: Final = say("It has more than {most} files.")
_TOO_MUCH: Final = say("Its files have more than {most} MB together.")
_NOT_TRUE: Final = say(
    "What the ZIP says of its files does not fit its own length: it was made to do harm, or is damaged."
)
_NAME: Final = say("Its name leads out of the folder, or cannot be a name.")
_RENAME: Final = say("Give the file another name, in the table too.")
_LINK: Final = say("It is a link and no file.")
_PUT_FILE: Final = say("Put the file itself into the folder.")
_TOO_LARGE: Final = say("The file has more than {most} MB.")
_BY_HAND: Final = say("Take it in by hand.")
_LOCKED_FILE: Final = say("The file is locked with a password.")
_UNLOCK: Final = say("Make the ZIP again without a password, and hand it over by a safe way.")
_SWELLS: Final = say("The file would be more than {most} times as large when it is unpacked.")
_PACKED: Final = say("The file is packed in a way that is not read here.")
_TWICE: Final = say("Two files have this name.")
_ONE_NAME_EACH: Final = say("Give each file a name of its own, in the table too.")


@dataclass(frozen=True, slots=True)
class Bundle:
    """The files that can be read, by the key of their path (``key_of``), and what of them could not be taken.

    ``other_names``: keys under which an older program would write the name of a file in a ZIP.
    """

    name: str
    files: Mapping[str, File]
    problems: tuple[Problem, ...]
    other_names: Mapping[str, str]


def key_of(name: str) -> str:
    """A path as it is compared: either slash, any case, and letters with accents written either way.

    >>> key_of(".\\\\Scans\\\\LETTRE 1.PDF")
    'scans/lettre 1.pdf'
    """
    return unicodedata.normalize("NFC", name.strip().replace("\\", "/")).removeprefix("./").casefold()


# A folder, or files as they are uploaded


def of_files(files: Iterable[tuple[str, bytes]], name: str = "") -> Bundle:
    """Files as they were uploaded, each with its path in the folder."""
    return _sorted_out(name, (File(path, len(held), partial(io.BytesIO, held)) for path, held in files))


def of_folder(folder: Path) -> Bundle:
    """The files of a folder and of those in it; a link is none of them, wherever it leads."""
    found = sorted(one for one in folder.rglob("*") if one.is_symlink() or one.is_file())
    links = [one for one in found if one.is_symlink()]
    files = (
        File(one.relative_to(folder).as_posix(), one.stat().st_size, partial(_opened, one))
        for one in found
        if not one.is_symlink()
    )
    problems = [refused(one.relative_to(folder).as_posix(), _LINK, _PUT_FILE) for one in links]
    return _sorted_out(folder.name, files, problems)


def _opened(path: Path) -> IO[bytes]:
    return path.open("rb")


# A ZIP


def of_zip(stream: IO[bytes], name: str = "") -> Bundle:
    """The files of a ZIP, which has to stay open as long as they are read."""
    size = stream.seek(0, io.SEEK_END)
    wrong = _refuse_list(stream, size)
    if wrong is not None:
        return _none(name, wrong)
    stream.seek(0)
    try:
        held = ZipFile(stream)
    except (BadZipFile, ValueError, NotImplementedError, struct.error, UnicodeDecodeError):
        return _none(name, (_NOT_A_ZIP, _AGAIN))
    listed = [one for one in held.infolist() if not one.is_dir()]
    if sum(one.compress_size for one in listed) > size or _overlap(listed):
        return _none(name, (_NOT_TRUE, _AGAIN))
    problems, taken = [], []
    for one in listed:
        if (reason := _refuse_member(one)) is None:
            taken.append(one)
        elif not _of_a_machine(one.filename):
            problems.append(refused(_shown(one.filename), *reason, most=_most(reason[0])))
    other_names = {key_of(said): key_of(one.filename) for one in taken for said in _names_in_older_letters(one)}
    files = (File(one.filename, one.file_size, partial(held.open, one)) for one in taken)
    return _sorted_out(name, files, problems, other_names)


def _refuse_list(stream: IO[bytes], size: int) -> tuple[str, str] | None:
    """Whether the list at the end of a ZIP can be read at all: it says itself how many files there are."""
    begin = max(0, size - _LONGEST_COMMENT - _END.size - _BIG_SIZE)
    stream.seek(begin)
    tail = stream.read()
    at = tail.rfind(_END_MARK)
    if at < 0 or len(tail) < at + _END.size:
        return _NOT_A_ZIP, _AGAIN
    _mark, _disk, _first, _here, count, length, _begins, _comment = _END.unpack_from(tail, at)
    big = tail[max(0, at - _BIG_SIZE) : at].startswith(_BIG_MARK)  # a second list, for what is larger than this takes
    if big or count > MOST_FILES or length > _LARGEST_LIST:
        return _TOO_MANY, _PARTS
    return None


def _overlap(listed: Iterable[ZipInfo]) -> bool:
    """Whether two files share bytes of the ZIP, as bombs do that unpack the same bytes a thousand times."""
    free_from = 0
    for one in sorted(listed, key=lambda member: member.header_offset):
        if one.header_offset < free_from:
            return True
        free_from = one.header_offset + one.compress_size
    return False


def _refuse_member(one: ZipInfo) -> tuple[str, str] | None:
    if _of_a_machine(one.filename):
        return _NAME, _RENAME
    if stat.S_ISLNK(one.external_attr >> 16):
        return _LINK, _PUT_FILE
    if one.flag_bits & _LOCKED:
        return _LOCKED_FILE, _UNLOCK
    if one.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        return _PACKED, _AGAIN
    if one.file_size > RATIO_FROM and one.file_size > MOST_RATIO * max(1, one.compress_size):
        return _SWELLS, _BY_HAND
    return None


def _most(reason: str) -> int:
    return MOST_RATIO if reason == _SWELLS else LARGEST_FILE // _MEGABYTE


def _names_in_older_letters(one: ZipInfo) -> Iterator[str]:
    """The name as programs meant it that write names in the letters of their machine and say nothing of it."""
    if one.flag_bits & _UTF8_NAME or one.filename.isascii():
        return
    for letters in _OLDER_LETTERS:
        try:
            yield one.filename.encode("cp437").decode(letters)
        except UnicodeError:
            continue


# What all of them go through


def _sorted_out(
    name: str, files: Iterable[File], before: Iterable[Problem] = (), other_names: Mapping[str, str] | None = None
) -> Bundle:
    """The files with sound names and sizes; of two with the same name neither, since nobody knows which is meant."""
    problems = list(before)
    sound: list[File] = []
    for one in files:
        if _of_a_machine(one.name):
            continue
        if not _is_sound(one.name):
            problems.append(refused(_shown(one.name), _NAME, _RENAME))
        elif one.size > LARGEST_FILE:
            problems.append(refused(one.name, _TOO_LARGE, _BY_HAND, most=LARGEST_FILE // _MEGABYTE))
        else:
            sound.append(one)
    if len(sound) > MOST_FILES:
        return _none(name, (_TOO_MANY, _PARTS))
    if sum(one.size for one in sound) > MOST_BYTES:
        return _none(name, (_TOO_MUCH, _PARTS))
    times = Counter(key_of(one.name) for one in sound)
    twice = {key_of(one.name): one.name for one in sound if times[key_of(one.name)] > 1}
    problems += [refused(said, _TWICE, _ONE_NAME_EACH) for said in twice.values()]
    kept = {key_of(one.name): one for one in sound if key_of(one.name) not in twice}
    aliases = {said: key for said, key in (other_names or {}).items() if said not in kept and key in kept}
    return Bundle(name, kept, tuple(problems), aliases)


def _none(name: str, why: tuple[str, str]) -> Bundle:
    most = MOST_FILES if why[0] == _TOO_MANY else MOST_BYTES // _MEGABYTE
    return Bundle(name, {}, (refused(name, *why, most=most),), {})


def _of_a_machine(name: str) -> bool:
    """Whether a machine wrote it beside the files of people."""
    return bool(_OF_MACHINES.search(name.replace("\\", "/")))


def _is_sound(name: str) -> bool:
    steps = name.replace("\\", "/").split("/")
    odd = any(not one.isprintable() for one in name) or ":" in name
    return not odd and len(name) <= 500 and all(one.strip() not in ("", ".", "..") for one in steps)


def _shown(name: str) -> str:
    return "".join(one if one.isprintable() else "·" for one in name)[:200]
