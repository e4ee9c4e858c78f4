"""Turns packed weights and tokenizer into an ordinary sentence-transformers folder."""

import tempfile
from pathlib import Path

import numpy as np
import torch
from sentence_transformers import SentenceTransformer
from sentence_transformers.models import Normalize, Pooling, Transformer
from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

from knowledge.encoder.weights import Weights, read_weights

_EMBEDDINGS = {
    "emb.word": "embeddings.word_embeddings.weight",
    "emb.pos": "embeddings.position_embeddings.weight",
    "emb.type": "embeddings.token_type_embeddings.weight",
    "emb.ln.w": "embeddings.LayerNorm.weight",
    "emb.ln.b": "embeddings.LayerNorm.bias",
}
_LAYER = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}
MAX_TOKENS = 512


def convert(weights_file: Path, tokenizer_file: Path, folder: Path) -> None:
    """Write the model in `folder`, loadable with SentenceTransformer(folder)."""
    weights = read_weights(weights_file)
    model = BertModel(_config(weights), add_pooling_layer=False)
    model.load_state_dict(_state(weights, model), strict=True)
    tokenizer = PreTrainedTokenizerFast(
        tokenizer_file=str(tokenizer_file),
        **{"bos_token": "<s>", "eos_token": "</s>", "unk_token": "<unk>", "pad_token": "<pad>"},
        **{"cls_token": "<s>", "sep_token": "</s>", "mask_token": "<mask>"},
        model_max_length=MAX_TOKENS,
    )
    with tempfile.TemporaryDirectory() as base:
        model.save_pretrained(base)
        tokenizer.save_pretrained(base)
        transformer = Transformer(base, max_seq_length=MAX_TOKENS)
        pooling = Pooling(weights.hidden, pooling_mode="mean")
        modules = [transformer, pooling, Normalize()]
        SentenceTransformer(modules=modules, device="cpu").save(str(folder))


def _config(weights: Weights) -> BertConfig:
    return BertConfig(
        vocab_size=weights.vocabulary,
        hidden_size=weights.hidden,
        num_hidden_layers=weights.layers,
        num_attention_heads=weights.heads,
        intermediate_size=weights.feed_forward,
        max_position_embeddings=weights.positions,
        type_vocab_size=weights.token_types,
        layer_norm_eps=weights.epsilon,
        hidden_act="gelu",
    )


def _state(weights: Weights, model: BertModel) -> dict[str, torch.Tensor]:
    names = dict(_EMBEDDINGS)
    for layer in range(weights.layers):
        for short, long in _LAYER.items():
            names[f"l{layer}.{short}.w"] = f"encoder.layer.{layer}.{long}.weight"
            names[f"l{layer}.{short}.b"] = f"encoder.layer.{layer}.{long}.bias"
    shapes = {name: value.shape for name, value in model.state_dict().items()}
    return {
        long: torch.from_numpy(np.ascontiguousarray(weights.tensors[short])).reshape(shapes[long])
        for short, long in names.items()
    }
