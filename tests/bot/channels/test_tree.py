"""Texts as trees: nothing but paragraphs, lists, headings, strong words and safe links."""

from datetime import date

import pytest

from bot.channels.tree import blocks_of_markdown, blocks_of_text


def text(words):
    return {"type": "text", "text": words}


def paragraph(*children):
    return {"type": "paragraph", "children": list(children)}


def link(href, words):
    return {"type": "link", "href": href, "children": [text(words)]}


def test_paragraphs_and_lines_of_plain_text_stay_apart():
    assert blocks_of_text("One\n\nNumber: 1\nCode: 2") == [
        paragraph(text("One")),
        paragraph(text("Number: 1\nCode: 2")),
    ]


def test_lines_with_a_dash_are_a_list():
    assert blocks_of_text("Ask here:\n- A\n- B\nGood luck.") == [
        paragraph(text("Ask here:")),
        {"type": "list", "ordered": False, "items": [[text("A")], [text("B")]]},
        paragraph(text("Good luck.")),
    ]


@pytest.mark.parametrize(
    "evil",
    ["<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<b>bold</b>"],
)
def test_markup_is_text(evil):
    assert blocks_of_text(evil) == [paragraph(text(evil))]
    assert blocks_of_markdown(f"a {evil}") == [paragraph(text(f"a {evil}"))]


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        (
            "https://make-it.de/a.",
            [link("https://make-it.de/a", "https://make-it.de/a"), text(".")],
        ),
        ("(https://a.de)", [text("("), link("https://a.de", "https://a.de"), text(")")]),
        ("+49 385 58815599", [link("tel:+4938558815599", "+49 385 58815599")]),
        ("MV-2026-00012-7", [text("MV-2026-00012-7")]),
        ("http://a.de", [text("http://a.de")]),
    ],
)
def test_addresses_and_numbers_can_be_followed_and_called(written, shown):
    assert blocks_of_text(written) == [paragraph(*shown)]


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:text/html,x", "http://a.de", "//a.de", "/chat"]
)
def test_a_link_to_anywhere_else_is_only_its_words(address):
    (block,) = blocks_of_markdown(f"[words]({address})")

    assert {child["type"] for child in block["children"]} == {"text"}
    assert "words" in block["children"][0]["text"]


def test_markdown_keeps_its_strong_words_links_and_lists():
    assert blocks_of_markdown("A **b** [c](https://d.de)\n\n1. one\n2. two") == [
        paragraph(
            text("A "),
            {"type": "strong", "children": [text("b")]},
            text(" "),
            link("https://d.de", "c"),
        ),
        {"type": "list", "ordered": True, "items": [[text("one")], [text("two")]]},
    ]


def test_every_article_makes_a_tree(release):
    for slug in release.content.articles:
        for part in release.rendered(slug, language="de", day=date(2026, 11, 21)).parts:
            kinds = {block["type"] for block in blocks_of_markdown(part.markdown)}
            assert kinds <= {"paragraph", "list", "heading"}, slug
