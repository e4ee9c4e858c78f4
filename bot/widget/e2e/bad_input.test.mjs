// Input that nobody should send, and emergencies that nobody should miss.

import assert from "node:assert/strict";
import { test } from "node:test";

import { Visitor } from "./browser.mjs";
import { arriveAndOpen, browser, server, setStage, visitor } from "./stage.mjs";

const EVIL = '<img src=x onerror="window.hacked=1"><script>window.hacked=1</script>';

setStage({ begin: arriveAndOpen });

const isHacked = () => visitor.page.evaluate(() => "hacked" in window);

test("markup in messages, answers and replies is shown and not executed", async () => {
  await visitor.say(EVIL);
  server.reply(EVIL);
  await visitor.log.locator("article.reply").waitFor();

  assert.equal(await visitor.log.getByText("<script>").count(), 3);
  assert.equal(await visitor.log.locator("img, script").count(), 0);
  assert.equal(await isHacked(), false);
});

test("20,000 characters are refused with a clear sentence, and nothing is lost from the field", async () => {
  await visitor.field.fill("x".repeat(20_000));
  await visitor.field.press("Enter");

  await visitor.page.getByText("Ihre Nachricht ist zu lang. Bitte höchstens 2000 Zeichen.").waitFor();
  assert.equal((await visitor.field.inputValue()).length, 20_000);
  assert.deepEqual(server.state.received, []);
});

test("a pasted picture is refused with a clear sentence", async () => {
  await visitor.field.evaluate((field) => {
    const clipboardData = new DataTransfer();
    clipboardData.items.add(new File(["x"], "passport.png", { type: "image/png" }));
    field.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  });

  await visitor.page.getByText("Bitte nur Text. Bilder und Dateien kann ich nicht annehmen.").waitFor();
});

test("a message that failed says so and can be sent again", async () => {
  await visitor.write("break");
  await visitor.log.getByText("bei mir ist ein Fehler aufgetreten").waitFor();

  await visitor.log.getByRole("button", { name: "Noch einmal senden" }).click();
  await visitor.log.getByText("bei mir ist ein Fehler aufgetreten").waitFor();

  const ids = server.state.received.map(({ id }) => id);
  assert.equal(ids.length, 2);
  assert.equal(new Set(ids).size, 1);
});

test("who writes too fast is told to wait, and the message is sent by itself", async () => {
  await visitor.write("too fast");

  await visitor.log.getByText("Einen Moment bitte").waitFor();
  await visitor.page.locator(".turn article.answer").waitFor();
  assert.equal(server.state.received.length, 2);
});

test("words of distress bring help at once, with the server away", async () => {
  await server.stop();
  await visitor.log.getByText("Der Dienst antwortet gerade nicht").waitFor();

  await visitor.write("Ich will nicht mehr leben");

  const panel = visitor.page.locator(".distress");
  assert.match(await panel.innerText(), /112[\s\S]*110[\s\S]*Außerhalb Deutschlands: Ihre örtliche Notrufnummer/);
  assert.equal(await panel.locator("a").first().getAttribute("href"), "tel:112");
  await visitor.shot("distress");
});

test("a distress that only the assistant recognises brings help as well", async () => {
  await visitor.write("distress");

  await visitor.page.locator(".distress").waitFor();
});

test("help in an emergency is there when not even the words can be fetched", async () => {
  const context = await browser.newContext({ locale: "vi" });
  await context.route("**/strings/*", (route) => route.abort("connectionrefused"));
  const other = new Visitor(context, await context.newPage(), server.url);
  await other.go("vi");
  await other.page.locator("lotse-chat").getByRole("button").click();

  await other.page.getByText("Nếu gặp nguy hiểm ở Đức").waitFor();
  await context.unroute("**/strings/*");
  await other.page.getByRole("button", { name: "Thử lại" }).click();
  await other.page.locator("article.answer").waitFor();
  await other.leave();
});
