"""Settings: what the environment says, and how a bad value is told."""

import os
from pathlib import Path

import pytest

from bot.settings import BadSetting, MailServer, TelegramBot, Tls, read_settings

BOT_TOKEN = "123456:ABC-DEF_ghi"


@pytest.mark.parametrize("port", ["", "0", "65536", "-1", "80.5", "http", "80 ", "²"])
def test_a_port_that_cannot_be_used_is_refused_by_the_name_of_its_key(port):
    with pytest.raises(BadSetting, match="LOTSE_PORT"):
        read_settings({"LOTSE_PORT": port})


@pytest.mark.parametrize(("text", "port"), [("1", 1), ("8091", 8091), ("65535", 65535)])
def test_a_port_is_read_as_a_number(text, port):
    assert read_settings({"LOTSE_PORT": text}).port == port


def test_without_any_variable_the_assistant_listens_on_this_machine_only():
    defaults = read_settings({})

    assert defaults.host == "127.0.0.1"
    assert defaults.secret is None
    assert defaults.encoder_source is None


def test_the_folders_follow_the_root(tmp_path):
    read = read_settings({"LOTSE_ROOT": str(tmp_path)})

    assert read.knowledge == tmp_path / "knowledge"
    assert read.releases == tmp_path / "build" / "knowledge"
    assert read.var == tmp_path / "var"


def test_a_folder_of_its_own_wins_over_the_root(tmp_path):
    read = read_settings({"LOTSE_ROOT": str(tmp_path), "LOTSE_BUILD": "/elsewhere"})

    assert read.models == Path("/elsewhere/models")
    assert read.knowledge == tmp_path / "knowledge"


def test_an_empty_secret_counts_as_none():
    assert read_settings({"LOTSE_SECRET": "", "LOTSE_ENCODER": ""}).secret is None


def test_rasa_reports_nothing_to_the_outside():
    assert os.environ["RASA_TELEMETRY_ENABLED"] == "false"


def test_the_desk_keeps_its_tickets_in_a_file_unless_told_otherwise(tmp_path):
    url = "postgresql+psycopg2://desk@db/desk"

    default = read_settings({"LOTSE_VAR": str(tmp_path)})
    told = read_settings({"LOTSE_DATABASE_URL": url})

    assert default.database_url == f"sqlite:///{tmp_path}/desk.db"
    assert told.database_url == url


SENDER = "lotse@example.org"


def mail(url: str, sender: str = SENDER) -> MailServer | None:
    return read_settings({"LOTSE_SMTP_URL": url, "LOTSE_MAIL_FROM": sender}).mail


def test_without_a_mail_server_no_mail_is_sent():
    read = read_settings({"LOTSE_SMTP_URL": "", "LOTSE_MAIL_FROM": ""})

    assert read.mail is None
    assert read.optional_processes["mail"] is False


@pytest.mark.parametrize(
    ("url", "host", "port", "tls"),
    [
        ("smtp://mail.example", "mail.example", 25, Tls.OFFERED),
        ("smtp://127.0.0.1:2525/?starttls=never", "127.0.0.1", 2525, Tls.NEVER),
        ("smtp://[::1]:587?starttls=required", "::1", 587, Tls.REQUIRED),
        ("smtp://lotse:geheim@mail.example:587", "mail.example", 587, Tls.REQUIRED),
        ("smtp://lotse:geheim@mail.example?starttls=never", "mail.example", 25, Tls.NEVER),
        ("smtps://lotse:geheim@mail.example", "mail.example", 465, Tls.FROM_THE_START),
    ],
)
def test_a_mail_server_is_read_from_its_address(url: str, host: str, port: int, tls: Tls):
    server = mail(url)

    assert server is not None
    assert (server.host, server.port, server.tls, server.sender) == (host, port, tls, SENDER)


def test_user_and_password_may_hold_any_sign():
    server = mail("smtp://lotse%40example.org:a%3A%2F%23%C3%BC@mail.example")

    assert server is not None
    assert (server.user, server.password) == ("lotse@example.org", "a:/#ü")


@pytest.mark.parametrize(
    "url",
    [
        "mail.example",
        "http://mail.example",
        "smtp://",
        "smtp://lotse@mail.example",
        "smtp://:geheim@mail.example",
        "smtp://lotse:geheim@mail.example:0",
        "smtp://lotse:geheim@mail.example:99999",
        "smtp://lotse:geheim@mail.example:many",
        "smtp://lotse:ge#heim@mail.example",
        "smtp://lotse:ge/heim@mail.example",
        "smtp://lotse:geheim@[mail.example",
        "smtp://lotse:geheim@mail.example?starttls=maybe",
        "smtp://lotse:geheim@mail.example?tls=never",
        "smtp://lotse:geheim@mail.example/inbox",
        "smtps://lotse:geheim@mail.example?starttls=required",
    ],
)
def test_a_mail_server_that_cannot_be_read_is_refused_without_its_password(url: str):
    with pytest.raises(BadSetting, match="LOTSE_SMTP_URL") as caught:
        mail(url)

    assert "heim" not in str(caught.value)
    assert caught.value.__cause__ is None


