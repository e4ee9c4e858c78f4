// What the conversation survives, and what is left when it is over.

import assert from "node:assert/strict";
import { test } from "node:test";

import { arrive, arriveAndOpen, browser, prepare, restart, server, setStage, visitor } from "./stage.mjs";

setStage();

const received = () => server.state.received.map(({ text }) => text);

test("nothing is stored before the first message, and never a cookie", async () => {
  await arriveAndOpen();
  const before = await visitor.kept();
  await visitor.say("Hallo");
  const { stored, cookies } = await visitor.kept();

  assert.deepEqual(before, { stored: {}, cookies: [] });
  assert.deepEqual(Object.keys(stored), ["lotse.session"]);
  assert.deepEqual(cookies, []);
});

test("the conversation is there again after a reload", async () => {
  await arriveAndOpen();
  await visitor.say("Wie viele Punkte brauche ich?");

  await visitor.go();
  await visitor.open();

  assert.match(await visitor.log.innerText(), /Wie viele Punkte brauche ich\?[\s\S]*mindestens 6 Punkte/);
});

test("what is written without a network is sent once, in order, when it is back", async () => {
  await arriveAndOpen();
  await visitor.say("eins");

  await visitor.context.setOffline(true);
  await visitor.log.getByText("Keine Verbindung").waitFor();
  await visitor.write("zwei");
  await visitor.write("drei");
  await visitor.shot("offline");
  await visitor.context.setOffline(false);
  await visitor.page.locator(".turn article.answer").nth(2).waitFor();

  assert.deepEqual(received(), ["eins", "zwei", "drei"]);
});

test("what is written without a network is sent after a reload as well", async () => {
  await arriveAndOpen();
  await visitor.say("eins");
  await visitor.context.setOffline(true);
  await visitor.log.getByText("Keine Verbindung").waitFor();
  await visitor.write("zwei");

  await visitor.context.setOffline(false);
  await visitor.go();
  await visitor.open();

  await visitor.page.locator(".turn article.answer").nth(1).waitFor();
  assert.deepEqual([...new Set(received())], ["eins", "zwei"]);
});

test("an answer that was lost on its way comes once, and nothing happens twice", async () => {
  await arriveAndOpen();

  await visitor.write("lose the line");

  await visitor.page.locator(".turn article.answer").waitFor();
  assert.equal(await visitor.log.locator("article.question").count(), 1);
  assert.equal(new Set(server.state.received.map(({ id }) => id)).size, 1);
});

test("the conversation goes on after the server was restarted", async () => {
  await arriveAndOpen();
  await visitor.say("vorher");
  const { port, state } = server;

  await server.stop();
  await visitor.log.getByText("Der Dienst antwortet gerade nicht").waitFor();
  await visitor.write("nachher");
  await restart({ port, state });

  await visitor.page.locator(".turn article.answer").nth(1).waitFor();
  assert.match(await visitor.log.innerText(), /vorher[\s\S]*nachher/);
});

test("two tabs show the same conversation", async () => {
  await arriveAndOpen();
  await visitor.say("im ersten");
  const second = await visitor.secondTab();
  await second.open();

  await second.say("im zweiten");
  await visitor.log.getByText("im zweiten").first().waitFor();

  assert.match(await second.log.innerText(), /im ersten[\s\S]*im zweiten/);
});

test("a tab that was open before the first message joins the conversation", async () => {
  await arriveAndOpen();
  const second = await visitor.secondTab();
  await second.open();

  await visitor.say("im ersten");

  await second.log.getByText("im ersten").first().waitFor();
});

test("deleting my data empties both tabs and the device", async () => {
  await arriveAndOpen();
  await visitor.say("im ersten");
  const second = await visitor.secondTab();
  await second.open();
  await second.log.getByText("im ersten").first().waitFor();

  await visitor.page.bringToFront();
  await visitor.menu("Meine Daten löschen");
  await visitor.log.getByRole("button", { name: "Ja, alles löschen" }).click();

  for (const tab of [visitor, second]) {
    await tab.log.getByText("Alles ist gelöscht").waitFor();
    assert.doesNotMatch(await tab.log.innerText(), /im ersten/);
  }
  assert.deepEqual((await visitor.kept()).stored, {});
});

test("a new conversation starts empty and leaves nothing of the old one on the device", async () => {
  await arriveAndOpen();
  await visitor.say("alt");

  await visitor.menu("Neues Gespräch");
  await visitor.page.getByRole("button", { name: "Ja, neu beginnen" }).click();
  await visitor.log.getByText("Was möchten Sie wissen?").waitFor();

  assert.doesNotMatch(await visitor.log.innerText(), /alt/);
  assert.deepEqual((await visitor.kept()).stored, {});
});

test("a token that is no longer good gets a sentence and a new conversation", async () => {
  await arrive();
  await visitor.page.evaluate(() => localStorage.setItem("lotse.session", "mark forged"));

  await visitor.open();

  await visitor.log.getByText("Ihr früheres Gespräch gibt es nicht mehr").waitFor();
});

test("a browser that blocks storage still chats", async () => {
  const context = await browser.newContext({ locale: "de" });
  await context.addInitScript(() => {
    Object.defineProperty(window, "localStorage", {
      get() {
        throw new DOMException("blocked", "SecurityError");
      },
    });
  });
  await prepare(context);
  await visitor.go();
  await visitor.open();

  await visitor.say("Hallo");

  assert.match(await visitor.lastAnswer.innerText(), /Hallo/);
});

test("the chat works over long polling where WebSockets are blocked", async () => {
  await restart({ transports: ["polling"] });
  await arriveAndOpen();

  await visitor.say("Hallo");

  assert.deepEqual(received(), ["Hallo"]);
});
