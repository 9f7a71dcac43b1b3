"""Ten thousand sealed entries come home and are opened by hundreds, as a member's browser hands their keys over."""

from time import perf_counter

from tests.homecoming import AT, a_visit_with_devices, bring
from tests.sealed import Blob, an_entry, file_key, sealed_entry
from tests.world import make_world

from unannounced.crafts import sealing
from unannounced.records.notebooks.actions import open_notebook
from unannounced.records.notebooks.queries import MOST_AT_ONCE

TEXT = "He said that he was held for nine days without a lawyer, and that nobody told his family. " * 3


def main(count: str) -> dict[str, float]:
    """Rates per second: opened and judged, judged again as held already, and merely decrypted."""
    world = make_world()
    visit, key, [pocket] = a_visit_with_devices(world)
    place = str(world.places["XXB"].pk)
    said = [an_entry(pocket, TEXT, place=place, source=f"source {n % 40}") for n in range(int(count))]
    blobs = [sealed_entry(pocket, **one) for one in said]
    twice = [sealed_entry(pocket, **one) for one in said]
    for start in range(0, len(blobs), MOST_AT_ONCE):
        bring(*blobs[start : start + MOST_AT_ONCE], *twice[start : start + MOST_AT_ONCE])
    keys = {one.digest: file_key(one, key) for one in [*blobs, *twice]}

    def opened(some: list[Blob]) -> float:
        begun = perf_counter()
        for start in range(0, len(some), MOST_AT_ONCE):
            page = some[start : start + MOST_AT_ONCE]
            open_notebook(visit, {one.digest: keys[one.digest] for one in page}, by=world.ana, at=AT)
        return len(some) / (perf_counter() - begun)

    begun = perf_counter()
    for one in blobs:
        sealing.open_with_file_key(one.sealed, bytes.fromhex(keys[one.digest]))
    decrypted = len(blobs) / (perf_counter() - begun)
    return {"opened": opened(blobs), "again": opened(twice), "decrypted": decrypted}
