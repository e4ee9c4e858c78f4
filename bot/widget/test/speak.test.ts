import { expect, test } from "vitest";

import { localVoice } from "../src/speak";

const voice = (lang: string, localService: boolean) => ({ lang, localService }) as SpeechSynthesisVoice;

test("only voices that live on the device read aloud", () => {
  const voices = [voice("de-DE", false), voice("en-GB", true), voice("de-AT", true)];

  expect(localVoice("de", voices)?.lang).toBe("de-AT");
  expect(localVoice("vi", voices)).toBeUndefined();
});
