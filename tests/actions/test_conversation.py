"""What of a conversation would be sent to staff."""

from datetime import date

import pytest

from actions.conversation import last_answer, request_of

DAY = date(2026, 11, 21)


def asked(text, *, intent="ask", choice=None, entities=()):
    metadata = {"choice": choice} if choice else {}
    parse_data = {"intent": {"name": intent}, "entities": list(entities)}
    return {"event": "user", "text": text, "metadata": metadata, "parse_data": parse_data}


def told(*slugs, status="answered"):
    line = {"status": status, "articles": list(slugs)}
    return {"event": "bot", "data": {"custom": line}}


def named(entity, value, text, word):
    start = text.index(word)
    return {"entity": entity, "value": value, "start": start, "end": start + len(word)}


@pytest.fixture
def request_from(release):
    return lambda *events: request_of(events, release, language="de", day=DAY)


def test_only_questions_in_words_are_asked(request_from):
    request = request_from(
        asked("Was kostet das?"),
        asked("Hallo", intent="greet"),
        asked("Mensch bitte", intent="human"),
        asked("", choice={"kind": "article", "slug": "nurse"}),
        asked("Und Kanada?", intent="out_of_scope"),
    )

    assert request.asked == ("Was kostet das?", "Und Kanada?")


def test_only_answers_are_told_and_each_once(request_from):
    request = request_from(
        told("nurse", "find-a-job"),
        told("eu-blue-card", status="clarified"),
        told("nurse"),
        told(),
        {"event": "action", "name": "action_listen"},
    )

    assert request.told == ("nurse",)


def test_the_last_five_questions_and_answers_are_kept(request_from):
    request = request_from(*(asked(f"Frage {n}") for n in range(9)), told("nurse"))

    assert request.asked == tuple(f"Frage {n}" for n in range(4, 9))


def test_amounts_are_kept_as_they_were_told(request_from, release):
    request = request_from(told("eu-blue-card"))

    assert any(row.startswith("blue_card.salary_min") for row in request.facts)
    assert request.release == release.hash


def test_an_article_that_is_gone_has_no_amounts(request_from):
    assert request_from(told("an-article-that-is-gone")).facts == ()


def test_the_state_named_last_and_the_profession_in_the_persons_words(request_from):
    first, then = "Koch in Sachsen", "Jetzt Krankenpfleger in Bayern"
    request = request_from(
        asked(first, entities=[named("state", "DE-SN", first, "Sachsen")]),
        asked(
            then,
            entities=[
                named("state", "DE-BY", then, "Bayern"),
                named("profession", "nurse", then, "Krankenpfleger"),
            ],
        ),
    )

    assert (request.state, request.profession) == ("DE-BY", "Krankenpfleger")


def test_of_nothing_said_nothing_is_sent(request_from):
    request = request_from()

    assert (request.asked, request.told, request.state, request.profession) == ((), (), None, None)


def test_the_last_answer_is_the_one_seen_last():
    assert last_answer([told("nurse"), told("find-a-job")])["articles"] == ["find-a-job"]
    assert last_answer([]) == {}
