import pytest
from django.core.exceptions import ImproperlyConfigured

from propertyhub import env


@pytest.mark.parametrize(
    ("value", "meaning"), [("1", True), ("Yes", True), ("off", False), ("", False)]
)
def test_a_flag_is_a_yes_or_a_no(monkeypatch, value, meaning):
    monkeypatch.setenv("LAMP", value)
    assert env.flag("LAMP") is meaning


def test_a_flag_that_is_neither_is_named(monkeypatch):
    monkeypatch.setenv("LAMP", "maybe")
    with pytest.raises(ImproperlyConfigured, match="LAMP"):
        env.flag("LAMP")


def test_a_number_that_is_none_is_named(monkeypatch):
    monkeypatch.setenv("PORT", "eighty")
    with pytest.raises(ImproperlyConfigured, match="PORT"):
        env.whole_number("PORT", default=8000)


def test_words_stand_between_commas(monkeypatch):
    monkeypatch.setenv("HOSTS", " a.example, b.example ,")
    assert env.words("HOSTS") == ["a.example", "b.example"]


def test_what_is_not_said_is_the_default(monkeypatch):
    monkeypatch.delenv("HOSTS", raising=False)
    assert env.words("HOSTS", default=("localhost",)) == ["localhost"]
    assert env.whole_number("HOSTS", default=3) == 3
    assert env.flag("HOSTS", default=True)


def test_without_a_url_the_database_is_a_file(monkeypatch, tmp_path):
    monkeypatch.delenv("STORE", raising=False)
    database = env.database("STORE", default=tmp_path / "here.sqlite3")
    assert database["NAME"] == str(tmp_path / "here.sqlite3")


def test_a_database_url_is_taken_apart(monkeypatch, tmp_path):
    monkeypatch.setenv("STORE", "postgres://ann:pw@db.example:6432/hub")
    database = env.database("STORE", default=tmp_path)
    assert database["ENGINE"] == "django.db.backends.postgresql"
    assert (database["HOST"], database["PORT"]) == ("db.example", 6432)


def test_an_engine_that_we_do_not_run_on_is_refused(monkeypatch, tmp_path):
    monkeypatch.setenv("STORE", "mysql://ann@db.example/hub")
    with pytest.raises(ImproperlyConfigured, match="STORE"):
        env.database("STORE", default=tmp_path)


def test_a_file_fills_in_only_what_is_not_said(monkeypatch, tmp_path):
    monkeypatch.setenv("SAID", "before")
    monkeypatch.delenv("UNSAID", raising=False)
    file = tmp_path / "keys.env"
    file.write_text("SAID=file\nUNSAID=file\n")
    env.fill_in(file)
    assert (env.text("SAID"), env.text("UNSAID")) == ("before", "file")


@pytest.mark.parametrize(
    ("url", "server"),
    [
        ("", env.MailServer()),
        ("smtp://mail.example", env.MailServer("mail.example")),
        (
            "smtp+tls://hub%40h.example:p%2Fw@mail.example",
            env.MailServer("mail.example", 587, "hub@h.example", "p/w", starttls=True),
        ),
        (
            "smtps://mail.example:4650",
            env.MailServer("mail.example", 4650, tls=True),
        ),
    ],
)
def test_a_mail_server_is_one_address(monkeypatch, url, server):
    monkeypatch.setenv("MAIL", url)
    assert env.mail_server("MAIL") == server


@pytest.mark.parametrize("url", ["https://mail.example", "mail.example", "smtp://"])
def test_a_mail_server_that_is_none_is_named(monkeypatch, url):
    monkeypatch.setenv("MAIL", url)
    with pytest.raises(ImproperlyConfigured, match="MAIL"):
        env.mail_server("MAIL")
