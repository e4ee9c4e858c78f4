"""The buttons under an answer: what comes next, what was perhaps meant, a person."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from bot.words import Words
from desk.tickets.ticket import Why
from knowledge.article import Article
from knowledge.content import Content
from knowledge.lookup import Choice

Option = dict[str, str]

WHO_ARTICLE = "who-is-responsible"

# Why somebody turns to people after a response; else because they ask for it.
_WHY = {"utter_abstain": Why.UNSURE, "utter_door_legal_case": Why.PERSONAL}


class Options:
    """Builds the buttons of one answer; each is an id that the door knows, and a title."""

    def __init__(self, content: Content, words: Words, title: Callable[[str], str]) -> None:
        self._content = content
        self._words = words
        self._title = title

    def after(
        self,
        response: str,
        *,
        article: Article | None,
        near: Sequence[tuple[str, float]],
        topic: str,
        has_draft: bool,
    ) -> list[Option]:
        """The buttons after a response; `near` are the articles nearest to the question.

        Who has a request that is not sent yet is reminded of it.
        """
        first = list(self._first(response, article, near, topic))
        draft = [self._labelled("show_preview")] if has_draft else []
        return [*first, *draft, self._last(response)]

    def _first(
        self,
        response: str,
        article: Article | None,
        near: Sequence[tuple[str, float]],
        topic: str,
    ) -> Iterable[Option]:
        lookup = self._content.lookup
        if response == "utter_privacy":
            return [self._labelled("show_my_data"), self._labelled("delete_my_data")]
        if article and article.slug == WHO_ARTICLE:
            return self._choices("who", lookup.topics)
        if article:
            return self._articles(article.related)
        if response in ("utter_clarify", "utter_abstain"):
            return self._articles(slug for slug, _ in near)
        if response == "utter_which_profession":
            return self._choices(f"who:{topic}", lookup.professions)
        if response == "utter_which_district":
            return self._choices(f"who:{topic}", lookup.districts)
        if response in ("utter_who", "utter_nobody_known"):
            return self._articles([WHO_ARTICLE, "other-states"])
        return []

    def _last(self, response: str) -> Option:
        if response == "utter_clarify":
            return self._labelled("none")
        why = _WHY.get(response)
        return self._labelled("human", f"human:{why.value}" if why else "human")

    def _labelled(self, label: str, button: str = "") -> Option:
        return {"id": button or label, "title": self._words.labels[label]}

    def _articles(self, slugs: Iterable[str]) -> list[Option]:
        known = (slug for slug in slugs if slug in self._content.articles)
        return [{"id": f"article:{slug}", "title": self._title(slug)} for slug in known]

    def _choices(self, prefix: str, choices: Mapping[str, Choice]) -> list[Option]:
        language = self._words.language
        return [
            {"id": f"{prefix}:{choice.id}", "title": choice.title_in(language)}
            for choice in choices.values()
        ]
