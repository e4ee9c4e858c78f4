"""Prepares what serving needs: encoder, release, trained model, widget. Does nothing twice."""

import hashlib
import os
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from bot.settings import Settings
from bot.widget_build import WidgetNotBuilt, build_widget
from knowledge.encoder.session import FILES
from knowledge.errors import EncoderMissing
from knowledge.release import build_release

# The model holds the signatures of our components, so their code counts as well.
TRAINED_FROM = ("config.yml", "bot/domain", "bot/rules", "nlu")


def prepare(settings: Settings, say: Callable[[str], None]) -> None:
    """Encoder, release, model and widget, each only if it is not there yet.

    Raises KnowledgeError, or TrainingFailed. A widget that cannot be built stops nothing: the page
    without script needs none.
    """
    _encoder(settings)
    build(settings, say)
    train(settings, say)
    try:
        build_widget(settings, say)
    except WidgetNotBuilt as error:
        say(f"widget: not built, the page without script still works. {error}")


def _encoder(settings: Settings) -> None:
    """Build the encoder in a process of its own: it needs torch, which this one must not load."""
    if any(not (settings.encoder / name).exists() for name in FILES):
        done = subprocess.run([sys.executable, "-m", "bot", "encoder"], check=False)
        if done.returncode:
            raise EncoderMissing("the encoder was not built; the lines above say why")


def build(settings: Settings, say: Callable[[str], None], *, day: date | None = None) -> str:
    """Put today's content live as a release; returns its hash. Raises KnowledgeError."""
    started = time.perf_counter()
    release = build_release(
        settings.knowledge,
        settings.releases,
        tenant=settings.tenant,
        encoder=settings.encoder,
        day=day or date.today(),
    )
    say(f"knowledge: release {release} is live ({time.perf_counter() - started:.1f} s)")
    return release


class TrainingFailed(Exception):
    """Rasa could not train; what it printed says why."""


def train(settings: Settings, say: Callable[[str], None], *, force: bool = False) -> Path:
    """Train Rasa on rules and examples unless they are unchanged; returns the model's path."""
    target = settings.models / f"lotse-{_training_hash(settings)}.tar.gz"
    if target.exists() and not force:
        say("model: unchanged")
        return target
    started = time.perf_counter()
    os.environ["RASA_CACHE_DIRECTORY"] = str(settings.build / "rasa-cache")
    from rasa.model_training import train as train_rasa  # slow to import; not needed when unchanged

    result = train_rasa(
        domain=str(settings.root / "bot" / "domain"),
        config=str(settings.root / "config.yml"),
        training_files=[str(settings.root / "nlu" / "data"), str(settings.root / "bot" / "rules")],
        output=str(settings.models),
        fixed_model_name=target.name.removesuffix(".tar.gz"),
        force_training=True,
    )
    if result.model is None:
        raise TrainingFailed("Rasa trained no model; what it printed above says why")
    for path in settings.models.glob("*.tar.gz"):
        if path != target:
            path.unlink()
    say(f"model: trained ({time.perf_counter() - started:.1f} s)")
    return target


def _training_hash(settings: Settings) -> str:
    digest = hashlib.sha256()
    for name in TRAINED_FROM:
        path = settings.root / name
        files = [path] if path.is_file() else sorted([*path.rglob("*.yml"), *path.rglob("*.py")])
        for file in files:
            digest.update(str(file.relative_to(settings.root)).encode() + file.read_bytes())
    return digest.hexdigest()[:12]
