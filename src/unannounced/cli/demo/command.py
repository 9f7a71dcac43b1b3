"""Build the worked case of three invented States, start every room, print addresses and demo accounts.

Running it again is welcome: what is built is kept. Ctrl-C leaves nothing running.
"""

import argparse
import shlex
import shutil
import subprocess
import sys
import time
import urllib.request
from importlib import resources
from pathlib import Path

from unannounced.cli import main, speaking
from unannounced.rooms.web import installation
from unannounced.rooms.web.installation import InstallationProblem

EXAMPLE = "unannounced demo --check"
BUILT = "built 4\n"
_NAMES = {
    "fr": "Comité du cas d’école",
    "uk": "Комітет навчальної справи",
    "ru": "Комитет учебного дела",
    "tr": "Komite (örnek dava)",
    "ar": "لجنة الحالة التدريبية",
}
"""What the invented mechanism of the demonstration is called in the languages of the profile besides English."""


def arguments(command: argparse.ArgumentParser) -> None:
    """``--check`` does everything but stay."""
    command.add_argument("--check", action="store_true", help="do all but stay; end with a summary and ok")
    command.add_argument(
        "--import",
        dest="folder",
        type=Path,
        metavar="FOLDER",
        help="take the .txt and .pdf reports of a folder of your own into the demonstration, then stay",
    )


def run(asked: argparse.Namespace) -> int:
    """Build if it is not built, serve, and stay until told to end."""
    started = time.monotonic()
    if asked.folder is not None and not asked.folder.exists():
        raise speaking.CommandProblem(f"{asked.folder} is not there. Name a folder with .txt or .pdf files.")
    build()
    from unannounced.cli.serve import House

    house = House()
    try:
        house.start(installation.ROOMS)
        house.start_helpers()
        _first_pages(house.addresses)
        if asked.folder is not None:
            _import(asked.folder)
        if asked.check:
            return _check(house.addresses, time.monotonic() - started)
        _tell(house.addresses)
        return house.wait()
    finally:
        house.end()


def build() -> None:
    """Build the worked case under ``UNANNOUNCED_HOME``; an interrupted building is begun again."""
    home = installation.home()
    marker = home / "demonstration"
    if marker.exists() and marker.read_text() == BUILT:
        prepare_rooms()
        return
    if not marker.exists() and (home / "office" / "office.sqlite3").exists():
        raise InstallationProblem(
            f"{home} holds an installation that is no demonstration. "
            "Name another folder: UNANNOUNCED_HOME=demo unannounced demo"
        )
    if any(installation.database_url(room) for room in installation.ROOMS) and marker.exists():
        raise InstallationProblem("A demonstration was interrupted while it was built. Empty its databases first.")
    for room in installation.ROOMS:
        shutil.rmtree(home / room, ignore_errors=True)
    home.mkdir(parents=True, exist_ok=True)
    marker.write_text("building\n")
    _write_profile()
    prepare_rooms()
    print("Building the worked case of three invented States …", file=sys.stderr, flush=True)
    _each(["unannounced.cli.demo.build"], otherwise="The worked case could not be built")
    _each(["unannounced.cli.demo.officers"], otherwise="The accounts of the liaison room could not be made")
    _each(["unannounced.cli.main", "carry"], otherwise="The parcels could not be carried", stdout=subprocess.DEVNULL)
    marker.write_text(BUILT)


def prepare_rooms() -> None:
    """The tables of every room, each made in a process of its own, all at once."""
    commands = [["unannounced.cli.main", "prepare", "--room", room] for room in installation.ROOMS]
    _each(*commands, otherwise="A room could not be prepared")


def _each(*commands: list[str], otherwise: str, stdout: int | None = None) -> None:
    """Run these modules at once, each in a process that Ctrl-C reaches through this one alone.

    A terminal sends Ctrl-C to its whole foreground group; a process that is still starting would answer it
    with a trace. Raises ``InstallationProblem`` with the sentence ``otherwise`` if one of them fails.
    """
    running: list[subprocess.Popen[bytes]] = []
    try:
        for command in commands:
            running.append(subprocess.Popen([sys.executable, "-m", *command], stdout=stdout, process_group=0))
        codes = [process.wait() for process in running]
    finally:
        for process in running:
            process.terminate()  # of none but what an interruption left running
        for process in running:
            process.wait()
    if any(codes):
        raise InstallationProblem(f"{otherwise}; what went wrong stands above.")


