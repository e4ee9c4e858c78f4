"""The one place that reads the environment. Imports nothing of ours."""

import os
import re
from dataclasses import dataclass, field
from enum import Enum
from functools import lru_cache
from pathlib import Path
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

ROOT = Path(__file__).resolve().parent.parent


class BadSetting(Exception):
    """A setting has a value that cannot be used; names the key."""


class Tls(Enum):
    """How a mail is kept from being read on its way to the mail server."""

    FROM_THE_START = "smtps"
    REQUIRED = "required"
    OFFERED = "offered"  # where the server offers it
    NEVER = "never"


@dataclass(frozen=True)
class MailServer:
    """Where mails are handed in, and the address they come from."""

    host: str
    port: int
    tls: Tls
    sender: str
    user: str | None = None
    password: str | None = field(default=None, repr=False)


@dataclass(frozen=True)
class TelegramBot:
    """A bot of Telegram, and how its updates reach us: fetched, or brought to `webhook`."""

    token: str = field(repr=False)
    api: str
    port: int  # where we listen for the webhook
    webhook: str | None = None
    webhook_secret: str | None = field(default=None, repr=False)


@dataclass(frozen=True)
class Settings:
    """Where things are and how to run; every field has a default that works on one machine."""

    root: Path
    knowledge: Path
    build: Path
    var: Path
    tenant: str
    host: str
    port: int
    encoder_source: str | None
    secret: str | None
    database_url: str
    redis_url: str | None
    proxies: int
    public_url: str
    mail: MailServer | None
    telegram: TelegramBot | None

    @property
    def optional_processes(self) -> dict[str, bool]:
        """Processes of the Procfile that run only where a setting asks for them."""
        return {"mail": self.mail is not None, "telegram": self.telegram is not None}

    @property
    def encoder(self) -> Path:
        return self.build / "encoder"

    @property
    def releases(self) -> Path:
        return self.build / "knowledge"

    @property
    def tracker_file(self) -> Path:
        return self.var / "tracker.db"

    @property
    def models(self) -> Path:
        return self.build / "models"


@lru_cache(maxsize=1)
def settings() -> Settings:
    """The settings of this process. Raises BadSetting."""
    return read_settings(os.environ)


def read_settings(environment: "os._Environ[str] | dict[str, str]") -> Settings:
    """Settings from environment variables. Raises BadSetting naming the key."""
    root = Path(environment.get("LOTSE_ROOT", ROOT))
    var = Path(environment.get("LOTSE_VAR", root / "var"))
    host = environment.get("LOTSE_HOST", "127.0.0.1")
    port = _port("LOTSE_PORT", environment.get("LOTSE_PORT", "8090"))
    return Settings(
        root=root,
        knowledge=Path(environment.get("LOTSE_KNOWLEDGE", root / "knowledge")),
        build=Path(environment.get("LOTSE_BUILD", root / "build")),
        var=var,
        tenant=environment.get("LOTSE_TENANT", "mv"),
        host=host,
        port=port,
        encoder_source=environment.get("LOTSE_ENCODER") or None,
        secret=environment.get("LOTSE_SECRET") or None,
        database_url=environment.get("LOTSE_DATABASE_URL") or f"sqlite:///{var.resolve()}/desk.db",
        redis_url=environment.get("LOTSE_REDIS_URL") or None,
        proxies=_proxies(environment.get("LOTSE_PROXIES") or "0"),
        public_url=_public_url(environment.get("LOTSE_PUBLIC_URL")) or f"http://{host}:{port}",
        mail=_mail_server(
            environment.get("LOTSE_SMTP_URL") or None, environment.get("LOTSE_MAIL_FROM") or None
        ),
        telegram=_telegram_bot(environment),
    )


def _port(key: str, text: str) -> int:
    if not text.isdecimal() or not 0 < int(text) < 65536:
        raise BadSetting(f"{key} is {text!r}; it must be a number from 1 to 65535")
    return int(text)


def _proxies(text: str) -> int:
    if not text.isdecimal() or int(text) > 9:
        raise BadSetting(
            f"LOTSE_PROXIES is {text!r}; it must be the number of proxies in front of us, 0 to 9"
        )
    return int(text)


def _public_url(text: str | None) -> str | None:
    """The address that people open, without a slash at its end."""
    if not text:
        return None
    try:
        url = urlsplit(text)
    except ValueError:
        url = SplitResult("", "", "", "", "")
    plain = text.isascii() and text.isprintable() and " " not in text
    if url.scheme not in ("http", "https") or not url.hostname or url.query or not plain:
        raise BadSetting(f"LOTSE_PUBLIC_URL is {text!r}; it must look like https://lotse.example")
    return text.rstrip("/")


