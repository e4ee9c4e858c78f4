"""The pages that the law wants, from a started Lotse."""

import re

import httpx
import pytest

from tests.running import Running

PAGES = ("imprint", "privacy", "accessibility")


@pytest.mark.parametrize("lang", ["de", "en"])
def test_the_page_leads_to_everything_that_the_law_wants(lotse: Running, lang: str):
    chat = httpx.get(f"{lotse.url}/chat", params={"lang": lang}).text

    for name in PAGES:
        (address,) = re.findall(rf'href="(/{name}\?lang=\w+)"', chat)
        page = httpx.get(f"{lotse.url}{address}")
        assert page.status_code == 200
        assert f'<html lang="{lang}"' in page.text
        assert f'href="/chat?lang={lang}"' in page.text


@pytest.mark.parametrize("name", PAGES)
def test_such_a_page_is_stricter_than_the_chat_and_runs_no_script(lotse: Running, name: str):
    headers = httpx.get(f"{lotse.url}/{name}").headers
    chat = httpx.get(f"{lotse.url}/chat").headers

    for header in ("referrer-policy", "cache-control"):
        assert headers[header] == chat[header]
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "script-src" not in headers["content-security-policy"]
    assert "set-cookie" not in headers


@pytest.mark.parametrize("lang", ["xx", "../de", "de%00"])
def test_an_unknown_language_gets_english(lotse: Running, lang: str):
    page = httpx.get(f"{lotse.url}/imprint?lang={lang}")

    assert (page.status_code, '<html lang="en"' in page.text) == (200, True)


def test_a_browser_gets_its_own_language(lotse: Running):
    page = httpx.get(f"{lotse.url}/privacy", headers={"Accept-Language": "de-DE,de;q=0.9"})

    assert '<html lang="de"' in page.text
