"""The widget's files: for every website, and nothing outside their folder."""

import gzip

import pytest
from sanic.exceptions import NotFound

from bot.channels.assets import widget_file


@pytest.fixture
def dist(tmp_path):
    folder = tmp_path / "dist"
    (folder / "strings").mkdir(parents=True)
    (folder / "loader.js").write_text("// loader")
    (folder / "chat-Bx8dQ2kz.js").write_text("// chat")
    (folder / "strings" / "ar.json").write_text("{}")
    (tmp_path / "secret.txt").write_text("secret")
    return folder


@pytest.mark.parametrize(
    ("name", "kind", "kept"),
    [
        ("loader.js", "text/javascript", "max-age=300"),
        ("chat-Bx8dQ2kz.js", "text/javascript", "immutable"),
        ("strings/ar.json", "application/json", "max-age=300"),
    ],
)
def test_a_file_says_what_it_is_and_how_long_it_may_be_kept(dist, name, kind, kept):
    response = widget_file(dist, name, zipped=False)

    assert response.content_type.startswith(kind)
    assert kept in response.headers["cache-control"]
    assert response.headers["access-control-allow-origin"] == "*"


def test_files_travel_compressed_where_the_browser_can_read_that(dist):
    response = widget_file(dist, "loader.js", zipped=True)

    assert response.headers["content-encoding"] == "gzip"
    assert gzip.decompress(response.body) == b"// loader"


@pytest.mark.parametrize("path", ["no.js", "../secret.txt", "/etc/passwd", "strings", "\0", ""])
def test_nothing_else_is_there(dist, path):
    with pytest.raises(NotFound):
        widget_file(dist, path, zipped=False)
