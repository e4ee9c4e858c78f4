// Which way a language runs, and what must keep its own direction inside a text.

const RIGHT_TO_LEFT = new Set(["ar", "fa", "he", "ur"]);

export type Direction = "rtl" | "ltr";

export function directionOf(language: string): Direction {
  return RIGHT_TO_LEFT.has(language.split("-")[0] ?? "") ? "rtl" : "ltr";
}

// Phone numbers, ticket numbers, paragraphs of laws, dates and amounts: torn apart in Arabic text
// unless they are isolated.
const RUNS =
  /(?:\+\d[\d\s()/-]{5,}\d|\b[A-Z]{2}-\d{4}-\d{5}-\d\b|§§?\s?\d+[a-z]?|\d+(?:[.,:/–-]\d+)+\s?(?:€|%)?|\d+\s?(?:€|%))/gu;

export interface Piece {
  text: string;
  isolated: boolean;
}

/** The text in pieces, those that keep left-to-right order marked. */
export function pieces(text: string): Piece[] {
  const made: Piece[] = [];
  let end = 0;
  for (const match of text.matchAll(RUNS)) {
    if (match.index > end) made.push({ text: text.slice(end, match.index), isolated: false });
    made.push({ text: match[0], isolated: true });
    end = match.index + match[0].length;
  }
  if (end < text.length) made.push({ text: text.slice(end), isolated: false });
  return made;
}
