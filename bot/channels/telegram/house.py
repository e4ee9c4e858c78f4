"""The house behind the channel, as its texts name it."""

from dataclasses import dataclass

from bot.channels.telegram.texts import Words
from knowledge.directory import Body
from knowledge.phone import format_phone


@dataclass(frozen=True)
class House:
    """Who answers when the program cannot, the website, and our name in Telegram."""

    contact: Body
    public_url: str
    bot_username: str

    def values(self, words: Words) -> dict[str, str]:
        """What the channel's own words may name."""
        return {
            "contact_name": self.contact.name_in(words.language),
            "contact_phone": format_phone(self.contact.phone) or words.say("no_phone"),
            "bot": f"@{self.bot_username}",
        }

    def page(self, path: str, language: str) -> str:
        """The address of one of our pages in a language."""
        return f"{self.public_url}{path}?lang={language}"
