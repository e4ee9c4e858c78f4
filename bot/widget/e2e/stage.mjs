// What every file of these tests begins and ends with: one browser, and for each test an assistant
// and a visitor.

import { after, afterEach, before, beforeEach } from "node:test";

import { startBrowser, Visitor } from "./browser.mjs";
import { startServer } from "./fake/server.mjs";

export let browser;
/** The fake assistant of this test. */
export let server;
/** Who came last; gone when the test is over. */
export let visitor;

/** `begin` is what every test of the file begins with. */
export function setStage({ begin = () => {} } = {}) {
  before(async () => (browser = await startBrowser()));
  after(async () => browser.close());
  beforeEach(async () => {
    server = await startServer();
    await begin();
  });
  afterEach(async () => {
    try {
      await visitor?.leave();
    } finally {
      visitor = undefined;
      await server.stop();
    }
  });
}

/** Somebody comes to the page of the assistant, or of another one at `url`. */
export async function arrive({ url = server.url, ...options } = {}) {
  visitor = await Visitor.arrive(browser, url, options);
}

/** Somebody comes and opens the chat. */
export async function arriveAndOpen(options) {
  await arrive(options);
  await visitor.open();
}

/** Somebody with a browser that was prepared; has not gone anywhere yet. */
export async function prepare(context, url = server.url) {
  visitor = new Visitor(context, await context.newPage(), url);
}

/** The assistant starts again; options are those of the server. */
export async function restart(options) {
  await server.stop();
  server = await startServer(options);
}
