from pathlib import Path

from knowledge.errors import ContentError, Mistake


def test_a_content_error_says_file_line_problem_and_mend():
    error = ContentError(
        Mistake(Path("a.yml"), 3, "the key stands twice", "keep one"),
        Mistake(Path("b.yml"), 1, "the head is missing", "write it"),
    )

    assert str(error) == (
        "a.yml:3: the key stands twice - keep one\nb.yml:1: the head is missing - write it"
    )
