"""Keeps TensorFlow, Keras and torch out of serving processes.

Rasa imports them at start although our pipeline uses none of their code: 544 instead of 197 MB. A
finder serves stub modules under their names. Every attribute of a stub is one class that can be
subclassed, subscripted, called as a decorator, and whose own attributes are that class again:
Rasa's modules do all of that while they are imported (for instance rasa/utils/tensorflow).
"""

import sys
from collections.abc import Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any

STUBBED = ("tensorflow", "tensorflow_hub", "tensorflow_addons", "tensorflow_text", "keras", "torch")


class _AnythingType(type):
    def __getattr__(cls, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return cls

    def __getitem__(cls, key: Any) -> Any:
        return cls


class Anything(metaclass=_AnythingType):
    """Stands for every class, function and decorator of a stubbed package."""

    def __new__(cls, *arguments: Any, **options: Any) -> Any:
        if cls is Anything and len(arguments) == 1 and callable(arguments[0]):
            return arguments[0]
        return object.__new__(cls)

    def __init__(self, *arguments: Any, **options: Any) -> None:
        pass

    def __call__(self, *arguments: Any, **options: Any) -> Any:
        return arguments[0] if arguments and callable(arguments[0]) else self


class _StubModule(ModuleType):
    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return Anything


class StubFinder(MetaPathFinder, Loader):
    """Finds a stub for every module below the stubbed packages."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname.split(".")[0] not in STUBBED:
            return None
        return ModuleSpec(fullname, self, is_package=True)

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        return _StubModule(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        module.__path__ = []


def install() -> None:
    """Put the finder first. Must run before the first import of Rasa.

    thinc (below spaCy) asks which of the packages are there and manages without: it is imported
    while they are absent, because it would take a stub for a working torch.
    """
    if any(isinstance(finder, StubFinder) for finder in sys.meta_path):
        return
    absent = dict.fromkeys(STUBBED)
    sys.modules.update(absent)  # type: ignore[arg-type]
    import thinc.compat  # noqa: F401

    for name in absent:
        del sys.modules[name]
    sys.meta_path.insert(0, StubFinder())
