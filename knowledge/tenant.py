"""The tenant: the house that runs this Lotse, and what it has decided."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from knowledge.yaml_file import read_yaml


@dataclass(frozen=True)
class Tenant:
    """Who runs the service, for which state, in which languages."""

    id: str
    state: str
    name: dict[str, str]
    service_name: str
    contact: str
    languages: tuple[str, ...]
    texts: tuple[str, ...]
    holidays_region: str
    promise: dict[str, Any]
    channels: dict[str, dict[str, Any]]
    law: dict[str, Any]


def load_tenant(path: Path) -> Tenant:
    """The tenant in `path`. Raises ContentError."""
    row = read_yaml(path, schema="tenant")
    return Tenant(
        id=row["id"],
        state=row["state"],
        name=row["name"],
        service_name=row["service_name"],
        contact=row["contact"],
        languages=tuple(row["languages"]),
        texts=tuple(row["texts"]),
        holidays_region=row["holidays_region"],
        promise=row["promise"],
        channels=row["channels"],
        law=row["law"],
    )
