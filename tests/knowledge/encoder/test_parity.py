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
    cosines = json.loads(done.stdout.splitlines()[-1])
    assert len(cosines) == 5
    # Inputs of the packed matrices are rounded to eight bits; what that costs, lotse eval says.
    assert min(cosines.values()) > 0.9995
