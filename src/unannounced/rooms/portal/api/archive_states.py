"""Themes, what is counted of a State, and its places, for programs."""

from uuid import UUID

from django.db.models import Count, QuerySet

from unannounced.crafts.law.shapes import Shape
from unannounced.crafts.law.shapes import day as written
from unannounced.crafts.topics.taxonomy import shipped
from unannounced.duties.words import Sentence, say
from unannounced.records.shelf import queries
from unannounced.records.shelf.models import ShelvedRegister, ShelvedReport, ShelvedResponse, ShelvedStatement
from unannounced.rooms.portal.api import archive_shapes as shapes
from unannounced.rooms.portal.api.archive import page, unknown
from unannounced.rooms.portal.api.asked import Asked
from unannounced.rooms.portal.api.problems import Kind, Problem


def themes(_asked: Asked) -> Shape:
    """Every theme that an item can be about, in the order of the taxonomy."""
    found = [
        {"topic": one.id, "parent": one.parent or None, "names": dict(one.names), "description": dict(one.description)}
        for one in shipped().topics
    ]
    return {"themes": found}


def figures(asked: Asked) -> Shape:
    """What is counted of a State: by the mechanism itself, and of what is public here; four queries."""
    code = asked.state()
    held = ShelvedReport.objects.filter(newest=True, state_code=code)
    return {
        "state": code,
        "mechanism": dict(asked.on_record(code).figures),
        "reports": [
            {"year": year, "body": body or None, "reports": count}
            for year, body, count in held.order_by("-day__year", "body")
            .values_list("day__year", "body")
            .annotate(count=Count("pk"))
        ],
        "responses": _count(ShelvedResponse.objects.filter(newest=True, state_code=code)),
        "statements": _count(ShelvedStatement.objects.filter(newest=True, state_code=code)),
    }


def places(asked: Asked) -> Shape:
    """The places shown of a State by name, with the sources and the fields that are shown."""
    register = _register(asked)
    found, after = queries.places_in(register, kind=asked.text("kind")), asked.after(str, str)
    if after is not None:
        found = found.filter(name__gte=after[0]).exclude(name=after[0], id__lte=_id(asked, after[1]))
    rows, following = page(asked, found, lambda one: (one.name, str(one.pk)))
    return {
        "state": register.state_code,
        "edition": register.edition,
        "made_on": written(register.made_on),
        "fields": list(register.fields),
        "places": [shapes.place(register, one) for one in rows],
        "next": following,
    }


def place(asked: Asked) -> Shape:
    """A place, each value with its source."""
    register, said = _register(asked), asked.text("place")
    try:
        found = register.places.filter(pk=UUID(said)).first()
    except ValueError:
        found = None
    if found is None:
        where = f"/api/v1/states/{register.state_code}/places"
        raise unknown(say("No place “{said}” is shown here."), said, "place", where)
    return shapes.whole_place(register, found)


def _register(asked: Asked) -> ShelvedRegister:
    """The register of a State; it may be one of which there is no act."""
    found = queries.register_of_places(asked.text("state").upper())
    if found is not None and found.invented == asked.invented:
        return found
    code = asked.state()
    raise Problem(
        Kind.UNKNOWN,
        Sentence(say("No place of {state} is shown here."), {"state": code}),
        Sentence(say("Ask about another State; /data/ has the places of every State in one file.")),
        parameter="state",
    )


def _id(asked: Asked, said: str) -> UUID:
    try:
        return UUID(said)
    except ValueError:
        raise asked.no_such_cursor() from None


def _count(found: QuerySet[ShelvedResponse] | QuerySet[ShelvedStatement]) -> int:
    return found.count()
