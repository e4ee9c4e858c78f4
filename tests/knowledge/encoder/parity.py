"""Prints by language how near the served encoder is to sentence-transformers (needs torch)."""

import json

from bot.settings import quiet_libraries, settings

quiet_libraries()

import numpy as np  # noqa: E402
from sentence_transformers import SentenceTransformer  # noqa: E402

from knowledge.encoder.session import Encoder  # noqa: E402

SENTENCES = {
    "de": "Wie lange dauert das Visum für eine Pflegefachkraft aus Manila?",
    "en": "How long does the visa take for a nurse from Manila?",
    "ar": "كم تستغرق تأشيرة ممرضة من مانيلا؟",
    "hi": "मनीला की एक नर्स के वीज़ा में कितना समय लगता है?",
    "longer than the encoder reads": "Wie lange dauert das Visum? " * 200,
}


def main() -> None:
    folder = settings().encoder
    model = SentenceTransformer(
        settings().encoder_source or str(folder / "sentence-transformers"), device="cpu"
    )
    theirs = model.encode([f"query: {text}" for text in SENTENCES.values()])
    ours = Encoder(folder).encode_queries(list(SENTENCES.values()))
    cosines = np.sum(theirs * ours, axis=1).tolist()
    print(json.dumps(dict(zip(SENTENCES, cosines, strict=True))))  # noqa: T201


if __name__ == "__main__":
    main()
