import { expect, test } from "vitest";

import { firstLanguage, offeredLanguage } from "../src/languages";

test.each([
  [{ chosen: "vi", page: "de", browser: ["fr"] }, "vi"],
  [{ chosen: null, page: "de", browser: ["fr"] }, "de"],
  [{ chosen: null, page: "", browser: ["fr-CA"] }, "fr"],
  [{ chosen: null, page: "nl", browser: ["ja", "pt-BR"] }, "pt"],
  [{ chosen: null, page: null, browser: [] }, "en"],
])("%j gives %s", (wishes, language) => {
  expect(firstLanguage(wishes)).toBe(language);
});

test("the language of the browser is offered where the page speaks another one", () => {
  expect(offeredLanguage("de", ["uk-UA", "de"])).toBe("uk");
  expect(offeredLanguage("de", ["de-AT"])).toBeUndefined();
  expect(offeredLanguage("de", ["ja"])).toBeUndefined();
});
