from pathlib import Path

import pytest

from knowledge.article import load_articles, read_article, stamp
from knowledge.errors import ContentError
from tests.knowledge.conftest import Edit

BLUE_CARD = "articles/visa/blue-card"


def mistakes_in(folder: Path) -> list[str]:
    with pytest.raises(ContentError) as caught:
        load_articles(folder / "articles")
    return [f"{m.path.name}:{m.line}: {m.problem}" for m in caught.value.mistakes]


def test_an_article_is_named_by_its_folders(knowledge: Path):
    article = read_article(knowledge / BLUE_CARD)

    assert (article.slug, article.theme) == ("blue-card", "visa")
    assert set(article.texts) == set(article.questions) == {"de", "en"}
    assert article.texts["de"].body.startswith("# Blue Card\n")


def test_a_text_without_head_is_a_mistake(knowledge: Path, edit: Edit):
    edit(f"{BLUE_CARD}/en.md", "---\nreviewed: false\n---\n", "")

    assert mistakes_in(knowledge) == ["en.md:1: the head is missing"]


@pytest.mark.parametrize(
    ("head", "mistake"),
    [
        ("reviewed: maybe", "en.md:2: reviewed: 'maybe' is not of type 'boolean'"),
        ("reviewed: false\nby: me", "en.md:2: the file: Additional properties"),
        ("made_from: abc", "en.md:2: the file: 'reviewed' is a required property"),
    ],
)
def test_a_bad_head_is_a_mistake_with_its_line(
    knowledge: Path, edit: Edit, head: str, mistake: str
):
    edit(f"{BLUE_CARD}/en.md", "reviewed: false", head)

    (found,) = mistakes_in(knowledge)

    assert found.startswith(mistake)


def test_without_the_german_text_there_is_no_article(knowledge: Path):
    (knowledge / BLUE_CARD / "de.md").unlink()

    assert mistakes_in(knowledge) == ["de.md:1: the German text is missing"]


def test_a_text_that_is_not_utf_8_is_a_mistake(knowledge: Path):
    path = knowledge / BLUE_CARD / "de.md"
    path.write_bytes(path.read_bytes() + "Gebühr".encode("latin-1"))

    assert mistakes_in(knowledge) == ["de.md:15: not written in UTF-8"]


def test_one_slug_in_two_themes_is_a_mistake(knowledge: Path):
    (knowledge / BLUE_CARD).rename(knowledge / "articles/language/blue-card")
    (knowledge / BLUE_CARD).mkdir()
    for path in (knowledge / "articles/language/blue-card").iterdir():
        (knowledge / BLUE_CARD / path.name).write_bytes(path.read_bytes())

    assert mistakes_in(knowledge) == ["article.yml:1: blue-card stands in two themes"]


def test_mistakes_of_several_articles_are_told_at_once(knowledge: Path, edit: Edit):
    edit(f"{BLUE_CARD}/article.yml", "stage: visa", "stage: later")
    edit("articles/language/german-course/article.yml", "2027-01-31", "soon")

    first, second = mistakes_in(knowledge)

    assert first.startswith("article.yml:4: review_by")
    assert second.startswith("article.yml:2: stage")


def test_a_translation_is_stale_until_it_is_stamped(knowledge: Path):
    stale = read_article(knowledge / BLUE_CARD)

    stamp(stale, "en")

    assert stale.is_stale("en")
    assert not read_article(knowledge / BLUE_CARD).is_stale("en")


def test_a_change_of_the_german_text_makes_the_translation_stale(knowledge: Path, edit: Edit):
    stamp(read_article(knowledge / BLUE_CARD), "en")

    edit(f"{BLUE_CARD}/de.md", "how it is done", "how it is done now")

    assert read_article(knowledge / BLUE_CARD).is_stale("en")


def test_the_german_text_is_never_stale(knowledge: Path):
    assert not read_article(knowledge / BLUE_CARD).is_stale("de")


def test_a_stamp_leaves_body_and_review_as_they_were(knowledge: Path, edit: Edit):
    edit(f"{BLUE_CARD}/en.md", "reviewed: false", "reviewed: true")
    before = read_article(knowledge / BLUE_CARD)

    stamp(before, "en")

    after = read_article(knowledge / BLUE_CARD).texts["en"]
    assert (after.body, after.reviewed) == (before.texts["en"].body, True)
    assert after.made_from == before.texts["de"].mark
