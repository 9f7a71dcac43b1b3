"""At which stage of a visit an act is done; the action itself asks again."""

from collections.abc import Collection, Mapping
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from unannounced.duties import visiting
from unannounced.duties.decision import Decision, Refused
from unannounced.duties.visiting import VisitStage
from unannounced.duties.words import say
from unannounced.records.visits.models import Visit
from unannounced.rooms.office.acts.registry import ActForm

PLANNED, ANNOUNCED, NOTIFIED, GOING, INTERRUPTED, ENDED, CANCELLED = (
    VisitStage.PLANNED,
    VisitStage.ANNOUNCED,
    VisitStage.NOTIFIED,
    VisitStage.IN_PROGRESS,
    VisitStage.INTERRUPTED,
    VisitStage.ENDED,
    VisitStage.CANCELLED,
)
AHEAD = (PLANNED, ANNOUNCED)
UNDER_WAY = (NOTIFIED, GOING, INTERRUPTED)
NOT_OVER = (*AHEAD, *UNDER_WAY)
KNOWN = (*UNDER_WAY, ENDED)


def while_it_is(stages: Collection[VisitStage], visit: Visit) -> Decision | None:
    """A refusal unless the visit is at one of ``stages``."""
    if VisitStage(visit.stage) in stages:
        return None
    wanted = " / ".join(str(_(visiting.STAGE_WORDS[stage])) for stage in stages)
    return Refused(
        say("The visit is at the stage “{stage}”; this is done at the stage “{wanted}”."),
        settings.MECHANISM.cited("visit"),
        facts={"stage": _(visiting.STAGE_WORDS[VisitStage(visit.stage)]), "wanted": wanted},
    )


class OfAddress(ActForm):
    """A form whose fields an address may fill in: ``…/leave-delegation/?delegate=…``."""

    @classmethod
    def asked_for(cls, query: Mapping[str, str]) -> dict[str, object]:
        """What the address says of the fields there are."""
        known: dict[str, Any] = cls.base_fields
        return {name: query[name] for name in known if name != "key" and name in query}
