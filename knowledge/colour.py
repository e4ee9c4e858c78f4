"""Colours of a house: whether text can be read on them (WCAG 2.2, contrast 4.5 to 1).

The chat writes in one of two inks; which one, bot/widget/src/tint.ts decides by the same rule.
"""

INKS = ("#ffffff", "#10181f")
_ENOUGH = 4.5


def is_readable(colour: str) -> bool:
    """Whether one of the inks stands out enough on a colour like #0b5574."""
    return any(contrast(colour, ink) >= _ENOUGH for ink in INKS)


def contrast(one: str, other: str) -> float:
    """From 1 (the same) to 21 (black and white)."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
