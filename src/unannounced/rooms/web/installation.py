"""Where an installation is, and what its environment says: read once, refused in one sentence.

Environment: ``UNANNOUNCED_HOME`` (default ``var``) holds a folder for each room;
``UNANNOUNCED_OFFICE_DATABASE_URL``, ``…_PORTAL_…``, ``…_FIELD_…``, ``…_LIAISON_…``, ``…_INTAKE_…`` or, with ``{room}``
in it, ``UNANNOUNCED_DATABASE_URL`` put a room on PostgreSQL; ``UNANNOUNCED_HOSTS`` names the hosts served;
``UNANNOUNCED_HTTPS=1`` says
that a proxy in front ends TLS; ``UNANNOUNCED_PORTAL_ADDRESS`` tells the office where the public reads,
``UNANNOUNCED_INTAKE_ADDRESS`` where anyone writes to it;
``UNANNOUNCED_SECURITY_CONTACT`` is whom /.well-known/security.txt of the portal names.
"""

import os
import secrets
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, unquote, urlsplit

from unannounced.crafts.profiles import ProfileProblem, read_profile, shipped_profile
from unannounced.duties.profile import Mechanism

if TYPE_CHECKING:
    from unannounced.crafts.typesetting.look import Look

ROOMS = ("office", "portal", "field", "liaison", "intake")
KEY_BYTES = 32
ERASES = ("office", "intake")
"""Rooms in which what was erased is overwritten with zeros in the file of SQLite."""
_PRAGMAS = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; "


class InstallationProblem(Exception):
    """Something about the installation is not as it must be; the text says what, and what to do."""


def home() -> Path:
    """The folder everything of this installation is under."""
    return Path(os.environ.get("UNANNOUNCED_HOME") or "var").absolute()


def folder(room: str) -> Path:
    """The folder of one room: its database file and its keys."""
    return home() / room


def search_folder(room: str) -> Path:
    """The folder of the full-text index of one room; it can be built again from the room's database."""
    return folder(room) / "search"


def derived_folder(room: str, name: str) -> Path:
    """A folder for what is derived from the database of one room and can be built again from it at any time."""
    return folder(room) / "derived" / name


def is_demonstration() -> bool:
    """Whether this installation holds the worked case, which the pages then say in words."""
    return (home() / "demonstration").exists()


def mechanism() -> Mechanism:
    """The mechanism served here: ``mechanism.toml`` of the installation, or the shipped profile of the CPT."""
    path = home() / "mechanism.toml"
    if not path.exists():
        return shipped_profile("cpt")
    try:
        with path.open("rb") as stream:
            return read_profile(stream, name=path.name)
    except ProfileProblem as problem:
        raise InstallationProblem(str(problem)) from problem


def look() -> "Look":
    """The look of what is typeset here: ``look.toml`` of the installation over the shipped one."""
    from unannounced.crafts.typesetting.look import LookProblem, read_look, shipped_look  # loads fonts: not every room

    path = home() / "look.toml"
    if not path.exists():
        return shipped_look()
    try:
        with path.open("rb") as stream:
            return read_look(stream, name=path.name, folder=path.parent)
    except LookProblem as problem:
        raise InstallationProblem(str(problem)) from problem


def key(room: str, name: str) -> bytes:
    """A secret of the room, made at first use and readable by its owner alone."""
    path = folder(room) / f"{name}.key"
    if not path.exists():
        if (folder(room) / f"{room}.sqlite3").exists():
            raise InstallationProblem(f"The key {path.name} of the {room} is missing. Put it back beside its database.")
        _make_key(path)
    try:
        held = bytes.fromhex(path.read_text().strip())
    except ValueError:
        held = b""
    if len(held) != KEY_BYTES:
        raise InstallationProblem(f"The key {path.name} of the {room} cannot be read. Put it back.")
    return held


def _make_key(path: Path) -> None:
    """Make a key whole or not at all: of two processes that start at once, both read the one that came first."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    partial = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    with os.fdopen(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(secrets.token_hex(KEY_BYTES) + "\n")
    try:
        os.link(partial, path)
    except FileExistsError:
        pass
    finally:
        partial.unlink()


def database(room: str) -> dict[str, Any]:
    """Django's settings for the one database of ``room``: SQLite, or PostgreSQL where a URL says so."""
    url = database_url(room)
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": str(folder(room) / f"{room}.sqlite3"),
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 5,
                "init_command": _PRAGMAS + ("PRAGMA secure_delete=ON;" if room in ERASES else ""),
            },
        }
    try:
        parts = urlsplit(url)
        port = parts.port or ""
    except ValueError:
        parts, port = urlsplit(""), ""
    if parts.scheme not in {"postgres", "postgresql"} or not parts.path.strip("/"):
        raise InstallationProblem(
            f"The database address of the {room} must look like postgresql://user:password@host:5432/name."
        )
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or dict(parse_qsl(parts.query)).get("host", "")),
        "PORT": port,
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


def database_url(room: str) -> str:
    """The address of the room's database as the environment has it; empty for SQLite."""
    own = os.environ.get(f"UNANNOUNCED_{room.upper()}_DATABASE_URL")
    return own or os.environ.get("UNANNOUNCED_DATABASE_URL", "").replace("{room}", room)


def check_rooms_apart() -> None:
    """Refuse an installation in which two rooms would share one database."""
    urls = [url for url in map(database_url, ROOMS) if url]
    if len(urls) != len(set(urls)):
        raise InstallationProblem(
            "Two rooms would share one database. Write {room} into UNANNOUNCED_DATABASE_URL, "
            "or give each room its own UNANNOUNCED_<ROOM>_DATABASE_URL."
        )


def is_there(room: str) -> bool:
    """Whether the room is of this machine: a database that is gone from its folder is missed, not passed over."""
    return bool(database_url(room)) or folder(room).exists()


def security_contact() -> str:
    """Whom to tell of a weakness of the portal, as an address of mail or of a page; "" where nobody is named."""
    said = os.environ.get("UNANNOUNCED_SECURITY_CONTACT", "").strip()
    if not said or (said.startswith(("mailto:", "https://")) and said.isprintable() and " " not in said):
        return said
    raise InstallationProblem("UNANNOUNCED_SECURITY_CONTACT must begin with mailto: or https://, and have no blanks.")


def is_behind_https() -> bool:
    """Whether a proxy in front ends TLS and says so in X-Forwarded-Proto (``UNANNOUNCED_HTTPS=1``)."""
    return os.environ.get("UNANNOUNCED_HTTPS") == "1"


def hosts() -> list[str]:
    """The host names this installation answers to."""
    named = os.environ.get("UNANNOUNCED_HOSTS", "")
    return [name.strip() for name in named.split(",") if name.strip()] or ["localhost", "127.0.0.1", "[::1]"]
