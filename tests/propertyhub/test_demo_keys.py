import stat

from cryptography.fernet import Fernet

from propertyhub import demo_keys


def read(path):
    return dict(line.split("=", 1) for line in path.read_text().splitlines())


def test_the_first_start_makes_keys_that_only_the_owner_reads(tmp_path):
    path = tmp_path / "var" / "demo.env"
    assert demo_keys.ensure(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    keys = read(path)
    assert set(keys) == {"SECRET_KEY", "PRIVACY_KEYS", "LOOKUP_KEY"}
    Fernet(keys["PRIVACY_KEYS"])


def test_a_later_start_keeps_them(tmp_path):
    path = tmp_path / "demo.env"
    demo_keys.ensure(path)
    before = read(path)
    assert not demo_keys.ensure(path)
    assert read(path) == before


def test_no_two_demos_share_a_key(tmp_path):
    demo_keys.ensure(tmp_path / "one.env")
    demo_keys.ensure(tmp_path / "other.env")
    one, other = read(tmp_path / "one.env"), read(tmp_path / "other.env")
    assert not set(one.values()) & set(other.values())
