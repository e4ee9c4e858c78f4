"""Makes the environment on a fresh machine; `make setup` runs it with whatever Python is there.

Standard library only, and readable by any Python 3. Every step looks first whether it is done, so
an interrupted set-up goes on where it stopped.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
LOCK = ROOT / "requirements.lock"
UV = "uv==0.13.8"
NEEDED_GB = 9
PACKAGES = ("actions", "bot", "knowledge", "nlu")


class SetupFailed(Exception):
    """What went wrong and what to do."""


def main() -> int:
    """Environment, packages, own code, and what serving needs."""
    try:
        if not _is_done():
            _check_disk()
            _make_venv()
            _install()
        _run([_venv("lotse"), "prepare"], "preparing the assistant failed; the lines above say why")
    except SetupFailed as error:
        print(f"\nset-up stopped: {error}", file=sys.stderr)  # noqa: T201
        return 1
    return 0


def _is_done() -> bool:
    mark = VENV / "installed"
    return mark.exists() and mark.read_text() == _mark() and _venv("lotse").exists()


def _mark() -> str:
    """Changes when the packages or our own project file do."""
    content = LOCK.read_bytes() + (ROOT / "pyproject.toml").read_bytes()
    return hashlib.sha256(content + str(ROOT).encode()).hexdigest()


def _check_disk() -> None:
    free = shutil.disk_usage(str(ROOT)).free / 1e9
    if free < NEEDED_GB:
        raise SetupFailed(
            f"{free:.1f} GB are free here, about {NEEDED_GB} GB are needed. "
            "Free some space and run make setup again; it goes on where it stopped."
        )


def _make_venv() -> None:
    if _venv("python").exists():
        return
    _say("making the environment (.venv)")
    python = _find_python()
    if python is not None:
        _run([python, "-m", "venv", VENV], "the environment could not be made")
    elif shutil.which("uv"):
        _run(["uv", "venv", "--python", "3.10", "--seed", VENV], "uv could not bring Python 3.10")
    else:
        raise SetupFailed(
            "Python 3.10 was not found. Install it (Debian: apt install python3.10-venv, or "
            "pyenv install 3.10), or install uv, and run make setup again."
        )


def _find_python() -> "str | Path | None":
    """A Python 3.10 that can make environments, also a pyenv version that is not active."""
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    candidates = [shutil.which("python3.10"), *sorted(pyenv.glob("3.10.*/bin/python3.10"))]
    probe = "import sys, venv, ensurepip; sys.exit(sys.version_info[:2] != (3, 10))"
    for candidate in candidates:
        if (
            candidate
            and subprocess.run([str(candidate), "-c", probe], capture_output=True).returncode == 0
        ):
            return candidate
    return None


def _install() -> None:
    if not _venv("uv").exists():
        _run(
            [_venv("python"), "-m", "pip", "install", "--quiet", UV],
            "uv could not be installed; check the network and the package index of pip",
        )
    _say("installing the packages (several GB the first time)")
    pip = [str(_venv("uv")), "pip"]
    into = ["--python", str(_venv("python"))]
    _run(
        [*pip, "sync", *into, "--require-hashes", "--compile-bytecode", LOCK],
        "the packages could not be installed; check network and disk, then run make setup again",
    )
    _run(
        [*pip, "install", *into, "--quiet", "--no-deps", "--no-build-isolation", "-e", ROOT],
        "the command lotse could not be installed",
    )
    folders = [str(ROOT / name) for name in PACKAGES]
    _run([_venv("python"), "-m", "compileall", "-q", *folders], "compiling our code failed")
    (VENV / "installed").write_text(_mark())


def _venv(name: str) -> Path:
    return VENV / "bin" / name


def _run(command: "list[str | Path]", problem: str) -> None:
    if subprocess.run([str(part) for part in command], cwd=str(ROOT)).returncode:
        raise SetupFailed(problem)


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)  # noqa: T201


if __name__ == "__main__":
    sys.exit(main())
