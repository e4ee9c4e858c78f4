"""Exports a sentence-transformers model to ONNX, pooling and normalisation included.

The weights go into a file of their own: onnxruntime maps it into memory and touches only the word
vectors it needs, instead of holding two copies of everything (930 to 440 MB).
"""

import tempfile
from pathlib import Path

import onnx
import torch
from sentence_transformers import SentenceTransformer

from knowledge.encoder.packing import pack_matrices
from knowledge.encoder.pieces import write_pieces


class _Embed(torch.nn.Module):
    """Token ids and mask to one normalised mean vector for each text."""

    def __init__(self, transformer: torch.nn.Module) -> None:
        super().__init__()
        self.transformer = transformer

    def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
        tokens = self.transformer(input_ids=input_ids, attention_mask=attention_mask)[0]
        mask = attention_mask.unsqueeze(-1).to(tokens.dtype)
        mean = (tokens * mask).sum(1) / mask.sum(1).clamp(min=1e-9)
        return torch.nn.functional.normalize(mean, dim=1)


def export(model_folder: str, target: Path) -> None:
    """Write `model.onnx`, `model.bin` and `tokenizer.model` into the folder `target`."""
    model = SentenceTransformer(model_folder, device="cpu")
    transformer = model[0].auto_model
    transformer.config._attn_implementation = "eager"
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target) as folder:
        tokenizer = Path(folder) / "tokenizer.json"
        model.tokenizer.backend_tokenizer.save(str(tokenizer))
        write_pieces(tokenizer, target / "tokenizer.model")
        _export_graph(_Embed(transformer).eval(), Path(folder) / "model.onnx")
        whole = onnx.load(str(Path(folder) / "model.onnx"))
        pack_matrices(whole)
        onnx.save_model(
            whole,
            str(Path(folder) / "split.onnx"),
            save_as_external_data=True,
            location="model.bin",
        )
        (Path(folder) / "model.bin").replace(target / "model.bin")
        (Path(folder) / "split.onnx").replace(target / "model.onnx")


def _export_graph(module: torch.nn.Module, path: Path) -> None:
    example = torch.ones(2, 8, dtype=torch.int64)
    torch.onnx.export(
        module,
        (example, example),
        str(path),
        input_names=["input_ids", "attention_mask"],
        output_names=["embedding"],
        dynamic_axes={
            "input_ids": {0: "batch", 1: "tokens"},
            "attention_mask": {0: "batch", 1: "tokens"},
            "embedding": {0: "batch"},
        },
        opset_version=17,
        dynamo=False,
    )
