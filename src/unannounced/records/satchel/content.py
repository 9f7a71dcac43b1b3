"""Reading what a parcel of the office says to the field room, word by word."""

from datetime import date
from uuid import UUID

from unannounced.crafts.packing import Packed
from unannounced.duties import bringing
from unannounced.records.parcels.actions import ParcelWaits
from unannounced.records.parcels.opening import Said
from unannounced.records.satchel.models import Invited, Letter

FORM = ("form_id", "version", "title", "xform")


class Orders(Said):
    """A parcel of the office to the field room, opened."""

    def __init__(self, packed: Packed) -> None:
        super().__init__(packed)
        self.device = UUID(self.text("device"))

    def text(self, name: str, *, empty: bool = False) -> str:
        """A text, which may be empty only where that is said."""
        value = self.said[name]
        if not isinstance(value, str) or not (value or empty):
            raise ValueError(f"{name} is no text")
        return value

    def checklists(self) -> list[dict[str, str]]:
        """The check-lists for the ODK door."""
        rows = self.said.get("checklists", [])
        if not isinstance(rows, list):
            raise ValueError("checklists are no list")
        for row in rows:
            if not isinstance(row, dict) or not all(isinstance(row.get(name), str) for name in FORM):
                raise ValueError("a check-list is not complete")
        return rows

    def invited(self) -> Invited:
        """The invitation."""
        return Invited(
            lookup=self.text("lookup"),
            device=self.device,
            recipient=self.text("recipient"),
            package=self.text("package"),
            expires_on=date.fromisoformat(self.text("expires_on")),
            checklists=self.checklists(),
            odk_key=self.text("odk_key", empty=True),
        )

    def letter(self) -> Letter:
        """The letter."""
        number = self.said["number"]
        if type(number) is not int or number < 1:
            raise ValueError("its number is none")
        sealed = self.text("sealed")
        try:
            bringing.bytes_of(sealed)
        except bringing.CannotTake as wrong:
            raise ValueError("what is sealed is not base64url") from wrong
        return Letter(device=self.device, number=number, sealed=sealed)

    def require(self, found: int) -> None:
        """Raise ``ParcelWaits`` if the invitation this is about is not here yet."""
        if not found:
            raise ParcelWaits(f"It is about the device {self.device}, whose invitation has not come yet.")
