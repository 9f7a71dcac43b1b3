"""A process that furnishes an installation with the small case of ``tests.records.house``: five parcels wait."""

from unannounced.cli.main import enter

enter("office")

from tests.records import house as building  # noqa: E402
from unannounced.records.ledger.linking import linked_at_the_end  # noqa: E402
from unannounced.records.publications.actions import make_edition  # noqa: E402

if __name__ == "__main__":
    with linked_at_the_end():
        made = building.full()
        for _edition in range(3):
            make_edition(by=made.maud, at=building.NOW)
