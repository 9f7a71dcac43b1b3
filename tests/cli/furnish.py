"""A process that furnishes an installation with the small case of ``tests.records.house``: five parcels wait."""

from unannounced.cli.main import enter


def furnish() -> None:
    """Build the small case, and three more editions of the register."""
    from tests.records import house as building
    from unannounced.records.ledger.linking import linked_at_the_end
    from unannounced.records.publications.actions import make_edition

    with linked_at_the_end():
        made = building.full(devices=False)
        for _edition in range(3):
            make_edition(by=made.maud, at=building.NOW)


if __name__ == "__main__":
    enter("office")
    furnish()
