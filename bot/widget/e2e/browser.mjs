// A person with a browser: opens the page with the chat, says, taps, looks. Whatever the browser
// complains about (policy, script errors, other hosts) fails the test.

import assert from "node:assert/strict";
import { mkdir, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const AXE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
const SHOTS = fileURLToPath(new URL("../build/shots/", import.meta.url));
const ARGUMENTS = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-background-networking"];
// A lost line and a refused file are part of some tests.
const EXPECTED = /ERR_INTERNET_DISCONNECTED|ERR_CONNECTION|WebSocket connection to/;

export async function startBrowser() {
  await mkdir(SHOTS, { recursive: true });
  return chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ARGUMENTS });
}

export class Visitor {
  constructor(context, page, url) {
    this.context = context;
    this.page = page;
    this.url = url;
    this.complaints = [];
    this.listen();
  }

  /** Somebody who comes to the page; options are those of a browser context. */
  static async arrive(browser, url, { lang = "de", query = "", look = {} } = {}) {
    const context = await browser.newContext({ viewport: { width: 460, height: 760 }, locale: lang, ...look });
    const visitor = new Visitor(context, await context.newPage(), url);
    await visitor.go(lang, query);
    return visitor;
  }

  async go(lang = "de", query = "") {
    await this.page.goto(`${this.url}/?lang=${lang}${query}`);
  }

  /** Another tab of the same person. */
  async secondTab(lang = "de", query = "") {
    const visitor = new Visitor(this.context, await this.context.newPage(), this.url);
    await visitor.go(lang, query);
    return visitor;
  }

  get log() {
    return this.page.getByRole("log");
  }

  get field() {
    return this.page.locator("lotse-composer #question");
  }

  get lastAnswer() {
    return this.page.locator("article.answer").last();
  }

  async open() {
    await this.page.locator("lotse-chat").getByRole("button").first().click();
    await this.page.locator("article.answer").first().waitFor();
  }

  /** Ask, and wait for the answer. */
  async say(text) {
    const before = await this.page.locator(".turn article.answer").count();
    await this.write(text);
    await this.page.locator(".turn article.answer").nth(before).waitFor();
  }

  /** Write and send, without waiting for anything. */
  async write(text) {
    await this.field.fill(text);
    await this.field.press("Enter");
  }

  /** Press a button of the conversation by its name, and wait for what it brings. */
  async tap(name) {
    const before = await this.page.locator(".turn article.answer").count();
    await this.log.getByRole("button", { name }).last().click();
    await this.page.locator(".turn article.answer").nth(before).waitFor();
  }

  /** Press the choice at a place under the last answer, and wait for what it brings. */
  async tapOption(at) {
    await this.tap(await this.lastAnswer.locator(".options button").nth(at).innerText());
  }

  async talkToPerson() {
    const before = await this.page.locator(".turn article.answer").count();
    await this.page.locator(".people button").click();
    await this.page.locator(".turn article.answer").nth(before).waitFor();
  }

  async menu(name) {
    await this.page.locator("#menu").click();
    await this.page.locator(".panel").getByRole("button", { name, exact: true }).click();
  }

  /** What the browser keeps of us. */
  async kept() {
    const stored = await this.page.evaluate(() => ({ ...localStorage }));
    return { stored, cookies: await this.context.cookies() };
  }

  /** Class names and text of what has the focus, inside all shadow roots. */
  async focused() {
    return this.page.evaluate(() => {
      let element = document.activeElement;
      while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
      return `${element?.tagName.toLowerCase()}#${element?.id}.${element?.className}`;
    });
  }

  async shot(name) {
    await this.page.waitForTimeout(250); // animations
    await this.page.screenshot({ path: `${SHOTS}${name}.png` });
  }

  /** Nothing that axe finds; the page around the chat is ours as well. */
  async isAccessible(state) {
    assert.deepEqual(await this.violations(), [], `${state}: axe`);
  }

  /** What axe finds on the page now: rule and places. */
  async violations() {
    await this.page.waitForTimeout(250); // half-transparent things have no contrast yet
    if (!(await this.page.evaluate(() => "axe" in window))) {
      await this.context.newCDPSession(this.page).then(async (session) => {
        await session.send("Runtime.evaluate", { expression: await readFile(AXE, "utf-8") });
      });
    }
    return this.page.evaluate(async () => {
      const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
      const { violations } = await window.axe.run(document, { runOnly: tags });
      return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(" ")).join(", ")}`);
    });
  }

  async leave() {
    await this.context.close();
    assert.deepEqual(this.complaints, []);
  }

  listen() {
    const host = new URL(this.url).host;
    this.page.on("pageerror", (error) => this.complaints.push(error.message));
    this.page.on("console", (message) => {
      if (message.type() === "error" && !EXPECTED.test(message.text())) this.complaints.push(message.text());
    });
    this.page.on("request", (request) => {
      const url = new URL(request.url());
      if (url.protocol.startsWith("http") && url.host !== host) this.complaints.push(`asks ${url.host}`);
    });
  }
}
