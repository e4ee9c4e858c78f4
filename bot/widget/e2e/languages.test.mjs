// One whole journey in each of four languages, with the real assistant at LOTSE_URL and staff who
// answer with LOTSE_COMMAND: question, choice, request, reply.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { promisify } from "node:util";

import { arriveAndOpen, setStage, visitor } from "./stage.mjs";

const { LOTSE_URL: url, LOTSE_COMMAND: command } = process.env;
const skip = url && command ? false : "LOTSE_URL and LOTSE_COMMAND name no running assistant";

// Where articles are not written in a language, the answer is English and says so.
const NOT_YET = /I do not have this answer in your language yet\. Here it is in English\./;
const GERMAN = { texts: "de", steps: ["Ja, weitergeben", "Weiter", "Hier im Chat, jetzt senden"] };
const ENGLISH = { texts: "en", steps: ["Yes, pass it on", "Continue", "Here in the chat, send now"] };
const NUMBER = /MV-\d{4}-\d{5}-\d/;
const JOURNEYS = {
  de: { ...GERMAN, direction: "ltr", question: "Was kostet das Visum?", unclear: "Visum", reply: "Guten Tag, bitte rufen Sie uns an." },
  en: { ...ENGLISH, direction: "ltr", question: "What does the visa cost?", unclear: "visa", reply: "Hello, please call us." },
  ar: { ...ENGLISH, direction: "rtl", question: "كم تكلفة التأشيرة؟", unclear: "التأشيرة", reply: "مرحبًا، يُرجى الاتصال بنا." },
  // The page is not written in Hindi: the chat offers the language of the browser.
  hi: { ...ENGLISH, direction: "ltr", offered: "हिन्दी", question: "वीज़ा की फीस कितनी है?", unclear: "वीज़ा", reply: "नमस्ते, कृपया हमें फ़ोन करें।" },
};

setStage();

for (const [lang, journey] of Object.entries(JOURNEYS)) {
  test(`from a question to the reply of a person, in ${lang}`, { skip }, async () => {
    await arriveAndOpen({ url, lang });
    const chat = visitor.page.getByRole("dialog");
    if (journey.offered) await visitor.log.getByRole("button", { name: journey.offered }).click();
    await chat.and(visitor.page.locator(`[lang=${lang}]`)).waitFor();
    assert.deepEqual(await speaks(chat), [lang, journey.direction]);

    await visitor.say(journey.question);
    const answer = visitor.lastAnswer;
    assert.deepEqual(await speaks(answer), [journey.texts, "ltr"]);
    assert.equal(NOT_YET.test(await answer.innerText()), journey.texts !== lang);
    await answer.locator("summary", { hasText: await sourcesIn(lang) }).click();
    assert.match(await answer.locator(".sources a").first().getAttribute("href"), /^https:/);
    await visitor.shot(`journey-${lang}-answer`);

    await visitor.say(journey.unclear);
    await visitor.shot(`journey-${lang}-choices`);
    await visitor.tapOption(0);
    assert.ok(await visitor.lastAnswer.locator(".sources").count());

    await visitor.talkToPerson();
    for (const step of journey.steps) await visitor.tap(step);
    const [number] = (await visitor.log.locator(".ticket .big").first().innerText()).match(NUMBER);
    await lotse("claim", number, "--as", "anna");
    await lotse("reply", number, "--as", "anna", "--lang", lang, journey.reply);

    const reply = visitor.log.locator("article.reply");
    await reply.getByText(journey.reply).waitFor();
    await reply.scrollIntoViewIfNeeded();
    assert.deepEqual(await speaks(reply.locator(".short")), [lang, journey.direction]);
    await isSeen(number);
    await visitor.shot(`journey-${lang}-reply`);
    await visitor.isAccessible("reply");
  });
}

const speaks = async (part) => [await part.getAttribute("lang"), await part.getAttribute("dir")];

/** What the desk's command line says. */
async function lotse(...words) {
  const { stdout } = await promisify(execFile)(command, ["desk", ...words]);
  return stdout;
}

/** Return when the desk shows that the reply was seen. */
async function isSeen(number) {
  for (let tries = 0; tries < 20; tries += 1) {
    if (/staff {2}anna .* seen/.test(await lotse("show", number))) return;
  }
  assert.fail("the desk does not show that the reply was seen");
}

/** What the sources are called. */
async function sourcesIn(lang) {
  const file = new URL(`../public/strings/${lang}.json`, import.meta.url);
  return JSON.parse(await readFile(file, "utf-8")).sources;
}
