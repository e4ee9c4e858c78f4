from pathlib import Path

from knowledge.encoder.build import build_encoder
from knowledge.encoder.session import FILES


def test_an_encoder_that_is_there_is_not_built_again(tmp_path: Path):
    said: list[str] = []
    for name in FILES:
        (tmp_path / name).write_text("there")

    build_encoder(tmp_path, source=None, say=said.append)

    assert said == []
    assert {path.name for path in tmp_path.iterdir()} == set(FILES)
