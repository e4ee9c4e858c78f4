"""The words of the mails: the same keys and places in every language."""

import re

import pytest
import yaml

from bot.settings import ROOT
from desk.mail.words import TEXTS, mail_words, written_languages
from knowledge.tenant import load_tenant
from knowledge.yaml_file import read_yaml

PLACEHOLDER = re.compile(r"\{\{.*?\}\}")
LANGUAGES = written_languages()


def texts(language: str) -> dict[str, str]:
    return yaml.safe_load((TEXTS / f"{language}.yml").read_text("utf-8"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_a_whole_mail(language: str):
    assert read_yaml(TEXTS / f"{language}.yml", schema="mail") == texts(language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_fills_in_the_same_places(language: str):
    for key, german in texts("de").items():
        found = sorted(PLACEHOLDER.findall(texts(language)[key]))

        assert found == sorted(PLACEHOLDER.findall(german)), key


def test_every_language_of_the_house_gets_a_mail():
    for language in load_tenant(ROOT / "knowledge/tenants/mv.yml").languages:
        expected = language if language in LANGUAGES else "en"

        assert mail_words(language).language == expected


@pytest.mark.parametrize("language", ["sv", "", "..", "../texts/de", "de\0"])
def test_whatever_is_no_written_language_gets_english(language: str):
    assert mail_words(language).language == "en"
