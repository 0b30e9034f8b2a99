import pytest
from cryptography.fernet import Fernet
from django.core.exceptions import ImproperlyConfigured

from registry.sealing import (
    CROCKFORD,
    SEALED,
    CannotUnseal,
    derived_code,
    lookup_digest,
    same,
    seal,
    unseal,
)

PHONE = "13800138000"


def test_what_is_sealed_can_be_opened_and_not_read():
    sealed = seal("王芳 13800138000")

    assert unseal(sealed) == "王芳 13800138000"
    assert PHONE not in sealed
    assert sealed.startswith(SEALED)


def test_one_text_sealed_twice_cannot_be_told_to_be_one():
    assert seal(PHONE) != seal(PHONE)


def test_the_first_key_seals_and_all_keys_open(settings):
    old, new = Fernet.generate_key().decode(), Fernet.generate_key().decode()
    settings.PRIVACY_KEYS = [old]
    before = seal(PHONE)

    settings.PRIVACY_KEYS = [new, old]
    after = seal(PHONE)

    assert unseal(before) == PHONE
    settings.PRIVACY_KEYS = [new]
    assert unseal(after) == PHONE
    with pytest.raises(CannotUnseal):
        unseal(before)


@pytest.mark.parametrize("token", ["", "13800138000", "gAAAAABq", "gAAAAABq王"])
def test_what_was_not_sealed_cannot_be_opened(token):
    with pytest.raises(CannotUnseal):
        unseal(token)


def test_a_changed_text_cannot_be_opened():
    sealed = seal(PHONE)
    changed = sealed[:40] + ("A" if sealed[40] != "A" else "B") + sealed[41:]

    with pytest.raises(CannotUnseal):
        unseal(changed)


def test_a_digest_finds_its_text_within_one_purpose_only():
    digest = lookup_digest(PHONE, purpose="contact")

    assert digest == lookup_digest(PHONE, purpose="contact")
    assert digest != lookup_digest("13800138001", purpose="contact")
    assert digest != lookup_digest(PHONE, purpose="follower")
    assert len(digest) == 64


def test_a_digest_depends_on_the_key(settings):
    digest = lookup_digest(PHONE, purpose="contact")
    settings.LOOKUP_KEY = "another key"

    assert lookup_digest(PHONE, purpose="contact") != digest


def test_without_a_key_there_are_no_digests(settings):
    settings.LOOKUP_KEY = ""

    with pytest.raises(ImproperlyConfigured, match="LOOKUP_KEY"):
        lookup_digest(PHONE, purpose="contact")


def test_a_code_follows_from_its_value_and_can_be_read_out():
    code = derived_code(purpose="receipt", value="34-2611-004217-7", length=12)

    assert code == derived_code(purpose="receipt", value="34-2611-004217-7", length=12)
    assert len(code) == 12
    assert set(code) <= set(CROCKFORD)
    assert code != derived_code(purpose="receipt", value="34-2611-004218-5", length=12)
    assert code != derived_code(purpose="link", value="34-2611-004217-7", length=12)


def test_every_character_of_a_code_counts():
    codes = [
        derived_code(purpose="receipt", value=str(number), length=51)
        for number in range(200)
    ]
    assert all(len(set(places)) > 16 for places in zip(*codes, strict=True))


@pytest.mark.parametrize("length", [0, 52])
def test_a_code_is_no_longer_than_its_secret(length):
    with pytest.raises(ValueError, match="1 to 51"):
        derived_code(purpose="receipt", value="1", length=length)


def test_equal_secrets_are_the_same():
    assert same("王芳", "王芳")
    assert not same("王芳", "王方")
    assert not same("abc", "abcd")
