"""The public reads what was reported beside what is on record: who said it, the verdict, the rule, the grounds."""

import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from tests.rooms.portal.asking import shipped_states

Read = Callable[..., str]
pytestmark = pytest.mark.usefixtures("today")


@pytest.fixture
def shipped(shelf: Any) -> Any:
    """The register as it is shipped."""
    shelf.register(*shipped_states())
    return shelf


def words(html: str) -> str:
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", html))).strip()


def claim(page: str, name: str) -> str:
    """The words of one claim of the list."""
    found = re.search(rf'<li class="claim" id="{name}".*?</div>\s*</li>', page, re.S)
    assert found is not None, name
    return words(found[0])


def listed(page: str) -> list[str]:
    return re.findall(r'<li class="claim" id="([^"]+)"', page)


def test_a_claim_stands_with_who_said_it_through_whom_and_when_and_with_verdict_and_rule(
    shipped: Any, read: Read
) -> None:
    told = claim(read("/reported/"), "k2")
    assert told.startswith(
        "The Russian Federation ratified the UN Convention against Torture in 1985. Said by the article itself news"
        " report on the resolution of the Government of the Russian Federation 26 August 2025 Contradicted by the record"
        " Signed then, which does not bind; the act itself was on 3 March 1987. UNCAT Art. 27(2) Why"
    )
    assert "1987-03-03 ratification" in told
    assert "through Telegram" in claim(read("/reported/"), "k15")


@pytest.mark.parametrize(
    ("name", "verdict", "shape"),
    [
        ("k1", "Contradicted by the record", "cross"),
        ("k5a", "Imprecise", "half"),
        ("k5b", "Imprecise", "half"),
        ("k13", "Not known", "ring"),
        ("k16", "Consistent with the record", "check"),
    ],
)
def test_a_verdict_is_a_word_and_a_shape(name: str, verdict: str, shape: str, shipped: Any, read: Read) -> None:
    page = read(f"/reported/{name}/")
    assert re.search(rf'<use href="#shape-{shape}"></use></svg><strong>{verdict}</strong>', page)


def test_the_verdicts_are_counted_all_five_of_them(shipped: Any, read: Read) -> None:
    told = words(read("/reported/"))
    assert (
        "23 claims Contradicted by the record: 6 Imprecise: 9 Not known: 1 Consistent with the record: 7 An opinion,"
        " which no record decides: 0"
    ) in told


def test_the_list_is_narrowed_by_verdict_state_and_convention(shipped: Any, read: Read) -> None:
    assert listed(read("/reported/", data={"verdict": "not_known"})) == ["k13"]
    assert listed(read("/reported/", data={"convention": "UNCAT"})) == ["k2", "k13", "k17b"]
    of_the_state = listed(read("/reported/", data={"state": "RUS", "verdict": "contradicted"}))
    assert of_the_state == ["k2", "k3", "k11c", "k15", "k17a"]
    assert "k1" in listed(read("/reported/", data={"verdict": "contradicted"}))
    nothing = read("/reported/", data={"convention": "ECHR", "verdict": "contradicted"})
    assert "No claim is like that." in nothing
    assert '<option value="ECHR" selected>' in nothing
    assert len(listed(read("/reported/", data={"verdict": "wrong", "page": "x"}))) == 23


def test_every_claim_has_its_own_address_and_its_place_in_the_list(shipped: Any, client: Any, read: Read) -> None:
    page = read("/reported/k3/")
    assert 'href="/reported/#k3"' in page
    told = words(page)
    assert "On 30 September 2025 the State is bound in full, until 30 September 2026 at least" in told
    assert "By the law of 30 September 2025" in told
    assert "2025-09-29 law on denunciation signed" in told
    assert 'rel="prev" href="/reported/k2/"' in page
    assert 'rel="next" href="/reported/k4/"' in page
    moved = client.get("/reported/K3/")
    assert (moved.status_code, moved.headers["Location"]) == (301, "/reported/k3/")
    read("/reported/k99/", status=404)


def test_the_verdict_is_reckoned_from_the_register_and_never_stored(shelf: Any, read: Read) -> None:
    """If the register learned that the instrument was deposited in 1985, the claim would be consistent."""
    deposited = [shelf.act("ratification", "1985-12-10", "UNCAT")]
    shelf.register(shelf.state("RUS", "Russia", acts=deposited), shelf.state("BLR", "Belarus", acts=[]))
    assert "Consistent with the record" in claim(read("/reported/"), "k2")


def test_a_state_that_the_register_does_not_have_leaves_the_claim_open(shelf: Any, read: Read) -> None:
    shelf.register(shelf.state("FRA", "France"))
    assert "Not known The register here does not have this State." in claim(read("/reported/"), "k2")
    assert 'href="/states/RUS/"' not in read("/reported/k2/")


def test_an_empty_shelf_says_what_will_stand_there(shelf: Any, read: Read) -> None:
    assert "Nothing here yet" in read("/reported/")
    assert "once an edition of the register has been taken in" in read("/reported/k2/")


def test_the_words_are_in_the_readers_language(shipped: Any, client: Any) -> None:
    page = client.get("/reported/", headers={"accept-language": "fr"}).content.decode()
    assert "La Fédération de Russie a ratifié la Convention de l’ONU contre la torture en 1985." in page
    assert "Le Comité n’a jamais statué sur des plaintes" in page


def test_codes_in_a_reason_become_names_in_the_readers_language(shipped: Any) -> None:
    """The law knows codes; who reads does not."""
    from unannounced.duties.words import Sentence
    from unannounced.rooms.portal.law import the_register
    from unannounced.rooms.portal.reported import with_names

    facts = {"names": ("UNCAT", "ECPT"), "states": ("DEU", "XYZ"), "state": "RUS", "on": 7, "said": "as it was"}
    with translation.override("fr"):
        named = with_names(Sentence("{names}", facts), the_register()).facts
    assert (
        named["names"]
        == "Convention de l’ONU contre la torture, Convention européenne pour la prévention de la torture"
    )
    assert named["states"] == "Allemagne, XYZ"
    assert named["state"] == "Russie"
    assert (named["on"], named["said"]) == (7, "as it was")


def test_nothing_can_be_pasted_in_and_a_page_costs_one_query(shipped: Any, read: Read) -> None:
    from django.db import connection

    for address in ("/reported/", "/reported/k17a/"):
        page = read(address)
        assert "<textarea" not in page
        assert page.count('method="post"') == 1  # the switch of language
        with CaptureQueriesContext(connection) as asked:
            read(address)
        assert len(asked) == 1, address
