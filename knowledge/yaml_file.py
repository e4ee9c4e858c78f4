"""Reads a YAML file, checks it against its JSON Schema, and knows the line of every value."""

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import ValidationError

from knowledge.errors import ContentError, Mistake

SCHEMAS = Path(__file__).parent / "schemas"

_format_checker = FormatChecker()


class _Loader(yaml.CSafeLoader):
    """Safe loader that keeps dates as text and refuses a key that stands twice."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen: set[str] = set()
        for key_node, _ in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                raise yaml.constructor.ConstructorError(
                    None, None, "a text that begins with { or [ needs quotes", key_node.start_mark
                )
            if key_node.value in seen:
                raise yaml.constructor.ConstructorError(
                    None, None, f"the key {key_node.value!r} stands twice", key_node.start_mark
                )
            seen.add(key_node.value)
        return super().construct_mapping(node, deep)


_Loader.add_constructor("tag:yaml.org,2002:timestamp", lambda loader, node: node.value)


def read_yaml(path: Path, *, schema: str, text: str | None = None, first_line: int = 1) -> Any:
    """The content of `path`, valid against `knowledge/schemas/<schema>.json`.

    `text` is given when the YAML is only a part of the file, starting at `first_line`.
    Raises ContentError with the line of each mistake.
    """
    text = read_text(path) if text is None else text
    try:
        content = yaml.load(text, _Loader)
    except yaml.reader.ReaderError as error:
        line = text[: error.position].count("\n") + first_line
        raise ContentError(
            Mistake(path, line, f"not valid YAML: {error.reason}", "delete the invisible character")
        ) from error
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + first_line if error.problem_mark else first_line
        raise ContentError(
            Mistake(path, line, f"not valid YAML: {error.problem}", "correct the indent or quotes")
        ) from error
    errors = list(_validator(schema).iter_errors(content))
    if errors:
        root = yaml.compose(text, yaml.CSafeLoader)
        raise ContentError(*(_mistake(path, root, error, first_line) for error in errors))
    return content


def read_text(path: Path) -> str:
    """The text in `path`. Raises ContentError if it is missing, or a line is not UTF-8."""
    try:
        content = path.read_bytes()
    except FileNotFoundError as error:
        raise ContentError(Mistake(path, 1, "the file is missing", "write it")) from error
    try:
        content.decode()
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise ContentError(
            Mistake(path, line, "not written in UTF-8", "save the file as UTF-8")
        ) from error
    return path.read_text("utf-8")


def line_of(path: Path, *keys: str | int) -> int:
    """The line on which the value under `keys` begins in the YAML file `path`."""
    return _line(yaml.compose(path.read_text("utf-8"), yaml.CSafeLoader), keys)


@lru_cache
def _validator(schema: str) -> Draft202012Validator:
    text = (SCHEMAS / f"{schema}.json").read_text("utf-8")
    return Draft202012Validator(json.loads(text), format_checker=_format_checker)


def _mistake(
    path: Path, root: yaml.Node | None, error: ValidationError, first_line: int
) -> Mistake:
    line = _line(root, tuple(error.absolute_path)) + first_line - 1
    place = ".".join(str(key) for key in error.absolute_path) or "the file"
    schema = error.schema if isinstance(error.schema, dict) else {}
    mend = schema.get("$comment", "see docs/content.md for the format")
    return Mistake(path, line, f"{place}: {error.message[:200]}", mend)


def _line(node: yaml.Node | None, keys: tuple[str | int, ...]) -> int:
    line = 1
    for key in keys:
        if isinstance(node, yaml.SequenceNode) and isinstance(key, int):
            node = node.value[key]
            line = node.start_mark.line + 1
        elif isinstance(node, yaml.MappingNode):
            found = [(k, v) for k, v in node.value if k.value == str(key)]
            if not found:
                break
            line, node = found[0][0].start_mark.line + 1, found[0][1]
    return line
