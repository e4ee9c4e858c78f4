// The figures of the chat in a real browser, for the assistant at an address:
//   node e2e/figures.mjs URL [questions | 0] [seconds | 0] [runs]
// On standard output: one JSON object.

import { readFile } from "node:fs/promises";
import { createServer } from "node:http";

import { startBrowser, Visitor } from "./browser.mjs";

const RUNS = 3;
const QUIET_RUNS = 5;
const QUIET_MS = 1000;
const MOST_IN_A_ROW = 15; // then somebody new asks: a session may send 20 messages at once
// Lighthouse's Slow 4G, and a phone a quarter as fast as this machine.
const SLOW_4G = { offline: false, latency: 150, downloadThroughput: 1.6e6 / 8, uploadThroughput: 750e3 / 8 };
const SLOW_PHONE = { rate: 4 };
const PHONE = { viewport: { width: 412, height: 823 }, hasTouch: true, isMobile: true };
const WARM_UP = ["Wie lange dauert ein Visum?", "Wer hilft mir bei der Anerkennung?"];

const median = (numbers) => numbers.toSorted((one, other) => one - other)[Math.floor(numbers.length / 2)];
const rounded = (number) => Math.round(number * 10) / 10;

/** From just before the tap on the button until the field takes the focus and the assistant has said hello. */
async function usableMs(browser, url) {
  const visitor = await slowVisitor(browser, url, { network: SLOW_4G });
  await visitor.go();
  const button = visitor.page.locator("lotse-chat").getByRole("button");
  await button.waitFor();
  const before = await visitor.page.evaluate(() => performance.now());
  await button.tap();
  const took = await visitor.page.evaluate(untilUsable, before);
  await visitor.leave();
  return took;
}

function untilUsable(before) {
  const isUsable = () => {
    const root = document.querySelector("lotse-chat").shadowRoot.querySelector("lotse-window")?.shadowRoot;
    const field = root?.querySelector("#question");
    if (!field || root.querySelector(".log").ariaBusy !== "false") return false;
    field.focus({ preventScroll: true });
    return root.activeElement === field;
  };
  return new Promise((resolve) => {
    const look = () => {
      if (isUsable()) resolve(performance.now() - before);
      else requestAnimationFrame(look);
    };
    look();
  });
}

/** From Enter until the answer is in the page, for each question. */
async function roundTripsMs(browser, url, { questions, count, seconds }) {
  const times = [];
  const end = performance.now() + seconds * 1000;
  const goesOn = () => !times.length || (count ? times.length < count : performance.now() < end);
  while (goesOn()) {
    const visitor = await Visitor.arrive(browser, url);
    await visitor.open();
    for (const text of WARM_UP) await visitor.say(text);
    for (let asked = 0; asked < MOST_IN_A_ROW && goesOn(); asked += 1) {
      times.push(await roundTripMs(visitor, questions[times.length % questions.length]));
    }
    await visitor.leave();
  }
  return times;
}

async function roundTripMs(visitor, text) {
  await visitor.field.fill(text);
  const answered = visitor.page.evaluate(untilAnswered);
  await visitor.field.press("Enter");
  return answered;
}

function untilAnswered() {
  const root = document.querySelector("lotse-chat").shadowRoot.querySelector("lotse-window").shadowRoot;
  const answers = () => root.querySelectorAll(".turn article.answer").length;
  const before = answers();
  return new Promise((resolve) => {
    const watch = ({ timeStamp }) =>
      new MutationObserver((_, observer) => {
        if (answers() === before) return;
        observer.disconnect();
        resolve(performance.now() - timeStamp);
      }).observe(root, { childList: true, subtree: true });
    window.addEventListener("keydown", watch, { capture: true, once: true });
  });
}

/** How much longer a page that carries the chat keeps the browser from answering, untouched. */
async function blockingMs(browser, url, runs) {
  const host = await startHost(url);
  const times = { "/with": [], "/without": [] };
  for (let run = 0; run < runs; run += 1) {
    for (const path of Object.keys(times)) times[path].push(await blockedMs(browser, host.url + path));
  }
  host.stop();
  return Math.max(0, median(times["/with"]) - median(times["/without"]));
}

/** Total blocking time: what each long task takes beyond 50 ms. */
async function blockedMs(browser, address) {
  const visitor = await slowVisitor(browser, address);
  await visitor.page.addInitScript(() => {
    window.longTasks = [];
    new PerformanceObserver((list) => window.longTasks.push(...list.getEntries())).observe({ type: "longtask", buffered: true });
  });
  await visitor.page.goto(address, { waitUntil: "load" });
  await visitor.page.waitForTimeout(QUIET_MS);
  const blocked = await visitor.page.evaluate(() =>
    window.longTasks.reduce((sum, { duration }) => sum + Math.max(0, duration - 50), 0),
  );
  await visitor.context.close();
  return blocked;
}

/** Somebody else's page, with and without the two lines that docs/widget.md asks for. */
async function startHost(url) {
  const lines = `<script type="module" src="${url}/widget/loader.js"></script><lotse-chat></lotse-chat>`;
  const server = createServer(({ url: path }, response) => {
    response.setHeader("Content-Type", "text/html; charset=utf-8");
    response.end(`<!doctype html><html lang="de"><title>Haus</title><h1>Haus</h1>${path === "/with" ? lines : ""}</html>`);
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  return { url: `http://127.0.0.1:${server.address().port}`, stop: () => server.close() };
}

/** What axe finds on the page with the button, the greeting and an answer, in light and dark. */
async function violations(browser, url, question) {
  const found = [];
  for (const colorScheme of ["light", "dark"]) {
    const visitor = await Visitor.arrive(browser, url, { look: { colorScheme } });
    found.push(...(await visitor.violations()));
    await visitor.open();
    found.push(...(await visitor.violations()));
    await visitor.say(question);
    for (const summary of await visitor.lastAnswer.locator("summary").all()) await summary.click();
    found.push(...(await visitor.violations()));
    await visitor.leave();
  }
  for (const violation of found) console.error(violation);
  return found.length;
}

/** Somebody with a slow phone, who has not gone anywhere yet. The cache is empty. */
async function slowVisitor(browser, url, { network } = {}) {
  const context = await browser.newContext({ ...PHONE, locale: "de" });
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send("Emulation.setCPUThrottlingRate", SLOW_PHONE);
  if (network) {
    await session.send("Network.enable");
    await session.send("Network.emulateNetworkConditions", network);
  }
  return new Visitor(context, page, url);
}

async function measure(url, { count, seconds, runs }) {
  const questions = JSON.parse(await readFile(new URL("questions.json", import.meta.url), "utf-8"));
  const browser = await startBrowser();
  const usable = [];
  for (let run = 0; run < (runs || RUNS); run += 1) usable.push(await usableMs(browser, url));
  const roundTrips = await roundTripsMs(browser, url, { questions, count, seconds });
  const figures = {
    usable_ms: rounded(median(usable)),
    round_trip_ms_median: rounded(median(roundTrips)),
    blocking_ms: rounded(await blockingMs(browser, url, runs || QUIET_RUNS)),
    axe_violations: await violations(browser, url, questions[0]),
  };
  await browser.close();
  return figures;
}

const [url, ...numbers] = process.argv.slice(2);
const [count, seconds, runs] = numbers.map(Number);
console.log(JSON.stringify(await measure(url, { count, seconds, runs })));
