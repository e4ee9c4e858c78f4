from datetime import date
from pathlib import Path

import pytest

from bot.settings import settings
from knowledge.encoder.session import Encoder
from knowledge.errors import ContentError, EncoderMissing, ReleaseMissing
from knowledge.release import KEPT, Releases, build_release
from tests.knowledge.conftest import Edit

DAY = date(2026, 11, 21)
TEXT = "articles/visa/blue-card/en.md"


@pytest.fixture
def releases(tmp_path: Path, encoder: Encoder) -> Path:
    return tmp_path / "releases"


def build(knowledge: Path, releases: Path) -> str:
    return build_release(knowledge, releases, tenant="mv", encoder=settings().encoder, day=DAY)


def kept(releases: Path) -> set[str]:
    return {path.name for path in releases.iterdir() if path.is_dir()}


def short_answer(releases: Releases) -> str:
    return releases.current().rendered("blue-card", language="en", day=DAY).short


def test_a_built_release_is_live(knowledge: Path, releases: Path):
    release_hash = build(knowledge, releases)

    live = Releases(releases).current()

    assert live.hash == release_hash
    assert live.index.slugs == ["blue-card", "german-course"]


def test_a_release_finds_the_article_of_a_question(
    knowledge: Path, releases: Path, encoder: Encoder
):
    build(knowledge, releases)
    live = Releases(releases).current()
    question = "german course how much"

    measures = live.index.measure(encoder.encode_queries([question])[0], question, language="en")

    assert live.index.slugs[int(measures.sum(1).argmax())] == "german-course"


def test_a_release_keeps_its_content_whatever_becomes_of_the_files(
    knowledge: Path, releases: Path, edit: Edit
):
    build(knowledge, releases)

    edit(TEXT, "Blue Card costs", "Blue Card now costs")

    assert short_answer(Releases(releases)) == "Blue Card costs €75."


def test_an_open_folder_follows_the_pointer(knowledge: Path, releases: Path, edit: Edit):
    build(knowledge, releases)
    opened = Releases(releases)
    before = short_answer(opened)

    edit(TEXT, "Blue Card costs", "Blue Card now costs")
    build(knowledge, releases)

    assert (before, short_answer(opened)) == ("Blue Card costs €75.", "Blue Card now costs €75.")


def test_a_conversation_keeps_the_release_it_began_with(
    knowledge: Path, releases: Path, edit: Edit
):
    first = build(knowledge, releases)
    edit(TEXT, "Blue Card costs", "Blue Card now costs")
    build(knowledge, releases)

    article = Releases(releases).get(first).rendered("blue-card", language="en", day=DAY)

    assert article.short == "Blue Card costs €75."


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("facts/visa.yml", "value: 75", "value: much"),
        (TEXT, 'fact("visa.fee")', 'fact("visa.free")'),
        (TEXT, "Blue Card costs", "Blue Card costs 75"),
        ("tenants/mv.yml", "contact: mission", "contact: nobody"),
    ],
)
def test_a_broken_file_leaves_the_old_release_live(
    knowledge: Path, releases: Path, edit: Edit, name: str, old: str, new: str
):
    first = build(knowledge, releases)
    edit(name, old, new)

    with pytest.raises(ContentError):
        build(knowledge, releases)

    assert Releases(releases).current().hash == first
    assert kept(releases) == {first}


def test_the_same_content_is_built_once(knowledge: Path, releases: Path):
    first = build(knowledge, releases)
    built = (releases / first / "vectors.npy").stat().st_mtime_ns

    assert build(knowledge, releases) == first
    assert (releases / first / "vectors.npy").stat().st_mtime_ns == built


def test_going_back_to_older_content_puts_its_release_live_again(
    knowledge: Path, releases: Path, edit: Edit
):
    first = build(knowledge, releases)
    edit(TEXT, "Blue Card costs", "Blue Card now costs")
    build(knowledge, releases)

    edit(TEXT, "Blue Card now costs", "Blue Card costs")

    assert build(knowledge, releases) == first
    assert Releases(releases).current().hash == first


def test_only_the_last_releases_are_kept(knowledge: Path, releases: Path, edit: Edit):
    built = [build(knowledge, releases)]
    for number in ("first", "second"):
        edit(TEXT, "Blue Card costs", f"Blue Card costs the {number} time")
        built.append(build(knowledge, releases))

    assert kept(releases) == set(built[-KEPT:])


def test_a_build_that_was_cut_off_does_no_harm(knowledge: Path, releases: Path):
    first = build(knowledge, releases)
    (releases / "current.partial").write_text("half")
    (releases / "half.partial").mkdir()

    assert Releases(releases).current().hash == first
    assert build(knowledge, releases) == first


def test_without_a_release_the_error_says_what_to_run(tmp_path: Path):
    with pytest.raises(ReleaseMissing, match="run: lotse build"):
        Releases(tmp_path).current()


def test_a_release_that_is_gone_says_what_to_run(knowledge: Path, releases: Path):
    build(knowledge, releases)

    with pytest.raises(ReleaseMissing, match="abc is gone; run: lotse build"):
        Releases(releases).get("abc")


def test_without_an_encoder_nothing_is_built(knowledge: Path, releases: Path, tmp_path: Path):
    with pytest.raises(EncoderMissing, match="make setup"):
        build_release(knowledge, releases, tenant="mv", encoder=tmp_path / "nothing", day=DAY)

    assert not releases.exists()


def test_a_release_shows_an_article_in_english_where_there_is_no_other_text(
    knowledge: Path, releases: Path
):
    build(knowledge, releases)

    article = Releases(releases).current().rendered("blue-card", language="vi", day=DAY)

    assert article.language == "en"


def test_a_rendered_article_follows_the_day(knowledge: Path, releases: Path):
    build(knowledge, releases)
    live = Releases(releases).current()

    today, later = (
        live.rendered("blue-card", language="en", day=day).short for day in (DAY, date(2027, 1, 1))
    )

    assert today == "Blue Card costs €75."
    assert later == "Blue Card costs €75 (value for 2026)."
