"""Somebody with a browser that runs no script: reads the page, follows forms only."""

import re
from html import unescape

import httpx


class Reader:
    """`page` is what the browser shows; `status` is that of the last request."""

    def __init__(self, url: str, lang: str) -> None:
        self.client = httpx.Client(base_url=url, timeout=30)
        self.page = self.client.get("/chat", params={"lang": lang}).text
        self.status = 200

    @property
    def text(self) -> str:
        """The words of the page."""
        return " ".join(unescape(re.sub(r"<[^>]+>", " ", self.page)).split())

    @property
    def offered(self) -> list[str]:
        """The ids of the buttons under the last answer."""
        return re.findall(r'name="button" value="([^"]*)"', self.page)

    def fields(self, kind: str = "ask") -> dict[str, str]:
        """The hidden fields of the last form of a class: ask, options."""
        form = re.findall(rf'<form[^>]*class="{kind}".*?</form>', self.page, re.DOTALL)[-1]
        return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form))

    def ask(self, text: str) -> str:
        return self.send({**self.fields(), "text": text})

    def form_of(self, button: str) -> dict[str, str]:
        """The form that the one button sends whose id begins like this."""
        [pressed] = [each for each in self.offered if f"{each}:".startswith(f"{button}:")]
        return {**self.fields("options"), "button": pressed}

    def press(self, button: str) -> str:
        return self.send(self.form_of(button))

    def look(self) -> str:
        """Press "show new answers"."""
        fields = {name: self.fields()[name] for name in ("session", "lang", "seen")}
        return self.send({**fields, "look": "yes"})

    def send(self, form: dict[str, str]) -> str:
        response = self.client.post("/chat", data=form)
        self.page, self.status = response.text, response.status_code
        return self.page
