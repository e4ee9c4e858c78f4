"""`lotse eval`: measures answers on questions that nobody trained on, and fits the calibration."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import click

from bot.agent import LotseAgent
from bot.ask import ask
from bot.prepare import build
from bot.settings import Settings
from knowledge.evaluation import Judged, figures


def read_set(settings: Settings, name: str, *, core: bool) -> list[dict[str, Any]]:
    """The questions of an evaluation set, each with the name of its group (its file)."""
    rows = []
    for path in sorted((settings.root / "tests" / "eval" / name).glob("*.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            row = json.loads(line)
            if row["core"] or not core:
                rows.append({**row, "group": path.stem})
    return rows


async def evaluate_set(
    agent: LotseAgent, settings: Settings, name: str, *, core: bool, show_wrong: bool
) -> dict[str, float]:
    """Figures of a whole set; see knowledge/evaluation.py for what they mean."""
    judged = []
    for row in read_set(settings, name, core=core):
        judged.append(Judged(row=row, answer=await ask(agent, row)))
        if show_wrong and not judged[-1].is_right:
            click.echo(judged[-1].explain(), err=True)
    return figures(judged)


def fit_on_dev(settings: Settings, say: Any) -> None:
    """Fit the calibration on the dev set, write it, and put it live."""
    from nlu.fit import Question, fit_calibration

    build(settings, say)
    path = Path("tests") / "eval" / "dev"
    questions = [
        Question(
            text=row["text"],
            language=row["question_lang"],
            audience=row.get("audience"),
            articles=tuple(row["expected_articles"]),
            other_intent=row["expected_status"] not in ("answered", "abstained")
            and not row["expected_articles"],
        )
        for row in read_set(settings, "dev", core=False)
    ]
    day = date.today().isoformat()
    calibration = fit_calibration(questions, fitted_on=str(path), day=day)
    calibration.save(settings.knowledge / "calibration.json")
    say(f"calibration: fitted on {len(questions)} questions of {path}")
    build(settings, say)
