// The same person with the real assistant, at the address in LOTSE_URL.

import assert from "node:assert/strict";
import { test } from "node:test";

import { arriveAndOpen, browser, prepare, setStage, visitor } from "./stage.mjs";

const url = process.env.LOTSE_URL;
const skip = url ? false : "LOTSE_URL names no running assistant";

setStage();

const arrive = (options) => arriveAndOpen({ url, ...options });

const QUESTIONS = {
  de: ["Wie viele Punkte brauche ich für die Chancenkarte?", "Quellen"],
  en: ["How many points do I need for the opportunity card?", "Sources"],
};

for (const [lang, [question, sources]] of Object.entries(QUESTIONS)) {
  test(`a question in ${lang} is answered with a source`, { skip }, async () => {
    await arrive({ lang });

    await visitor.say(question);
    await visitor.lastAnswer.getByText(sources).click();

    const source = visitor.lastAnswer.locator(".sources a").first();
    assert.match(await source.getAttribute("href"), /^https:/);
    await visitor.isAccessible("answer");
    await visitor.shot(`assistant-${lang}`);
  });
}

test("from the wish for a person to the number, and it is there after a reload", { skip }, async () => {
  await arrive();
  await visitor.say("Was kostet das Visum?");
  await visitor.talkToPerson();
  await visitor.tap("Ja, weitergeben");
  await visitor.tap("Weiter");
  await visitor.tap("Hier im Chat, jetzt senden");
  const number = await visitor.log.locator(".ticket .big").first().innerText();

  await visitor.go();
  await visitor.open();

  assert.equal(await visitor.log.locator(".ticket .big").first().innerText(), number);
  assert.match(number, /MV-\d{4}-\d{5}-\d/);
  await visitor.isAccessible("ticket");
});

test("two tabs show the same, and deleting empties both", { skip }, async () => {
  await arrive();
  await visitor.say("Was ist die Blaue Karte?");
  const second = await visitor.secondTab();
  await second.open();
  await second.say("Was kostet das Visum?");
  await visitor.page.bringToFront();
  await visitor.log.getByText("Was kostet das Visum?").first().waitFor();

  await visitor.menu("Meine Daten löschen");
  await visitor.log.getByRole("button", { name: "Ja, alles löschen" }).click();

  for (const tab of [visitor, second]) {
    await tab.log.getByText("Alles ist gelöscht").waitFor();
    assert.doesNotMatch(await tab.log.innerText(), /Blaue Karte/);
  }
  assert.deepEqual((await visitor.kept()).stored, {});
});

test("what is written without a network is answered once, in order", { skip }, async () => {
  await arrive();
  await visitor.say("Was kostet das Visum?");

  await visitor.context.setOffline(true);
  await visitor.log.getByText("Keine Verbindung").waitFor();
  await visitor.write("Was ist die Blaue Karte?");
  await visitor.write("Was ist die Chancenkarte?");
  await visitor.context.setOffline(false);
  await visitor.page.locator(".turn article.answer").nth(2).waitFor();

  const asked = await visitor.log.locator("article.question p").allInnerTexts();
  assert.deepEqual(asked, ["Was kostet das Visum?", "Was ist die Blaue Karte?", "Was ist die Chancenkarte?"]);
});

test("the full page shows the chat in the place of the form", { skip }, async () => {
  const context = await browser.newContext({ locale: "vi" });
  await prepare(context, url);
  await visitor.page.goto(`${url}/chat?lang=vi`);

  await visitor.page.locator("lotse-window article.answer").first().waitFor();
  assert.equal(await visitor.page.locator("form.ask").first().isVisible(), false);
  await visitor.shot("assistant-full");
});

for (const [width, height] of [[360, 640], [320, 568], [1280, 800]]) {
  test(`on the full page of ${width} × ${height} only the conversation scrolls`, { skip }, async () => {
    const context = await browser.newContext({ locale: "de", viewport: { width, height } });
    await prepare(context, url);
    await visitor.page.goto(`${url}/chat?lang=de`);
    await visitor.page.locator("lotse-window article.answer").first().waitFor();
    await visitor.say("Was kostet das Visum?");

    const composer = await visitor.field.boundingBox();
    const footer = await visitor.page.locator("body > footer").boundingBox();
    const page = await visitor.page.evaluate(() => document.documentElement.scrollHeight);
    assert.equal(page, height);
    assert.ok(composer.y + composer.height <= footer.y);
    assert.ok(footer.y + footer.height <= height);
    await visitor.isAccessible("full page");
  });
}
