"""What is still missing before the public may use it: `lotse up --production` refuses with it."""

from collections.abc import Iterator

from bot.settings import Settings
from knowledge.tenant import Tenant, load_tenant


def missing_for_production(settings: Settings) -> str | None:
    """Every missing field and setting, one a line; None when nothing is missing.

    Raises ContentError for a tenant's file that cannot be read.
    """
    file = f"tenants/{settings.tenant}.yml"
    tenant = load_tenant(settings.knowledge / file)
    fields = list(_missing_fields(tenant))
    parts = []
    if fields:
        parts.append("\n  ".join([f"Fill in knowledge/{file}:", *fields]))
    if settings.secret is None:
        parts.append(
            "Set LOTSE_SECRET to a random text of at least 32 characters and keep it: "
            "sessions, status codes and links depend on it."
        )
    if tenant.is_active("telegram") and not settings.public_url.startswith("https://"):
        parts.append(
            "Set LOTSE_PUBLIC_URL to the https address that people open: "
            "links to answers in Telegram lead there."
        )
    return "\n".join(["Not ready for the public.", *parts]) if parts else None


def _missing_fields(tenant: Tenant) -> Iterator[str]:
    yield from (f"promise.{name}" for name, value in tenant.promise.items() if value is None)
    for name, channel in tenant.channels.items():
        if channel["active"] and channel["decided_by"] is None:
            yield f"channels.{name}.decided_by"
    yield from tenant.unknown_law
