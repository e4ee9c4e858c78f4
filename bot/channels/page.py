"""The page without script: a form, and the conversation so far, rendered on the server."""

import uuid
from datetime import date
from pathlib import Path
from typing import Any

import jinja2
from babel import Locale
from babel.dates import format_date, format_datetime

from bot.channels.history import ShownTurn
from bot.channels.intake import own_line
from bot.settings import settings
from bot.words import FALLBACK, words, written_languages
from desk.tickets.deadlines import BERLIN
from knowledge.answer import Status
from knowledge.release import open_releases

PAGES = Path(__file__).parent.parent / "pages"
_CSS = "text/css; charset=utf-8"
FILES = {"/chat.css": _CSS, "/demo.css": _CSS, "/icon.svg": "image/svg+xml"}
_RIGHT_TO_LEFT = ("ar", "fa", "he", "ur")


class Page:
    """Renders the page."""

    def __init__(self) -> None:
        self._templates = jinja2.Environment(
            loader=jinja2.FileSystemLoader(PAGES), autoescape=True, undefined=jinja2.StrictUndefined
        )
        self.files = {path: (PAGES / path.strip("/")).read_text("utf-8") for path in FILES}

    def render(
        self,
        lang: str | None,
        *,
        token: str,
        turns: list[ShownTurn],
        reply_lang: str | None = None,
        text: str | None = None,
        problem: str | None = None,
        notice: str | None = None,
        link: str | None = None,
        widget: bool = False,
    ) -> str:
        """The page in `lang`, or in English where there are no words for it.

        With `text`, it stands in the field again. With `widget`, a browser that runs it shows it in
        the place of the forms.
        """
        known = self._known(lang, widget)
        language = known["words"].language
        tenant = known["tenant"]
        return self._templates.get_template("chat.html").render(
            **known,
            law_is_known=not tenant.unknown_law,
            languages={tag: _own_name(tag) for tag in written_languages()},
            written_day=lambda day: format_date(date.fromisoformat(day), "long", locale=language),
            written_moment=lambda moment: format_datetime(
                moment, "short", tzinfo=BERLIN, locale=language
            ),
            introduction=own_line("utter_introduction", language, status=Status.SMALLTALK),
            token=token,
            message_id=uuid.uuid4().hex,
            turns=turns,
            reply_lang=reply_lang or "",
            text=text or "",
            seen=",".join(str(row.row_id) for turn in turns for row in turn.replies),
            link=link or "",
            problem=words(language).page[problem] if problem else "",
            notice=words(language).page[notice] if notice else "",
        )

    def _known(self, lang: str | None, widget: bool) -> dict[str, Any]:
        """What every page needs. The widget speaks languages that the page has no words for."""
        language = lang if lang in written_languages() else FALLBACK
        tenant = open_releases(settings().releases).current().content.tenant
        return {
            "words": words(language),
            "wanted": lang if lang in tenant.languages else language,
            "tenant": tenant,
            "tenant_name": tenant.name[language],
            "direction_of": lambda tag: "rtl" if tag in _RIGHT_TO_LEFT else "ltr",
            "widget": widget,
        }


def _own_name(tag: str) -> str:
    return str(Locale.parse(tag).get_display_name(tag)).capitalize()
