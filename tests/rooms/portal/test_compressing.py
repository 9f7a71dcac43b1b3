"""Texts of the portal leave compressed for whoever takes that, and are the same for everybody."""

import gzip
from typing import Any

import pytest

from tests.rooms.portal.reading_room import ADDRESS, publish

pytestmark = pytest.mark.usefixtures("shelf", "today")
TAKES = {"Accept-Encoding": "br, gzip"}


def _body(answered: Any) -> bytes:
    return b"".join(answered.streaming_content) if answered.streaming else bytes(answered.content)


@pytest.mark.parametrize(
    "address",
    [
        ADDRESS,
        f"{ADDRESS}paragraphs/2/",
        f"{ADDRESS}data.json",
        "/reports/",
        "/api/v1/openapi.json",
        "/report.schema.json",
        "/static/web/style.css",
        "/static/portal/copying.js",
    ],
)
def test_a_text_is_the_same_compressed_and_plain(address: str, client: Any) -> None:
    publish()
    plain, packed = client.get(address), client.get(address, headers=TAKES)
    whole = _body(plain)
    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in plain.headers
    assert gzip.decompress(_body(packed)) == whole
    assert "Accept-Encoding" in plain.headers["Vary"]
    assert "Accept-Encoding" in packed.headers["Vary"]
    again = client.get(address, headers=TAKES)
    assert gzip.decompress(_body(again)) == whole
    if "Content-Length" in packed.headers:
        assert int(packed.headers["Content-Length"]) == len(_body(again))


def test_a_font_and_a_picture_of_points_are_not_compressed_again(client: Any) -> None:
    answered = client.get("/static/portal/fonts/reading-serif-latin.woff2", headers=TAKES)
    assert "Content-Encoding" not in answered.headers
    answered.close()


def test_what_named_exact_bytes_names_them_weakly_once_compressed(client: Any) -> None:
    """RFC 9110, 8.8.1; what has not changed is still not brought twice."""
    publish()
    answered = client.get(ADDRESS, headers=TAKES)
    assert answered.headers["ETag"].startswith("W/")
    unchanged = client.get(ADDRESS, headers={**TAKES, "If-None-Match": answered.headers["ETag"]})
    assert unchanged.status_code == 304
    assert unchanged.content == b""


def test_a_part_of_a_file_is_a_part_of_its_own_bytes(client: Any) -> None:
    answered = client.get("/static/web/style.css", headers={**TAKES, "Range": "bytes=0-9"})
    assert "Content-Encoding" not in answered.headers
    answered.close()
