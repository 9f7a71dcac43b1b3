"""Pages that are found by what they are called: States, themes, places that are shown, claims, and what explains.

Each is an entry for every language it has a name in. A page says less of a matter than a paragraph, so it stands behind
what holds the words as well; asked for by its name, it stands first.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from hashlib import sha256

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext, override

from unannounced.crafts.law.reported import shipped_reports
from unannounced.crafts.law.routes import shipped_plain_words
from unannounced.crafts.names import aliases_of
from unannounced.crafts.searching.public.index import Entry
from unannounced.crafts.topics import shipped
from unannounced.duties.words import say
from unannounced.records.shelf import queries
from unannounced.records.shelf.models import ShelvedPlace, ShelvedRegister, ShelvedState
from unannounced.rooms.portal.finding.entries import PAGE, RENDERED, About, apart, edition_of, register
from unannounced.rooms.portal.showing import name_in

PLACES = "pages/places/"
"""How the groups of places begin, one for each State that shows any."""

_EXPLAINING: Mapping[str, tuple[str, str, bool]] = {
    "about": (say("This portal in plain words"), "", False),
    "privacy": (say("What is kept of you: nothing"), say("This portal does not note who reads what."), False),
    "contents": (say("Contents"), say("A way to every report without searching."), True),
    "states": (say("States"), "", True),
    "conventions": (say("Conventions"), "", False),
    "reports": (say("Reports"), "", True),
    "statements": (say("Public statements"), "", True),
    "themes": (
        say("Themes"),
        say("What recommendations, comments, requests and immediate observations are about, and what became of them."),
        True,
    ),
    "figures": (say("Figures"), "", True),
    "timeline": (say("Time line"), "", True),
    "compare": (
        say("Compare two States"),
        say("What binds each, what was published on it, what is asked of it, and what became of that."),
        True,
    ),
    "leaving": (
        say("What changes when a State leaves"),
        say(
            "A law at home ends nothing. What counts is the day on which the depositary receives a notice, and the "
            "time that the convention then lets pass."
        ),
        False,
    ),
    "reported": (
        say("Reported and on record"),
        say("What was reported about States and their conventions, claim by claim, and what the record says of each."),
        False,
    ),
    "open_data": (
        say("Open data"),
        say(
            "Everything that was published, whole and in one file each: the newest version of every report, as CSV for "
            "spreadsheets and as JSON Lines for programs."
        ),
        True,
    ),
    "dictionary": (
        say("Data dictionary"),
        say(
            "What each column of each file holds, and of what kind it is. Columns may come behind the last; none "
            "goes, and none changes its meaning."
        ),
        False,
    ),
    "api": (
        say("What programs can ask"),
        say(
            "Whatever this portal shows can be asked by a program, without a key: who is bound, on which day, by "
            "what; and every report, paragraph, item, response and statement that was published."
        ),
        False,
    ),
    "checkpoints": (
        say("Checkpoints"),
        say(
            "With two lines that you keep yourself, you can tell at any later time whether a publication was altered "
            "or taken away."
        ),
        False,
    ),
    "search_help": (say("How to search"), "", True),
}
"""Pages that explain: by the name of their address what they are called, what they say first, and whether the invented
register has one of its own."""


def groups() -> dict[str, str]:
    """Of each group of such pages what its entries are made from."""
    found = {name: _digest(entries()) for name, entries in _GROUPS.items()}
    shown = ShelvedRegister.objects.values_list("state_code", "parcel_digest")
    return found | {f"{PLACES}{code}": str(digest) for code, digest in shown}


def of_group(name: str) -> Iterator[Entry]:
    """The entries of a group; none of one that there is not."""
    if name.startswith(PLACES):
        return _places(name.removeprefix(PLACES))
    return _GROUPS[name]() if name in _GROUPS else iter(())


def _digest(entries: Iterable[Entry]) -> str:
    told = sha256()
    for one in entries:
        told.update(f"{one.key}\t{one.text}\t{one.names}\t{one.shown}\n".encode(errors="replace"))
    return told.hexdigest()


def _states() -> Iterator[Entry]:
    for state in ShelvedState.objects.order_by("code"):
        about = _about("pages/states", f"states/{state.code}", invented=state.invented, state=state.code)
        said: dict[str, tuple[str, tuple[str, ...]]] = {}
        for language in dict.fromkeys((*_languages(), *state.names)):
            with override(language):
                name = name_in(state.names, state.code)
            if language not in ("en", *state.names) and state.invented:
                continue  # an invented State is called what its edition says, and nothing else
            also = () if state.invented or language != "en" else aliases_of(state.code)
            said[language] = (" · ".join((f"{name} ({state.code})", *also)), (name, state.code, *also))
        told = say("What binds it, what was published on it, and what became of what was asked.")
        titles = {language: names[0] for language, (_, names) in said.items()}
        yield from _in_each(about, f"states:{state.code}", reverse("state", args=[state.code]), titles, said, told)


def _themes() -> Iterator[Entry]:
    for invented in _registers():
        for topic in shipped().topics:
            about = _about("pages/themes", f"themes/{topic.id}", invented=invented, topic=topic.id)
            said = {
                language: ("\n\n".join(filter(None, (name, topic.description.get(language, "")))), (name,))
                for language, name in topic.names.items()
            }
            key = f"themes:{topic.id}{'@invented' if invented else ''}"
            address = _of_register(reverse("theme", args=[topic.id]), invented)
            yield from _in_each(about, key, address, topic.names, said)


def _explaining() -> Iterator[Entry]:
    for invented in _registers():
        for name, (title, lead, switches) in _EXPLAINING.items():
            titles, said = {}, {}
            for language in _languages():
                with override(language):
                    titles[language] = gettext(title)
                    more = gettext(lead) if lead else ""
                said[language] = ("\n\n".join(filter(None, (titles[language], more))), (titles[language],))
            yield from _explained(name, titles, said, invented=invented, switches=switches)
        words = shipped_plain_words().page
        titles = dict(words["title"])
        said = {one: (f"{title}\n\n{words['lead'].get(one, '')}".strip(), (title,)) for one, title in titles.items()}
        yield from _explained("turn_to", titles, said, invented=invented, switches=True)


Said = Mapping[str, tuple[str, tuple[str, ...]]]
"""By language the text by which a page is found, and what it is called."""


def _explained(name: str, titles: Mapping[str, str], said: Said, *, invented: bool, switches: bool) -> Iterator[Entry]:
    about = _about("pages/explaining", name, invented=invented)
    address = _of_register(reverse(name), invented and switches)
    return _in_each(about, f"pages:{name}{'@invented' if invented else ''}", address, titles, said)


def _claims() -> Iterator[Entry]:
    for one in shipped_reports():
        state = one.claim.state
        about = _about("pages/claims", f"reported/{one.id}", invented=False, state=state)
        said = {language: (words, ()) for language, words in one.words.items()}
        yield from _in_each(about, f"reported:{one.id}", reverse("reported_claim", args=[one.id]), one.words, said)


def _places(code: str) -> Iterator[Entry]:
    held = queries.register_of_places(code)
    if held is None:
        return
    beginning = reverse("places", args=[code])
    about = _about(f"{PLACES}{code}", code, invented=held.invented, state=code, edition=edition_of(held.parcel_digest))
    for place in ShelvedPlace.objects.filter(register=held).order_by("pk").iterator(1_000):
        said = {what: [str(one["value"]) for one in place.says.get(what) or ()] for what in ("name", "town")}
        names = tuple(dict.fromkeys((place.name, *said["name"])))
        text = ", ".join(dict.fromkeys((*names, *said["town"])))
        facets = {"place": (place.kind,)} if place.kind else {}
        key, address = f"places:{code}/{place.pk}/0", f"{beginning}{place.pk}/"
        more = {"title": place.name, "facets": facets, "names": names, "light": True}
        yield about.entry(key, PAGE, text, address, **more)


def _in_each(
    about: About, key: str, address: str, titles: Mapping[str, str], said: Said, told: str = ""
) -> Iterator[Entry]:
    """An entry for each language in which a page says something else than in those before."""
    before: set[str] = set()
    for language, (text, names) in said.items():
        if text in before:
            continue
        with override(language):
            chapter = gettext(told) if told else ""
        yield about.entry(
            f"{key}/0/0" + (f"~{language}" if before else ""),
            PAGE,
            text,
            address,
            language=language,
            title=titles[language],
            chapter=chapter,
            names=names,
            light=True,
            facets=RENDERED if before else {},
        )
        before.add(text)


def _about(group: str, slug: str, *, invented: bool, state: str = "", topic: str = "", edition: str = "") -> About:
    facets = {
        "register": (register(invented=invented),),
        "state": (state,) if state else (),
        "topic": (topic,) if topic else (),
    }
    return About(
        group=group,
        slug=slug,
        symbol="",
        title="",
        day=0,
        date="",
        state=state,
        body="",
        language="",
        facets=facets,
        apart=apart(slug),
        edition=edition,
    )


def _languages() -> tuple[str, ...]:
    """The languages of the portal, English first."""
    return tuple(dict.fromkeys(("en", *(code for code, _ in settings.LANGUAGES))))


def _registers() -> list[bool]:
    """Whether the invented are looked through as well: where there are any."""
    there = (queries.reports(invented=True), queries.states(invented=True))
    return [False, True] if settings.DEMONSTRATION or any(one.exists() for one in there) else [False]


def _of_register(address: str, invented: bool) -> str:
    return f"{address}?register=invented" if invented else address


_GROUPS: Mapping[str, Callable[[], Iterator[Entry]]] = {
    "pages/states": _states,
    "pages/themes": _themes,
    "pages/explaining": _explaining,
    "pages/claims": _claims,
}
