"""The one place that reads the environment. Imports nothing of ours."""

import os
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


class BadSetting(Exception):
    """A setting has a value that cannot be used; names the key."""


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
    smtp_url: str | None

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
    return Settings(
        root=root,
        knowledge=Path(environment.get("LOTSE_KNOWLEDGE", root / "knowledge")),
        build=Path(environment.get("LOTSE_BUILD", root / "build")),
        var=var,
        tenant=environment.get("LOTSE_TENANT", "mv"),
        host=environment.get("LOTSE_HOST", "127.0.0.1"),
        port=_port(environment.get("LOTSE_PORT", "8090")),
        encoder_source=environment.get("LOTSE_ENCODER") or None,
        secret=environment.get("LOTSE_SECRET") or None,
        database_url=environment.get("LOTSE_DATABASE_URL") or f"sqlite:///{var.resolve()}/desk.db",
        smtp_url=environment.get("LOTSE_SMTP_URL") or None,
    )


def _port(text: str) -> int:
    if not text.isdecimal() or not 0 < int(text) < 65536:
        raise BadSetting(f"LOTSE_PORT is {text!r}; it must be a number from 1 to 65535")
    return int(text)


def quiet_libraries() -> None:
    """Switch off what libraries report to the outside, and keep numeric libraries to one thread.

    Must run before the first import of Rasa or of a numeric library.
    """
    os.environ["RASA_TELEMETRY_ENABLED"] = "false"
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    os.environ.setdefault("SQLALCHEMY_SILENCE_UBER_WARNING", "1")
    if settings().encoder_source is None:
        os.environ["HF_HUB_OFFLINE"] = "1"
        os.environ["HF_HUB_DISABLE_TELEMETRY"] = "1"
