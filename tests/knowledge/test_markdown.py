import pytest

from knowledge.markdown import Part, Sections, plain_text, split_sections


def test_an_article_is_cut_at_its_headings():
    body = "# Title\n\nShort one.\nShort two.\n\n## First\n\n- a\n- b\n\n## Second\n\nEnd.\n"

    assert split_sections(body) == Sections(
        "Title",
        "Short one.\nShort two.",
        (Part("First", "- a\n- b"), Part("Second", "End.")),
    )


@pytest.mark.parametrize(
    ("body", "title", "short"),
    [
        ("", "", ""),
        ("Only words.", "", "Only words."),
        ("# Title\n\n## Part\n\nText", "Title", ""),
        ("### Small heading", "", "### Small heading"),
    ],
)
def test_what_is_missing_comes_back_empty(body: str, title: str, short: str):
    sections = split_sections(body)

    assert (sections.title, sections.short) == (title, short)


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("**Bold** and __bold__", "Bold and bold"),
        ("see [the law](https://example.org)", "see the law (https://example.org)"),
        ("[https://example.org](https://example.org)", "https://example.org"),
        ("1. **one**\n2. two\n", "1. one\n2. two"),
        ("2 * 3 ** 4", "2 * 3 ** 4"),
    ],
)
def test_plain_text_has_no_marks_and_keeps_addresses(markdown: str, text: str):
    assert plain_text(markdown) == text