def test_a_mail_server_never_shows_its_password():
    assert "geheim" not in repr(mail("smtps://lotse:geheim@mail.example"))


@pytest.mark.parametrize(
    ("environment", "key"),
    [
        ({"LOTSE_SMTP_URL": "smtps://lotse:geheim@mail.example"}, "LOTSE_MAIL_FROM is not"),
        ({"LOTSE_MAIL_FROM": SENDER}, "LOTSE_SMTP_URL is not"),
    ],
)
def test_half_a_mail_server_names_what_is_missing(environment: dict[str, str], key: str):
    with pytest.raises(BadSetting, match=key) as caught:
        read_settings(environment)

    assert "geheim" not in str(caught.value)


@pytest.mark.parametrize(
    "sender", ["lotse", "Lotse <a@b.de>", "a@b.de\nBcc: c@d.de", "a@b.de, c@d.de", "ü@b.de"]
)
def test_a_sender_that_is_no_address_is_refused(sender: str):
    with pytest.raises(BadSetting, match="LOTSE_MAIL_FROM"):
        mail("smtp://mail.example", sender)


def test_links_lead_to_this_machine_unless_told_otherwise():
    told = read_settings({"LOTSE_PUBLIC_URL": "https://lotse.example/mv/"})

    assert read_settings({"LOTSE_PORT": "8123"}).public_url == "http://127.0.0.1:8123"
    assert told.public_url == "https://lotse.example/mv"


@pytest.mark.parametrize(
    "url",
    ["lotse.example", "ftp://lotse.example", "https://", "https://a b", "https://a/?x=1", "x\n"],
)
def test_a_public_address_that_cannot_be_opened_is_refused(url: str):
    with pytest.raises(BadSetting, match="LOTSE_PUBLIC_URL"):
        read_settings({"LOTSE_PUBLIC_URL": url})


@pytest.mark.parametrize(("text", "count"), [("", 0), ("0", 0), ("2", 2)])
def test_the_number_of_proxies_is_read(text, count):
    assert read_settings({"LOTSE_PROXIES": text}).proxies == count


@pytest.mark.parametrize("text", ["-1", "10", "one", "1.0"])
def test_a_number_of_proxies_that_cannot_be_is_refused_by_name(text):
    with pytest.raises(BadSetting, match="LOTSE_PROXIES"):
        read_settings({"LOTSE_PROXIES": text})


def telegram(**more: str) -> TelegramBot | None:
    named = {f"LOTSE_TELEGRAM_{name}": value for name, value in more.items()}
    return read_settings({"LOTSE_TELEGRAM_TOKEN": BOT_TOKEN, **named}).telegram


def test_without_a_token_there_is_no_telegram():
    assert telegram(TOKEN="", WEBHOOK="no address") is None


def test_a_token_is_enough_for_telegram():
    assert telegram() == TelegramBot(BOT_TOKEN, "https://api.telegram.org/bot", 8092)


def test_telegram_can_bring_its_updates():
    address = "https://lotse.example:8443/telegram"

    bot = telegram(WEBHOOK=address, WEBHOOK_SECRET="s" * 16, PORT="8443")

    assert bot is not None
    assert (bot.webhook, bot.webhook_secret, bot.port) == (address, "s" * 16, 8443)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("TOKEN", "geheim"),
        ("TOKEN", "123456:geheim/../getMe"),
        ("WEBHOOK", "http://lotse.example/telegram"),
        ("WEBHOOK", "https://lotse.example"),
        ("WEBHOOK_SECRET", "geheim"),
        ("WEBHOOK_SECRET", "geheim, aber mit Leerzeichen"),
        ("PORT", "0"),
        ("API", "api.telegram.org"),
        ("API", "https://api.telegram.org"),
    ],
)
def test_what_telegram_cannot_use_is_refused_by_the_name_of_its_key(key: str, value: str):
    with pytest.raises(BadSetting, match=f"LOTSE_TELEGRAM_{key}") as caught:
        telegram(**{key: value})

    assert "geheim" not in str(caught.value)


def test_the_token_is_not_shown():
    assert BOT_TOKEN not in repr(telegram(WEBHOOK_SECRET="s" * 16))
    assert "ssss" not in repr(telegram(WEBHOOK_SECRET="s" * 16))
