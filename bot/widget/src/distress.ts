// Help in an emergency, in every language, inside the bundle: it works when nothing else does.
// The words, numbers and signs stand in bot/distress, where the other channels read them too.

import numbers from "../../distress/numbers.json";
import SIGNS_BY_LANGUAGE from "../../distress/signs.json";
import ROWS from "../../distress/words.json";

export const FIRE_AND_AMBULANCE = numbers.fire_and_ambulance;
export const POLICE = numbers.police;
export const VIOLENCE_AGAINST_WOMEN = numbers.violence_against_women;

export type DistressWords = (typeof ROWS)["en"];

export const DISTRESS_LANGUAGES = Object.keys(ROWS);

export function distressWords(language: string): DistressWords {
  return (ROWS as Record<string, DistressWords>)[language] ?? ROWS.en;
}

// Beginnings of words that are hardly written by somebody who is well. The assistant knows more;
// this list counts when it cannot be reached.
const SIGNS = new RegExp(Object.values(SIGNS_BY_LANGUAGE).flat().join("|"), "iu");

/** Whether a message sounds as if somebody is in danger of their own hand. */
export function soundsLikeDistress(text: string): boolean {
  return SIGNS.test(text.normalize("NFC").replace(/[\s.!?…।؟]+$/u, ""));
}
