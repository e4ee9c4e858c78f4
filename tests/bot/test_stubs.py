"""Stubs: TensorFlow, Keras and torch stay out, and Rasa does not notice."""

import importlib
import json
import subprocess
import sys

import pytest

from bot.stubs import STUBBED, Anything, StubFinder, install

_LOADED = """
import json, sys
from bot.settings import quiet_libraries
quiet_libraries()
from bot import stubs
stubs.install()
import rasa.core.agent, rasa.core.run, spacy
below = [name for name in sys.modules if name.split(".")[0] in stubs.STUBBED]
print(json.dumps({
    "stubs": below,
    "real": [name for name in below if getattr(sys.modules[name], "__file__", None)],
}))
"""


def test_rasa_and_spacy_load_nothing_of_tensorflow_keras_and_torch():
    done = subprocess.run(
        [sys.executable, "-c", _LOADED], capture_output=True, text=True, check=True
    )

    loaded = json.loads(done.stdout.splitlines()[-1])
    assert "tensorflow" in loaded["stubs"]
    assert loaded["real"] == []


@pytest.mark.parametrize("name", STUBBED)
def test_every_stubbed_package_can_be_imported_at_any_depth(name):
    module = importlib.import_module(f"{name}.some.part")

    assert module.Layer.of.any.depth is Anything


def test_a_class_below_a_stub_keeps_its_own_methods():
    keras = importlib.import_module("keras")

    class Model(keras.Model):
        def __init__(self, size: int) -> None:
            super().__init__(name="model")
            self.size = size

    assert Model(3).size == 3


def test_a_stub_can_be_subscripted():
    tensorflow = importlib.import_module("tensorflow")

    assert tensorflow.Tensor[int, "any"] is Anything


def test_a_decorator_of_a_stub_leaves_the_function_as_it_was():
    tensorflow = importlib.import_module("tensorflow")

    @tensorflow.function
    def plain() -> str:
        return "plain"

    @tensorflow.function(experimental_relax_shapes=True)
    def with_options() -> str:
        return "with options"

    assert (plain(), with_options()) == ("plain", "with options")


def test_other_packages_are_not_stubbed():
    finder = StubFinder()

    assert finder.find_spec("numpy", None) is None
    assert finder.find_spec("torchvision", None) is None


def test_installing_twice_leaves_one_finder():
    install()

    assert sum(isinstance(finder, StubFinder) for finder in sys.meta_path) == 1
