"""The addresses of communications: their register, each of them, and the key to which they are sealed."""

from django.urls import URLPattern, path

from unannounced.rooms.office.pages.communication import communication
from unannounced.rooms.office.pages.communication_keys import intake_key_urls
from unannounced.rooms.office.pages.communication_letters import communication_letter
from unannounced.rooms.office.pages.communication_pieces import piece_bytes, pieces, who
from unannounced.rooms.office.pages.communications import communications, communications_table
from unannounced.rooms.office.pages.exporting import FORMATS


def communication_urls() -> list[URLPattern]:
    """Everything under ``/communications/`` but the acts."""
    return [
        path("communications/", communications, name="communications"),
        *intake_key_urls(),
        path("communications/<uuid:communication>/", communication, name="communication"),
        path("communications/<uuid:communication>/pieces.json", pieces, name="communication_pieces"),
        path("communications/<uuid:communication>/pieces/<uuid:piece>/", piece_bytes, name="communication_bytes"),
        path("communications/<uuid:communication>/letter.json", communication_letter, name="communication_letter"),
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
