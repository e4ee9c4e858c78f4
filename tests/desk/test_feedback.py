"""Whether answers helped: counted once each, and nothing but counts."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

from sqlalchemy import select

from desk.tickets.database import Database
from desk.tickets.feedback import Feedback, Helped, WhyNot, count_feedback, helped
from desk.tickets.models import feedback

DAY = date(2026, 11, 23)
YES = Feedback("nurse", "de", helped=True)
NO = Feedback("nurse", "de", helped=False, why=WhyNot.UNCLEAR)


def count(database: Database, *said: Feedback, day: date = DAY) -> None:
    for one in said:
        count_feedback(database, one, day=day)


def test_the_same_on_the_same_day_is_one_row_with_a_higher_count(database: Database):
    count(database, YES, YES, NO)
    count(database, YES, day=DAY + timedelta(days=1))

    with database.read() as db:
        rows = db.execute(select(feedback).order_by(feedback.c.day, feedback.c.helped)).all()

    assert [tuple(row) for row in rows] == [
        (DAY, "nurse", "de", False, "unclear", 1),
        (DAY, "nurse", "de", True, "", 2),
        (DAY + timedelta(days=1), "nurse", "de", True, "", 1),
    ]


def test_all_days_and_languages_of_an_article_count_together(database: Database):
    count(database, YES, NO, Feedback("nurse", "en", helped=False))
    count(database, NO, Feedback("nurse", "en", helped=False, why=WhyNot.WRONG), day=date.min)

    assert helped(database) == (Helped("nurse", 1, 4, {"unclear": 2, "wrong": 1}),)


def test_what_helped_least_stands_first(database: Database):
    count(database, Feedback("a", "de", helped=True), Feedback("", "de", helped=True), NO, YES)

    assert [one.article for one in helped(database)] == ["nurse", "", "a"]


def test_nothing_said_is_nothing_counted(database: Database):
    assert helped(database) == ()


def test_what_many_say_at_once_is_all_counted(database: Database):
    with ThreadPoolExecutor(6) as pool:
        list(pool.map(lambda _: count(database, YES), range(60)))

    assert helped(database) == (Helped("nurse", 60, 0, {}),)
