"""Help in an emergency: there in every language, with the numbers of the facts."""

from dataclasses import asdict

import pytest
import yaml

from bot.distress.words import distress_languages, distress_words, emergency_numbers
from bot.settings import ROOT
from knowledge.tenant import load_tenant


def test_every_language_of_the_house_has_its_own_words():
    languages = load_tenant(ROOT / "knowledge/tenants/mv.yml").languages

    assert set(languages) == set(distress_languages())
    assert len({distress_words(language).now for language in languages}) == len(languages)


@pytest.mark.parametrize("language", ["sv", "", "DE"])
def test_another_language_gets_english(language: str):
    assert distress_words(language) == distress_words("en")


@pytest.mark.parametrize("number", asdict(emergency_numbers()).values())
def test_the_numbers_stand_in_the_facts(number: str):
    facts = yaml.safe_load((ROOT / "knowledge/facts/service.yml").read_text("utf-8"))

    assert number in [row["value"] for fact in facts.values() for row in fact["values"]]
