"""Composing an answer line from the words, the rendered article, contacts and buttons."""

from datetime import date

import pytest
from babel.dates import format_date

from bot.compose import Composer, Said, Turn
from bot.words import words
from knowledge.markdown import plain_text

DAY = date(2026, 11, 21)
SLUG = "chancenkarte-money"

# Whatever a response of the desk may name.
ABOUT = {
    **{"step": "status", "why": "asked", "number": "MV-2026-00042-7", "proof": "0" * 20},
    **{"draft_id": "d" * 32, "version": "en-00000000", "ways": ["email", "call"], "live": True},
    **{"due_on": "2026-11-25", "delete_on": "2027-11-21", "reading_day": "2026-11-23"},
    **{"state": "open", "again_at": "2026-11-21T10:00:00+00:00", "count": 2, "tickets": []},
    **{"windows": {"08-10": "08:00–10:00"}, "call_window": "08-10", "time_zone": None},
    "elsewhere": "telegram",
    "messages": [{"author": "staff", "text": "Ja.", "at": "2026-11-21T10:00:00+00:00"}],
    "request": {
        **{"asked": ["Wie lange dauert das?"], "told": [SLUG], "text": "", "language": "vi"},
        **{"state": "DE-MV", "profession": "Koch"},
    },
}


def line_of(release, slug=SLUG, response="utter_answer", language="en", **more):
    """The line of an article, or of the response alone where `slug` is None."""
    bodies, hits = more.pop("bodies", ()), more.pop("hits", ((SLUG, 0.9),))
    about = more.pop("about", {})
    turn = Turn(release, language, language, DAY, hits, 0.9, **more)
    return Composer(turn).line(Said(response, "answered", bodies=bodies, slug=slug, about=about))


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_text_holds_everything_in_reading_order(release, language):
    line = line_of(release, language=language)

    pieces = [
        line.short,
        *[piece for part in line.parts for piece in (part["heading"], part["text"])],
        *[source["title"] for source in line.sources],
        *[contact["name"] for contact in line.contacts],
    ]
    places = [line.text.index(piece) for piece in pieces]
    assert len(line.parts) > 0
    assert line.text.startswith(line.short)
    assert places[0] < places[1] < places[-len(line.contacts) - 1] < places[-1]


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_source_stands_in_the_text_with_its_date_and_address(release, language):
    line = line_of(release, language=language)

    assert line.sources
    for source in line.sources:
        day = format_date(date.fromisoformat(source["as_of"]), "long", locale=language)
        row = next(row for row in line.text.splitlines() if row.startswith(f"- {source['title']}"))
        assert day in row
        assert row.endswith(source["url"])


def test_every_article_has_a_source_and_a_contact_in_every_language(release):
    lines = [
        line_of(release, slug, language=language)
        for slug in release.content.articles
        for language in ("de", "en")
    ]

    assert [line.articles for line in lines if not line.sources or not line.contacts] == []


@pytest.mark.parametrize("audience", [None, "applicant", "employer"])
def test_there_are_never_more_than_two_contacts(release, audience):
    counts = {
        slug: len(line_of(release, slug, audience=audience).contacts)
        for slug in release.content.articles
    }

    assert {slug for slug, count in counts.items() if count > 2} == set()


def test_where_nobody_is_named_for_a_topic_the_house_itself_is_the_contact(release):
    names = {line_of(release, slug).contacts[0]["name"] for slug in release.content.articles}

    house = release.content.directory.bodies[release.content.tenant.contact]
    assert house.name_in("en") in names


def test_a_language_without_texts_gets_english_and_is_told_so(release):
    line = line_of(release, language="es")

    article = release.rendered(SLUG, language="en", day=DAY)
    notice, _, rest = line.short.partition("\n\n")
    assert (line.lang, notice[:20]) == ("en", "I do not have this a")
    assert rest == plain_text(article.short)


@pytest.mark.parametrize("language", ["de", "en"])
def test_a_language_with_texts_gets_no_notice(release, language):
    article = release.rendered(SLUG, language=language, day=DAY)

    assert line_of(release, language=language).short == plain_text(article.short)


def test_an_answer_offers_what_comes_next_and_a_person(release):
    related = release.content.articles[SLUG].related

    options = [option["id"] for option in line_of(release).options]

    assert options == [*(f"article:{slug}" for slug in related), "human"]


@pytest.mark.parametrize(
    ("response", "last"), [("utter_clarify", "none"), ("utter_abstain", "human:unsure")]
)
def test_three_of_the_hits_are_offered_by_their_titles(release, response, last):
    hits = tuple((slug, 0.2) for slug in list(release.content.articles)[:5])

    options = line_of(release, None, response, hits=hits).options

    assert [option["id"] for option in options] == [*(f"article:{s}" for s, _ in hits[:3]), last]
    assert options[0]["title"] == release.rendered(hits[0][0], language="en", day=DAY).title


@pytest.mark.parametrize(
    ("response", "ids"), [("utter_greet", ["human"]), ("utter_door_legal_case", ["human:personal"])]
)
def test_a_person_is_always_one_press_away_but_not_twice(release, response, ids):
    options = line_of(release, None, response, bodies=["tenant"]).options

    assert [option["id"] for option in options] == ids


def test_at_most_three_articles_are_named_best_first(release):
    hits = (("nurse", 0.5), ("physician", 0.3), ("eu-blue-card", 0.1), ("which-visa", 0.1))

    line = line_of(release, None, "utter_clarify", hits=hits)

    assert line.articles == ["nurse", "physician", "eu-blue-card"]
    assert line.scores == [0.5, 0.3, 0.1]


def test_the_answer_names_the_release_that_it_comes_from(release):
    assert line_of(release).release == release.hash


@pytest.mark.parametrize("language", ["de", "en"])
def test_no_placeholder_is_left_in_any_response(release, language):
    texts = {
        name: line_of(release, None, name, language=language, about=ABOUT).short
        for name in words(language).responses
        if name not in ("utter_answer", "utter_privacy", "utter_who")
    }

    assert {name for name, text in texts.items() if "{" in text or not text.strip()} == set()


def test_an_article_that_does_not_exist_is_never_an_empty_answer(release):
    with pytest.raises(KeyError):
        line_of(release, "no-such-article")


def test_a_reader_is_told_when_a_text_is_written_for_others(release):
    labels = words("en").labels

    own = line_of(release, "employer-duties", audience="employer")
    others = line_of(release, "employer-duties", audience="applicant")

    assert not own.short.startswith(labels["for_employer"])
    assert others.short.startswith(labels["for_employer"])


@pytest.mark.parametrize(("state", "told"), [("DE-BY", True), ("DE-MV", False), (None, False)])
def test_who_names_another_state_is_told_that_others_are_responsible_there(release, state, told):
    line = line_of(release, state=state)

    assert (words("en").labels["other_state"] in line.short) is told