def _write_profile() -> None:
    """The mechanism of the demonstration: the rules of the CPT under an invented name."""
    shipped = resources.files("unannounced.profiles").joinpath("cpt.toml").read_text(encoding="utf-8")
    lines, own = [], {**_named("Committee of the Worked Case"), "symbol": 'symbol = "DEMO/Inf ({year}) {number}"'}
    for line in shipped.splitlines():
        word = line.split("=")[0].strip()
        if word.startswith("[said_in."):
            own = _named(_NAMES[word.removeprefix("[said_in.").rstrip("]")])
        lines.append(own.get(word, line))
    (installation.home() / "mechanism.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")


def _named(name: str) -> dict[str, str]:
    """The lines of a profile for a mechanism of this name, whose first word is its short name."""
    return {"name": f'name = "{name}"', "short": f'short = "{name.split()[0]}"'}


def _first_pages(addresses: dict[str, str]) -> None:
    """Ask each room for its first page, so that the first visitor does not wait."""
    for address in addresses.values():
        with urllib.request.urlopen(f"{address}/healthy/", timeout=30) as answer:  # noqa: S310  (an address of ours)
            answer.read()


def _import(folder: Path) -> None:
    """Take a folder of reports in as Maud, in a process of its own; what it says stands on the terminal."""
    command = [sys.executable, "-m", "unannounced.cli.main", "import-reports", str(folder), "--as", "maud"]
    done = subprocess.run(command, check=False)
    if done.returncode == main.FAILED:
        print("The folder was not taken in; why stands above. The demonstration goes on.", file=sys.stderr)


def _tell(addresses: dict[str, str]) -> None:
    from unannounced.cli.demo.accounts import LIAISON, PASSWORD, RECEIPT, SIGN_IN

    print()
    print(f"  The office   {addresses['office']}   confidential: sign in with one of the accounts below")
    print(f"  The portal   {addresses['portal']}   what the public sees")
    print(f"  The field    {addresses['field']}   the app of a delegation: it asks for a code handed over in person")
    print(
        f"  The liaison  {addresses['liaison']}   the officers of a State: what was transmitted to it, and its answers"
    )
    print(f"  The intake   {addresses['intake']}   where anyone writes, sealed for those who keep the register")
    print()
    for login, who in SIGN_IN.items():
        print(f"  {login:6} {who}")
    for login, (_name, _code, who) in LIAISON.items():
        print(f"  {login:6} {who}")
    print()
    print(f"  Password of all: {PASSWORD}")
    print("  The second step shows the code that is valid now, because this is a demonstration.")
    print("  It is the passphrase of the keys of ana, tomas, ines and maud as well.")
    print("  Everything here is invented, but for the public treaty facts of real States.")
    print()
    print("  To see reports of your own: sign in as maud, open")
    print(f"    {addresses['office']}/archive/take-in/")
    print("  and choose files; it has samples as well. Or a whole folder, here and now, in another terminal:")
    print(f"    UNANNOUNCED_HOME={shlex.quote(str(installation.home()))} {program()} import-reports FOLDER --as maud")
    print()
    print("  To read a letter that came: sign in as maud or ines, open")
    print(f"    {addresses['office']}/communications/")
    print("  and give the passphrase. To read an answer as its sender does, open")
    print(f"    {addresses['intake']}/en/answers/")
    print(f"  and type the ten words of that sender: {' '.join(RECEIPT)}")
    print()
    print("  Ctrl-C ends it; running it again is welcome.", flush=True)


def program() -> str:
    """The command as somebody can type it in another terminal: by its path where it is on none."""
    beside = Path(sys.executable).with_name("unannounced")
    if shutil.which("unannounced"):
        return "unannounced"
    if not beside.exists():
        return f"{shlex.quote(sys.executable)} -m unannounced.cli.main"
    return shlex.quote(str(beside.relative_to(Path.cwd()) if beside.is_relative_to(Path.cwd()) else beside))


def _check(addresses: dict[str, str], seconds: float) -> int:
    """Everything but staying: verify every room, count, and say ok."""
    verified = subprocess.run([sys.executable, "-m", "unannounced.cli.main", "verify"], check=False)
    if verified.returncode:
        return main.FAILED
    pages = (
        ("office", "sign-in/"),
        ("portal", ""),
        ("portal", "states/XXC/"),
        ("field", "field/"),
        ("liaison", "sign-in/"),
        ("intake", "en/write/"),
    )
    for address in (f"{addresses[room]}/{page}" for room, page in pages):
        with urllib.request.urlopen(address, timeout=30) as answer:  # noqa: S310
            answer.read()
    counts = subprocess.run(
        [sys.executable, "-m", "unannounced.cli.demo.build", "--count"], check=False, capture_output=True, text=True
    )
    if counts.returncode:
        raise speaking.CommandProblem(counts.stderr.strip())
    print(f"{counts.stdout.strip()}; rooms answered after {seconds:.1f} s")
    print("ok")
    return main.DONE
