// From the wish for a person to the reply of a person.

import assert from "node:assert/strict";
import { test } from "node:test";

import { arriveAndOpen, server, setStage, visitor } from "./stage.mjs";

setStage({
  begin: async () => {
    await arriveAndOpen();
    await visitor.say("Wie viele Punkte brauche ich?");
  },
});

const toPreview = async () => {
  await visitor.talkToPerson();
  await visitor.tap("Ja, weitergeben");
};
const toTicket = async () => {
  await toPreview();
  await visitor.tap("Weiter");
  await visitor.tap("Hier im Chat, jetzt senden");
};

test("consent, preview, way and number: every step is in its place", async () => {
  await visitor.talkToPerson();
  await visitor.shot("consent");
  await visitor.tap("Ja, weitergeben");
  await visitor.shot("preview");
  await visitor.tap("Weiter");
  await visitor.tap("Hier im Chat, jetzt senden");

  const ticket = visitor.log.locator(".ticket");
  assert.match(await ticket.innerText(), /MV-2026-00042-7[\s\S]*7KQ2-M9XD-3RTA[\s\S]*24. November 2026/);
  await visitor.shot("ticket");
});

test("a part is left out and own words are put in before anything is sent", async () => {
  await toPreview();

  await visitor.tap("Beruf weglassen");
  await visitor.page.locator("#own").fill("Ich bin ab März frei.");
  await visitor.tap("In die Anfrage übernehmen");

  const rows = await visitor.log.locator(".request").last().innerText();
  assert.match(rows, /Ich bin ab März frei/);
  assert.doesNotMatch(rows, /Pflegefachkraft/);
});

test("an e-mail address is never written to the device", async () => {
  await toPreview();
  await visitor.tap("Weiter");
  await visitor.tap("Per E-Mail");
  await visitor.shot("contact");

  await visitor.context.setOffline(true);
  await visitor.page.locator("#contact").fill("jana@example.org");
  await visitor.page.locator("#contact").press("Enter");
  const { stored } = await visitor.kept();
  await visitor.context.setOffline(false);

  await visitor.log.getByText("Prüfen und senden").waitFor();
  assert.doesNotMatch(JSON.stringify(stored), /jana/);
});

test("the code is shown once: it is gone after a reload, the number stays", async () => {
  await toTicket();

  await visitor.go();
  await visitor.open();

  const ticket = await visitor.log.locator(".ticket").innerText();
  assert.match(ticket, /MV-2026-00042-7/);
  assert.match(ticket, /Der Code wurde nur einmal gezeigt/);
  assert.doesNotMatch(ticket, /7KQ2/);
});

test("a reply comes under the name of the desk, and counts as seen when it is on the screen", async () => {
  await toTicket();

  server.reply("Guten Tag, bitte rufen Sie an: +49 385 58815599.");
  await visitor.page.getByRole("button", { name: "Neue Nachricht weiter unten" }).click();

  const reply = visitor.log.locator("article.reply");
  assert.match(await reply.innerText(), /Mensch aus dem Team · Fachkräfte-Service-Zentrale MV/);
  await assert.doesNotReject(until(() => server.state.seen.length === 1));
  assert.deepEqual(server.state.acknowledged, [1]);
  await visitor.shot("reply");
});

test("a reply to a closed window is counted on the button, and not seen yet", async () => {
  await visitor.page.keyboard.press("Escape");

  server.reply("Guten Tag.");

  await visitor.page.getByRole("button", { name: /\(1\)$/ }).waitFor();
  assert.deepEqual(server.state.seen, []);
});

test("who writes with people is told that the program is silent, and when somebody reads", async () => {
  await toTicket();

  await visitor.tap("An die Menschen schreiben");

  assert.match(await visitor.log.innerText(), /Sie schreiben jetzt mit Menschen.*Montag, 23. November 2026/s);
});

async function until(isTrue) {
  for (let tries = 0; tries < 100; tries += 1) {
    if (isTrue()) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error("did not become true within 5 s");
}
