import json
import subprocess
import sys

from bot.settings import ROOT


def test_the_served_encoder_gives_the_vectors_of_sentence_transformers():
    done = subprocess.run(
        [sys.executable, "-m", "tests.knowledge.encoder.parity"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    distances = json.loads(done.stdout.splitlines()[-1])
    assert len(distances) == 5
    assert max(distances.values()) < 1e-4
