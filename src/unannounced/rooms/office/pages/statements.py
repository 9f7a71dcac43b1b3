"""Open procedures of a public statement, and how many days are left to decide them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as lazy

from unannounced.crafts.law.conventions import shipped_conventions
from unannounced.duties.confidentiality import Role
from unannounced.duties.treaty.acts import Act
from unannounced.duties.treaty.standing import Status, status
from unannounced.records.accounts.queries import Viewer
from unannounced.records.recommendations.models import PublicStatement
from unannounced.records.treaties.models import TreatyAct
from unannounced.records.treaties.queries import as_act
from unannounced.rooms.office.pages.offers import Offers, offers_on
from unannounced.rooms.office.pages.standings import last_bound

GROUND_WORDS = {
    "fails_to_cooperate": lazy("The State fails to cooperate."),
    "refuses_to_improve": lazy("The State refuses to improve the situation."),
}


@dataclass(frozen=True, slots=True)
class ShownStatement:
    """A procedure, the last day on which it can be decided where one is known, and what can be done."""

    statement: PublicStatement
    name: str
    ground: str | Promise
    last_day: date | None
    days_left: int | None
    offers: Offers | None


def shown(
    statement: PublicStatement, standing: Status, viewer: Viewer, *, today: date, with_acts: bool = True
) -> ShownStatement:
    """``statement`` for the page. A denunciation that takes effect ends the power to make it (ECPT Art. 10(2))."""
    last = last_bound(standing) if statement.adopted_on is None else None
    return ShownStatement(
        statement=statement,
        name=statement.state.name(get_language() or "en"),
        ground=GROUND_WORDS[statement.ground],
        last_day=last,
        days_left=(last - today).days if last else None,
        offers=offers_on(statement, viewer, today=today) if with_acts and statement.adopted_on is None else None,
    )


def open_everywhere(viewer: Viewer, *, today: date) -> list[ShownStatement]:
    """Every procedure not yet decided, the most pressing first; two queries."""
    if not viewer.roles & {Role.MEMBER, Role.SECRETARIAT}:
        return []
    found = list(PublicStatement.objects.filter(adopted_on__isnull=True).select_related("state").order_by("opened_on"))
    standings = _standings(found, today=today)
    everything = [shown(one, standings[one.state_id], viewer, today=today, with_acts=False) for one in found]
    return sorted(everything, key=_pressing)


def _pressing(one: ShownStatement) -> tuple[date, date]:
    return one.last_day or date.max, one.statement.opened_on


def _standings(statements: Sequence[PublicStatement], *, today: date) -> Mapping[UUID, Status]:
    convention = settings.MECHANISM.convention
    acts: dict[UUID, list[Act]] = defaultdict(list)
    codes = {one.state_id: one.state.code for one in statements}
    for row in TreatyAct.objects.filter(treaty=convention, state__in=list(codes)).order_by("day", "id"):
        if row.state_id is not None:
            acts[row.state_id].append(as_act(row, codes[row.state_id]))
    return {state: status(convention, acts[state], shipped_conventions(), on=today) for state in codes}
