// What holds for the words of all languages, and between them and the rest of the product.

import { readdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";

import { DISTRESS_LANGUAGES, distressWords, FIRE_AND_AMBULANCE, POLICE, soundsLikeDistress, VIOLENCE_AGAINST_WOMEN } from "../src/distress";
import { OWN_NAMES } from "../src/languages";
import { Words } from "../src/strings";

const FOLDER = resolve(import.meta.dirname, "../public/strings");
const SOURCES = resolve(import.meta.dirname, "../src");
const FACTS = resolve(import.meta.dirname, "../../../knowledge/facts/service.yml");
// What Python takes for distress, the browser does too: the same cases are in the tests of both.
const CASES = JSON.parse(
  readFileSync(resolve(import.meta.dirname, "../../../tests/bot/distress/cases.json"), "utf-8"),
) as { distress: string[]; other: string[] };
const LANGUAGES = readdirSync(FOLDER).map((name) => name.replace(".json", ""));

const written = (language: string) => readFileSync(`${FOLDER}/${language}.json`, "utf-8");
const words = (language: string) => JSON.parse(written(language)) as Record<string, string>;
const places = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(([place]) => place).sort();

test.each(LANGUAGES)("%s is a language of the chat", (language) => {
  expect(Object.keys(OWN_NAMES)).toContain(language);
});

test.each(LANGUAGES)("%s has the same keys as English, and no empty words", (language) => {
  expect(Object.keys(words(language))).toEqual(Object.keys(words("en")));
  expect(Object.values(words(language)).filter((text) => !text.trim())).toEqual([]);
});

test.each(LANGUAGES)("%s fills in the same places as English", (language) => {
  const english = words("en");

  for (const [key, text] of Object.entries(words(language))) {
    expect(places(text), key).toEqual(places(english[key] ?? ""));
  }
});

test.each(LANGUAGES)("the words of %s are at most 6 kB packed", (language) => {
  expect(gzipSync(written(language)).length).toBeLessThanOrEqual(6 * 1024);
});

test("every key that is used in the sources has words", () => {
  const sources = readdirSync(SOURCES).filter((name) => name.endsWith(".ts"));
  const used = sources.flatMap((name) => [
    ...readFileSync(`${SOURCES}/${name}`, "utf-8").matchAll(/\bsay\(\s*"(\w+)"/g),
  ]);

  expect(used.map(([, key]) => key).filter((key) => !(key! in words("en")))).toEqual([]);
});

test("help in an emergency is in the bundle in every language of the chat, complete", () => {
  expect(DISTRESS_LANGUAGES.sort()).toEqual(Object.keys(OWN_NAMES).sort());
  for (const language of DISTRESS_LANGUAGES) {
    expect(Object.values(distressWords(language)).every((text) => text?.trim()), language).toBe(true);
  }
});

test.each([FIRE_AND_AMBULANCE, POLICE, VIOLENCE_AGAINST_WOMEN])("the number %s stands in the facts", (number) => {
  expect(readFileSync(FACTS, "utf-8")).toContain(`value: "${number}"`);
});

test.each(CASES.distress)("»%s« is taken for distress without the assistant", (text) => {
  expect(soundsLikeDistress(text)).toBe(true);
});

test.each(CASES.other)("»%s« is not taken for distress", (text) => {
  expect(soundsLikeDistress(text)).toBe(false);
});

test("places are filled in, unknown keys show themselves", () => {
  const english = new Words("en", { left: "Left: {count}" });

  expect(english.say("left", { count: 3 })).toBe("Left: 3");
  expect(english.say("unknown")).toBe("unknown");
});

test.each(["ar", "fa", "hi"])("dates in %s have western digits and the calendar of the authorities", (language) => {
  expect(new Words(language, {}).day("2026-11-24")).toMatch(/24.*2026|2026.*24/);
});
