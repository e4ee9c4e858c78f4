"""Names that lead nowhere: related articles, topics, bodies, facts of the service fields."""

from collections.abc import Iterator

from knowledge.article import Article
from knowledge.content import Content
from knowledge.errors import Mistake
from knowledge.yaml_file import line_of

_FACT_FIELDS = ("legal_basis", "costs", "deadlines", "duration")


def broken_references(content: Content) -> Iterator[Mistake]:
    """A mistake for every name in an article.yml or the tenant that does not exist."""
    topics = {route.topic for route in content.directory.routes}
    for article in content.articles.values():
        yield from _related(article, content)
        yield from _service(article, content)
        if article.contact_topic not in topics:
            yield _unknown(article, "contact_topic", article.contact_topic)
    yield from _contacts(content)


def _contacts(content: Content) -> Iterator[Mistake]:
    tenant = content.tenant
    named: list[tuple[str, tuple[str | int, ...]]] = [(tenant.contact, ("contact",))]
    named += [
        (queue.contact, ("queues", number, "contact")) for number, queue in enumerate(tenant.queues)
    ]
    for body_id, keys in named:
        if body_id not in content.directory.bodies:
            yield Mistake(
                tenant.path,
                line_of(tenant.path, *keys),
                f"{'.'.join(map(str, keys))}: {body_id} is not known",
                "use the id of a body in knowledge/directory/bodies",
            )


def _related(article: Article, content: Content) -> Iterator[Mistake]:
    for slug in article.related:
        if slug == article.slug or slug not in content.articles:
            yield _unknown(article, "related", slug)


def _service(article: Article, content: Content) -> Iterator[Mistake]:
    responsible = article.service["responsible"]
    if responsible is not None and responsible not in content.directory.bodies:
        yield _unknown(article, "service", responsible, "responsible")
    for field in _FACT_FIELDS:
        for fact_id in article.service[field]:
            if fact_id not in content.facts:
                yield _unknown(article, "service", fact_id, field)


def _unknown(article: Article, field: str, name: str, part: str | None = None) -> Mistake:
    keys = (field,) if part is None else (field, part)
    return Mistake(
        article.path,
        line_of(article.path, *keys),
        f"{'.'.join(keys)}: {name} is not known",
        "correct the name, or add what it names",
    )