def _mail_server(url: str | None, sender: str | None) -> MailServer | None:
    """Both or none. What is wrong is told without the URL: it holds a password."""
    if url is None and sender is None:
        return None
    if url is None:
        raise BadSetting("LOTSE_MAIL_FROM is set, but LOTSE_SMTP_URL is not; set both or none")
    if sender is None:
        raise BadSetting("LOTSE_SMTP_URL is set, but LOTSE_MAIL_FROM is not; set both or none")
    if not _ADDRESS.fullmatch(sender):
        raise BadSetting(f"LOTSE_MAIL_FROM is {sender!r}; it must look like lotse@example.org")
    try:
        return _read_smtp_url(urlsplit(url), sender)
    except ValueError:
        raise BadSetting(_SMTP_FORM) from None  # the cause would show a part of the URL


_ADDRESS = re.compile(r"[A-Za-z0-9._%+-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.)*[A-Za-z0-9-]{1,63}")
_SMTP_PORTS = {"smtp": 25, "smtps": 465}
_SMTP_FORM = (
    "LOTSE_SMTP_URL cannot be read; it must look like smtp://user:password@host:587, "
    "smtps://user:password@host or smtp://host?starttls=required (or never); "
    "in user and password, @ : / ? # % are written as %40 %3A %2F %3F %23 %25"
)


def _read_smtp_url(url: SplitResult, sender: str) -> MailServer:
    """Raises ValueError. A password never travels in the clear unless `starttls=never` says so."""
    options = dict(parse_qsl(url.query, keep_blank_values=True, strict_parsing=bool(url.query)))
    starttls = options.pop("starttls", None)
    user, password = (unquote(part) if part else None for part in (url.username, url.password))
    known = url.scheme in _SMTP_PORTS and starttls in (None, "required", "never")
    whole = url.hostname and url.port != 0 and (user is None) == (password is None)
    if not known or not whole or options or url.fragment or url.path not in ("", "/"):
        raise ValueError("not the form that is wanted")
    if url.scheme == "smtps":
        if starttls is not None:
            raise ValueError("smtps begins with TLS")
        tls = Tls.FROM_THE_START
    else:
        tls = Tls(starttls or ("required" if password else "offered"))
    return MailServer(
        host=url.hostname or "",
        port=_SMTP_PORTS[url.scheme] if url.port is None else url.port,
        tls=tls,
        sender=sender,
        user=user,
        password=password,
    )


def _telegram_bot(environment: "os._Environ[str] | dict[str, str]") -> TelegramBot | None:
    """None without a token. What is wrong is told without it."""
    token = environment.get("LOTSE_TELEGRAM_TOKEN") or None
    webhook = environment.get("LOTSE_TELEGRAM_WEBHOOK") or None
    secret = environment.get("LOTSE_TELEGRAM_WEBHOOK_SECRET") or None
    if token is None:
        return None
    if not _TOKEN.fullmatch(token):
        raise BadSetting(
            "LOTSE_TELEGRAM_TOKEN cannot be read; it must look like 123456:ABC-DEF, "
            "as @BotFather has told it"
        )
    if webhook is not None and not _WEBHOOK.fullmatch(webhook):
        raise BadSetting(
            f"LOTSE_TELEGRAM_WEBHOOK is {webhook!r}; it must look like https://lotse.example/path"
        )
    if secret is not None and not _WEBHOOK_SECRET.fullmatch(secret):
        raise BadSetting("LOTSE_TELEGRAM_WEBHOOK_SECRET must be 16 to 256 letters, digits, - and _")
    return TelegramBot(
        token=token,
        api=_api(environment.get("LOTSE_TELEGRAM_API") or _TELEGRAM),
        port=_port("LOTSE_TELEGRAM_PORT", environment.get("LOTSE_TELEGRAM_PORT") or "8092"),
        webhook=webhook,
        webhook_secret=secret,
    )


_TELEGRAM = "https://api.telegram.org/bot"
_API = re.compile(r"https?://[^\s/?#@]+(/[^\s?#]*)?/bot", re.ASCII)
_TOKEN = re.compile(r"[0-9]+:[A-Za-z0-9_-]+")
_WEBHOOK = re.compile(r"https://[A-Za-z0-9.-]+(:[0-9]+)?/[A-Za-z0-9._~/-]+")
_WEBHOOK_SECRET = re.compile(r"[A-Za-z0-9_-]{16,256}")


def _api(text: str) -> str:
    if not _API.fullmatch(text):
        raise BadSetting(f"LOTSE_TELEGRAM_API is {text!r}; it must look like {_TELEGRAM}")
    return text


def quiet_libraries() -> None:
    """Switch off what libraries report to the outside, and keep numeric libraries to one thread.

    Must run before the first import of Rasa or of a numeric library.
    """
    os.environ["RASA_TELEMETRY_ENABLED"] = "false"
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    os.environ.setdefault("SQLALCHEMY_SILENCE_UBER_WARNING", "1")
    os.environ.setdefault("PTB_TIMEDELTA", "true")  # python-telegram-bot: what will be its default
    if settings().encoder_source is None:
        os.environ["HF_HUB_OFFLINE"] = "1"
        os.environ["HF_HUB_DISABLE_TELEMETRY"] = "1"
