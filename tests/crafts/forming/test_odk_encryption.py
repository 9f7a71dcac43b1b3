"""What ODK clients encrypt is opened by the key of the form, and by no other; what was altered is named."""

import pytest
from cryptography.hazmat.primitives import hashes

from tests.collecting import encrypted, new_form_key
from tests.forms_made import INSTANCE
from unannounced.crafts.forming.odk_encryption import MANIFEST, Submission, decrypt_submission
from unannounced.crafts.forming.problems import NotAForm

FILES = {f"{number}.jpg": bytes([number]) * (1000 + number) for number in range(1, 19)}
PUBLIC, PRIVATE = new_form_key()


def opened(manifest: str, parts: dict[str, bytes], private: bytes = PRIVATE) -> Submission:
    return decrypt_submission({MANIFEST: manifest.encode(), **parts}, private)


@pytest.mark.parametrize("mask", [hashes.SHA256, hashes.SHA1])
def test_an_instance_with_eighteen_files_is_opened_whole(mask: object) -> None:
    manifest, parts = encrypted(INSTANCE, FILES, PUBLIC, mask=mask)
    submission = opened(manifest, parts)
    assert submission.instance == INSTANCE
    assert submission.files == FILES
    assert submission.signature_fits is True


def test_another_key_opens_nothing() -> None:
    manifest, parts = encrypted(INSTANCE, {}, PUBLIC)
    with pytest.raises(NotAForm, match="for another key"):
        opened(manifest, parts, new_form_key()[1])


def test_a_file_that_was_exchanged_does_not_fit_the_signature() -> None:
    key = bytes(range(32))
    manifest, parts = encrypted(INSTANCE, {"1.jpg": b"a" * 40}, PUBLIC, key=key)
    _other, others = encrypted(INSTANCE, {"1.jpg": b"b" * 40}, PUBLIC, key=key)
    submission = opened(manifest, {**parts, "1.jpg.enc": others["1.jpg.enc"]})
    assert submission.files["1.jpg"] == b"b" * 40
    assert submission.signature_fits is False


def test_a_file_that_has_not_come_or_was_cut_is_named() -> None:
    manifest, parts = encrypted(INSTANCE, {"1.jpg": b"a" * 40}, PUBLIC)
    with pytest.raises(NotAForm, match=r"not come yet: 1\.jpg\.enc"):
        opened(manifest, {"submission.xml.enc": parts["submission.xml.enc"]})
    with pytest.raises(NotAForm, match="damaged"):
        opened(manifest, {**parts, "submission.xml.enc": parts["submission.xml.enc"][:-3]})
