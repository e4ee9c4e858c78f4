// A conversation from question to answer, in several languages.

import assert from "node:assert/strict";
import { test } from "node:test";

import { arriveAndOpen, server, setStage, visitor } from "./stage.mjs";

setStage();

const QUESTIONS = {
  de: ["Wie viele Punkte brauche ich?", "Quellen", "ltr"],
  en: ["How many points do I need?", "Sources", "ltr"],
  ar: ["كم من نقاط أحتاج؟", /المصادر|Sources/, "rtl"],
  hi: ["कितने अंक चाहिए?", /स्रोत|Sources/, "ltr"],
};

for (const [lang, [question, sources, direction]] of Object.entries(QUESTIONS)) {
  test(`a question in ${lang} is answered with a source and its date`, async () => {
    await arriveAndOpen({ lang });

    await visitor.say(question);
    await visitor.log.getByText(sources).last().click();

    const answer = visitor.lastAnswer;
    assert.equal(await answer.getAttribute("lang"), lang);
    assert.equal(await answer.getAttribute("dir"), direction);
    const source = answer.locator(".sources li");
    assert.match(await source.locator("a").getAttribute("href"), /^https:\/\/www\.gesetze-im-internet\.de/);
    assert.match(await source.innerText(), /2026/);
    await visitor.shot(`answer-${lang}`);
  });
}

test("the greeting says that this is a program, before anything is asked", async () => {
  await arriveAndOpen();

  assert.match(await visitor.log.innerText(), /ein Programm, kein Mensch/);
  assert.match(await visitor.page.getByRole("dialog").innerText(), /Programm, kein Mensch/);
  await visitor.shot("greeting");
});

const CHOICES = {
  de: ["Visum?", "Nationales Visum beantragen", /mindestens 6 Punkte/],
  en: ["Visa?", "Apply for a national visa", /at least 6 points/],
  ar: ["التأشيرة؟", "التقدّم بطلب تأشيرة وطنية", /6 نقاط على الأقل/],
  hi: ["वीज़ा?", "राष्ट्रीय वीज़ा के लिए आवेदन", /कम से कम 6 अंक/],
};

for (const [lang, [question, choice, answer]] of Object.entries(CHOICES)) {
  test(`a choice in ${lang} is answered, and the focus goes to the answer`, async () => {
    await arriveAndOpen({ lang });

    await visitor.say(question);
    await visitor.shot(`clarify-${lang}`);
    await visitor.tap(choice);

    assert.match(await visitor.lastAnswer.innerText(), answer);
    assert.match(await visitor.focused(), /^article#\.answer/);
  });
}

test("what was understood can be corrected, and the question is asked again", async () => {
  await arriveAndOpen();
  await visitor.say("Wie viele Punkte brauche ich?");

  await visitor.log.getByRole("button", { name: /Bundesland/ }).click();
  await visitor.page.locator("#correction").selectOption("Sachsen");
  await visitor.tap("Damit noch einmal fragen");

  assert.equal(server.state.received.at(-1).text, "Wie viele Punkte brauche ich? (Sachsen)");
});

test("whether it helped is told, with the reason", async () => {
  await arriveAndOpen();
  await visitor.say("Wie viele Punkte brauche ich?");

  await visitor.log.getByRole("button", { name: "Nein" }).click();
  await visitor.log.getByRole("button", { name: "Es fehlt etwas" }).click();

  await visitor.log.getByText("Danke. Das hilft uns.").waitFor();
  const [{ helped, why }] = server.state.feedback;
  assert.deepEqual({ helped, why }, { helped: false, why: "incomplete" });
});

test("a chosen language changes words, direction and greeting, and stays", async () => {
  await arriveAndOpen({ lang: "de" });

  await visitor.page.locator("#language").click();
  await visitor.page.locator(".panel").getByRole("button", { name: "English" }).click();
  await visitor.log.getByText("not legal advice").waitFor();
  await visitor.go("de");
  await visitor.open();

  assert.match(await visitor.log.innerText(), /I am Lotse/);
  assert.deepEqual((await visitor.kept()).stored, { "lotse.lang": "en" });
});

test("the language of the browser is offered where the page has another one", async () => {
  await arriveAndOpen({ lang: "de", look: { locale: "en-GB" } });

  await visitor.log.getByRole("button", { name: "English" }).click();

  await visitor.log.getByText("not legal advice").waitFor();
});

test("the conversation is saved as text, with its sources", async () => {
  await arriveAndOpen();
  await visitor.say("Wie viele Punkte brauche ich?");

  const saving = visitor.page.waitForEvent("download");
  await visitor.menu("Gespräch als Text speichern");

  const text = (await (await saving).createReadStream().then((stream) => stream.toArray())).join("");
  assert.match(text, /Sie:\nWie viele Punkte brauche ich\?/);
  assert.match(text, /Aufenthaltsgesetz, § 20b und Anlage \(Stand: 19. August 2026\): https:/);
});

test("on paper stands the conversation with everything opened, and nothing of the page", async () => {
  await arriveAndOpen();
  await visitor.say("Wie viele Punkte brauche ich?");
  await visitor.page.evaluate(() => {
    window.print = () => (window.printed = true);
  });

  await visitor.menu("Gespräch drucken");
  await visitor.page.waitForFunction(() => window.printed);
  await visitor.page.emulateMedia({ media: "print" });

  assert.equal(await visitor.page.getByText("A link of the page").isVisible(), false);
  assert.equal(await visitor.lastAnswer.getByText("Deutsch: A2").isVisible(), true);
  await visitor.shot("print");
  await visitor.page.evaluate(() => window.dispatchEvent(new Event("afterprint")));
});
