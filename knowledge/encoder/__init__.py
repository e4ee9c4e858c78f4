"""The encoder: multilingual-e5-small. Fetched as data, converted once, served by onnxruntime."""
