"""The addresses of communications: their register, each of them, and the key to which they are sealed."""

from django.urls import URLPattern, path

from unannounced.rooms.office.pages.communication import communication
from unannounced.rooms.office.pages.communication_bulk import communication_handed_over, communication_mail
from unannounced.rooms.office.pages.communication_enter import communication_enter
from unannounced.rooms.office.pages.communication_erasing import communication_erasing
from unannounced.rooms.office.pages.communication_figures import communication_figure_urls
from unannounced.rooms.office.pages.communication_keys import intake_key_urls
from unannounced.rooms.office.pages.communication_letters import communication_letter
from unannounced.rooms.office.pages.communication_pieces import piece_bytes, pieces, who
from unannounced.rooms.office.pages.communication_receipt import receipt
from unannounced.rooms.office.pages.communications import communications, communications_table
from unannounced.rooms.office.pages.exporting import FORMATS
from unannounced.rooms.office.pages.reprisal import reprisal, reprisal_parts
from unannounced.rooms.office.pages.reprisals import reprisals


def communication_urls() -> list[URLPattern]:
    """Everything under ``/communications/`` but the acts."""
    return [
        path("communications/", communications, name="communications"),
        *intake_key_urls(),
        path("communications/enter/", communication_enter, name="communication_enter"),
        path("communications/enter/mail/", communication_mail, name="communication_mail"),
        path("communications/enter/handed-over/", communication_handed_over, name="communication_handed_over"),
        *communication_figure_urls(),
        path("communications/erasing/", communication_erasing, name="communication_erasing"),
        path("communications/reprisals/", reprisals, name="reprisals"),
        path("communications/reprisals/<uuid:reprisal>/", reprisal, name="reprisal"),
        path("communications/reprisals/<uuid:reprisal>/parts.json", reprisal_parts, name="reprisal_parts"),
        path("communications/<uuid:communication>/", communication, name="communication"),
        path("communications/<uuid:communication>/pieces.json", pieces, name="communication_pieces"),
        path("communications/<uuid:communication>/pieces/<uuid:piece>/", piece_bytes, name="communication_bytes"),
        path("communications/<uuid:communication>/letter.json", communication_letter, name="communication_letter"),
        path("communications/<uuid:communication>/receipt/", receipt, name="communication_receipt"),
        path("communications/<uuid:communication>/who/", who, name="communication_who"),
        *(
            path(
                f"communications.{one.ending}",
                communications_table,
                {"ending": one.ending},
                name=f"communications_{one.ending}",
            )
            for one in FORMATS
        ),
    ]
