// By keyboard, by screen reader, on small and on enlarged screens.

import assert from "node:assert/strict";
import { test } from "node:test";

import { TENANT } from "./fake/answers.mjs";
import { arrive, arriveAndOpen, restart, server, setStage, visitor } from "./stage.mjs";

setStage();

const LOOKS = {
  light: {},
  dark: { colorScheme: "dark" },
  phone: { viewport: { width: 320, height: 568 }, hasTouch: true, isMobile: true },
  "forced colours": { forcedColors: "active" },
};

for (const [name, look] of Object.entries(LOOKS)) {
  test(`axe finds nothing in any state (${name})`, async () => {
    await arrive({ look });
    await visitor.isAccessible("launcher");
    await visitor.open();
    await visitor.isAccessible("greeting");
    await visitor.say("Visum?");
    await visitor.isAccessible("clarify");
    await visitor.say("Wie viele Punkte brauche ich?");
    for (const summary of await visitor.lastAnswer.locator("summary").all()) await summary.click();
    await visitor.log.getByRole("button", { name: /Bundesland/ }).click();
    await visitor.isAccessible("answer");
    await visitor.shot(`answer-${name.replace(" ", "-")}`);
    await visitor.talkToPerson();
    await visitor.isAccessible("consent");
    await visitor.tap("Ja, weitergeben");
    await visitor.isAccessible("preview");
    await visitor.tap("Weiter");
    await visitor.tap("Per E-Mail");
    await visitor.isAccessible("contact");
    await visitor.page.locator("#contact").fill("jana@example.org");
    await visitor.tap("Weiter");
    await visitor.isAccessible("confirm");
    await visitor.tap("Jetzt senden");
    server.reply("Guten Tag.");
    await visitor.log.locator("article.reply").waitFor();
    await visitor.isAccessible("ticket and reply");
    for (const [button, panel] of [["#language", "languages"], ["#menu", "menu"]]) {
      await visitor.page.locator(button).click();
      await visitor.isAccessible(panel);
      await visitor.page.keyboard.press("Escape");
    }
    await visitor.menu("Hilfe im Notfall");
    await visitor.isAccessible("emergency");
    await visitor.page.keyboard.press("Escape");
    await visitor.context.setOffline(true);
    await visitor.write("Noch etwas");
    await visitor.log.getByText("Keine Verbindung").waitFor();
    await visitor.isAccessible("offline");
  });
}

for (const colour of ["#c8102e", "#ffd500"]) {
  test(`axe finds nothing in the colour ${colour} of a house`, async () => {
    await restart({ tenant: { ...TENANT, colour } });
    await arriveAndOpen();
    await visitor.say("Wie viele Punkte brauche ich?");
    await visitor.talkToPerson();

    await visitor.isAccessible("consent");
    await visitor.shot(`colour-${colour.slice(1)}`);
    assert.equal(await visitor.page.locator(".mark").evaluate((mark) => getComputedStyle(mark).backgroundColor), rgb(colour));
  });
}

test("axe finds nothing in Arabic", async () => {
  await arrive({ lang: "ar" });
  await visitor.open();
  await visitor.say("كم من نقاط أحتاج؟");

  await visitor.isAccessible("answer");
});

