import { expect, test } from "vitest";

import { inkOn, isTextColour, tint } from "../src/tint";

test.each([
  ["#0b5574", "#ffffff", true],
  ["#000000", "#ffffff", true],
  ["#c8102e", "#ffffff", true],
  ["#767676", "#ffffff", false],
  ["#ffd500", "#10181f", false],
  ["#ffffff", "#10181f", false],
])("on %s stands %s; text in it is drawn: %s", (colour, ink, isText) => {
  expect(inkOn(colour)).toBe(ink);
  expect(isTextColour(colour)).toBe(isText);
});

test("a colour that cannot be read as text leaves the text in ink", () => {
  const element = document.createElement("p");

  tint(element, "#ffd500");

  expect(element.style.getPropertyValue("--tenant")).toBe("#ffd500");
  expect(element.style.getPropertyValue("--tenant-text")).toBe("var(--ink)");
});

test.each([null, "", "red", "#fff", "url(https://example.org)"])("%s is no colour of a house", (colour) => {
  const element = document.createElement("p");

  tint(element, colour);

  expect(element.getAttribute("style")).toBeNull();
});
