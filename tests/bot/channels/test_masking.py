"""What is taken out of a message at the door, and what stays."""

import json

import pytest

from bot.channels.masking import MASK, mask
from bot.settings import settings


@pytest.mark.parametrize(
    "text",
    [
        *("Mein Gehalt ist 120000 Euro", "48.300 €", "48.300,00 EUR im Jahr", "50 700 €"),
        *("1.234.567,89 €", "1200000 rupees a year", "EUR 120000", "INR 1200000", "TL 120000"),
        *("10 000 000 VND", "٤٨٠٠٠ يورو", "सैलरी १२०००० है", "1.091 Euro x 12 = 13.092"),
        *("im Jahr 2026", "am 21.11.2026", "2026-11-21", "21/11/2026", "2019-2024"),
        *("01.01.2020 - 31.12.2024", "ab 01.03.2027 bis 28.02.2028"),
        *("§ 18g AufenthG", "§§ 18, 18c, 19f", "81a", "Paragraf 81a AufenthG", "EU 2021/1883"),
        *("19055 Schwerin", "Postleitzahl 18055", "6 points of 14", "B1, B2, C1", "ISCO 2221"),
        *("MV-2026-00042-7", "mv 2026 00042 7", "MV2026000427", "Maß, Straße: MV-2026-00042-7"),
        *("40 Stunden pro Woche, 52 Wochen", "HRB 123456", "KldB 81302", "110", "116117"),
        *("Anerkennungsverfahren", "Windows 10", "in 1200000 Euro"),
    ],
)
def test_what_a_question_needs_stays(text):
    assert mask(text) == (text, ())


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        *((text, "phone") for text in ("+49 385 588 15599", "0385/588-15599", "(0385) 58815599")),
        *((text, "phone") for text in ("0171 1234567", "0049 171 1234567", "06 12 34 56 78")),
        *((text, "phone") for text in ("+91 98765 43210", "9876543210", "+998 90 123 45 67")),
        *((text, "phone") for text in ("٠٩١٢٣٤٥٦٧٨٩", "+٩٨٩١٢٣٤٥٦٧٨٩", "+९१ ९८७६५ ४३२१०")),
        *((text, "email") for text in ("anna@example.org", "олена@пошта.укр", "a＠example.org")),
        *((text, "iban") for text in ("DE02120300000000202051", "GB29 NWBK 6016 1331 9268 19")),
        *((text, "passport") for text in ("C01X00T47", "c01x00t478", "A1234567", "AB 1234567")),
        *((text, "passport") for text in ("AAE123456", "u12345678", "ＫＡ１２３４５６７")),
        *((text, "code") for text in ("K7P-2QX-9MD-4ZT", "k7p 2qx 9md 4zt", "K7P2QX9MD4ZT")),
    ],
)
def test_what_nobody_needs_to_know_goes(text, kind):
    assert mask(text) == (MASK, (kind,))
    assert mask(f"Hier: {text}, danke.") == (f"Hier: {MASK}, danke.", (kind,))


def test_several_kinds_go_at_once_wherever_they_stand():
    text = "Maß… anna@example.org, ＫＡ１２３４５６７, +49 30 23125 014 für 120000 €"

    masked, kinds = mask(text)

    assert masked == "Maß… …, …, … für 120000 €"
    assert kinds == ("email", "passport", "phone")


def test_a_number_with_a_wrong_check_is_no_iban():
    assert mask("DE03120300000000202051")[1] != ("iban",)


def questions():
    folder = settings().root / "tests" / "eval"
    lines = [line for path in folder.rglob("*.jsonl") for line in path.read_text().splitlines()]
    return [json.loads(line)["text"] for line in lines]


def test_no_question_of_the_evaluation_is_changed():
    found = questions()

    assert len(found) > 500
    assert [text for text in found if mask(text)[1]] == []


@pytest.mark.parametrize("sign", ["1 ", "0", "((", "A1", "AB ", "DE12", "+4", "a@", "b."])
def test_two_thousand_odd_signs_come_to_an_end(sign):
    mask((sign * 2000)[:2000])