test("everything is done by keyboard: open, ask, choose, close; the focus goes along", async () => {
  await arrive({ look: { viewport: { width: 1000, height: 760 } } });
  const { keyboard } = visitor.page;
  await visitor.page.getByRole("link").focus();

  await keyboard.press("Tab");
  await keyboard.press("Enter");
  await visitor.page.locator("article.answer").waitFor();
  await visitor.page.waitForFunction(() => document.querySelector("lotse-chat").shadowRoot.activeElement);
  assert.match(await visitor.focused(), /^textarea#question/);
  await keyboard.type("Visum?");
  await keyboard.press("Enter");
  await visitor.page.locator(".turn article.answer").waitFor();
  assert.match(await visitor.focused(), /^textarea#question/);
  await visitor.log.getByRole("button", { name: "Nationales Visum" }).focus();
  await keyboard.press("Enter");
  await visitor.page.locator(".turn article.answer").nth(1).waitFor();
  assert.match(await visitor.focused(), /^article/);
  await keyboard.press("Escape");

  assert.match(await visitor.focused(), /^button/);
  assert.equal(await visitor.page.getByRole("dialog").count(), 0);
});

test("Escape closes a panel first, and the focus returns to its button", async () => {
  await arrive();
  await visitor.open();
  await visitor.page.locator("#language").click();
  assert.match(await visitor.focused(), /panel-title/);

  await visitor.page.keyboard.press("Escape");
  await visitor.page.waitForTimeout(50);

  assert.match(await visitor.focused(), /^button#language/);
  assert.equal(await visitor.page.getByRole("dialog").count(), 1);
});

test("there is exactly one live region, and it is polite", async () => {
  await arrive();
  await visitor.open();
  await visitor.say("Wie viele Punkte brauche ich?");

  const live = await visitor.page.locator("[aria-live], [role=status], [role=alert], [role=log]").all();
  assert.equal(live.length, 1);
  assert.equal(await live[0].getAttribute("aria-live"), "polite");
  assert.equal(await live[0].getAttribute("role"), "log");
});

test("on a phone the window covers the screen and keeps the Tab key inside", async () => {
  await arrive({ look: LOOKS.phone });
  await visitor.open();

  for (let presses = 0; presses < 12; presses += 1) {
    await visitor.page.keyboard.press("Tab");
    assert.doesNotMatch(await visitor.focused(), /^(a#page-link|body)/);
  }
});

for (const [name, viewport] of Object.entries({
  "320 px": { width: 320, height: 568 },
  "200 %": { width: 640, height: 512 },
  "400 %": { width: 320, height: 256 },
})) {
  test(`at ${name} nothing is cut off and nothing scrolls sideways`, async () => {
    await arrive({ look: { viewport } });
    await visitor.open();
    await visitor.say("Wie viele Punkte brauche ich?");
    await visitor.talkToPerson();
    await visitor.tap("Ja, weitergeben");

    const wide = await visitor.page.evaluate(() => {
      const root = document.querySelector("lotse-chat").shadowRoot.querySelector("lotse-window").shadowRoot;
      const window_ = root.querySelector(".window");
      return [...root.querySelectorAll("*")]
        .filter((element) => element.getBoundingClientRect().right > window_.getBoundingClientRect().right + 1)
        .map((element) => element.className);
    });
    assert.deepEqual(wide, []);
    await visitor.shot(`zoom-${viewport.width}x${viewport.height}`);
  });
}

test("everything that can be tapped is at least 44 px high and wide", async () => {
  await arrive({ look: LOOKS.phone });
  await visitor.open();
  await visitor.say("Wie viele Punkte brauche ich?");
  await visitor.log.getByRole("button", { name: /Bundesland/ }).click();

  const small = await visitor.page.evaluate(() => {
    const root = document.querySelector("lotse-chat").shadowRoot.querySelector("lotse-window").shadowRoot;
    return [...root.querySelectorAll("button, summary, input, select, textarea, .phone, .people a")]
      .map((element) => [element.textContent.trim(), element.getBoundingClientRect()])
      .filter(([, box]) => box.width > 0 && (box.height < 44 || box.width < 40))
      .map(([text, box]) => `${text} ${box.width}x${box.height}`);
  });
  assert.deepEqual(small, []);
});

test("phone numbers and paragraphs keep their order in Arabic", async () => {
  await arrive({ lang: "ar" });
  await visitor.open();
  await visitor.say("كم من نقاط أحتاج؟");

  const directions = await visitor.log.locator(".short bdi, .inside bdi, .short a[href^='tel:']").evaluateAll((all) => all.map((one) => one.dir));
  assert.ok(directions.length >= 3);
  assert.deepEqual([...new Set(directions)], ["ltr"]);
  await visitor.shot("arabic");
});

function rgb(colour) {
  const parts = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));
  return `rgb(${parts.join(", ")})`;
}
