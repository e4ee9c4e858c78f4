// The line against a real Socket.IO server on a free port.

import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Server, type Socket } from "socket.io";
import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { Connection, type Listener } from "../src/connection";
import type { Hello, Message, Problem, Turn } from "../src/contract";
import { Kept } from "../src/storage";
import { MemoryShelf } from "./memory_shelf";

let io: Server;
let url: string;
let taken: Message[];
let answer: (message: Message) => Turn | Problem | "silence";
let kept: Kept;
let heard: string[];
let line: Connection | undefined;

const hello = (session: string, more: Partial<Hello> = {}) =>
  ({ session, fresh: true, refused: false, turns: [], replies: [], ...more }) as unknown as Hello;

const turn = (message: Message): Turn => ({ id: message.id, question: message.text ?? "", at: "2026-11-21T10:00:00Z", answer: null });

function greet(socket: Socket): void {
  const { session } = socket.handshake.auth as { session: string | null };
  socket.emit("hello", session === "forged" ? hello("new", { refused: true }) : hello(session ?? "new"));
  socket.on("message", (message: Message, acknowledge: (reply: Turn | Problem) => void) => {
    taken.push(message);
    const reply = answer(message);
    if (reply === "silence") socket.disconnect(true);
    else acknowledge(reply);
  });
}

function listener(): Listener {
  return {
    welcome: ({ session }) => heard.push(`welcome ${session}`),
    answered: ({ id }) => heard.push(`answered ${id}`),
    failed: (id, problem) => heard.push(`failed ${id} ${problem.message}`),
    slowed: (seconds) => heard.push(`slowed ${seconds}`),
    received: ({ id }) => heard.push(`received ${id}`),
    replied: ({ id }) => heard.push(`replied ${id}`),
    deleted: () => heard.push("deleted"),
    moved: () => heard.push("moved"),
    line: (state) => heard.push(state),
  };
}

function call(): Connection {
  line = new Connection(kept, listener(), { server: url, language: () => "de" });
  line.open();
  return line;
}

const unsent = (id: string) => ({ message: { id, text: id, lang: "de" }, shown: id });
const until = (sentence: string) => vi.waitFor(() => expect(heard).toContain(sentence), 5000);

beforeEach(async () => {
  const http = createServer();
  io = new Server(http);
  io.on("connection", greet);
  await new Promise<void>((done) => http.listen(0, "127.0.0.1", done));
  url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  taken = [];
  heard = [];
  answer = turn;
  kept = new Kept(new MemoryShelf());
});

afterEach(async () => {
  line?.close();
  await io.close();
});

test("a line that is opened again while it is open is still one line", async () => {
  call().open();
  line?.send(unsent("a"));

  await until("answered a");
  expect(heard.filter((sentence) => sentence === "welcome new")).toHaveLength(1);
});

test("a message that is written before there is a line is sent when there is one", async () => {
  call().send(unsent("a"));

  await until("answered a");
  expect(taken.map(({ id }) => id)).toEqual(["a"]);
});

test("messages are sent in the order in which they were written", async () => {
  const connection = call();

  for (const id of ["a", "b", "c"]) connection.send(unsent(id));

  await until("answered c");
  expect(heard.filter((one) => one.startsWith("answered"))).toEqual(["answered a", "answered b", "answered c"]);
});

test("a message whose answer was lost is sent again under the same id, and the next one waits", async () => {
  let lost = false;
  answer = (message) => {
    if (lost) return turn(message);
    lost = true;
    return "silence";
  };
  const connection = call();
  await until("online");

  connection.send(unsent("a"));
  connection.send(unsent("b"));

  await until("answered b");
  expect(taken.map(({ id }) => id)).toEqual(["a", "a", "b"]);
});

test("nothing is kept before the first message", async () => {
  call();

  await until("welcome new");
  expect(kept.talk).toBeNull();
});

test("the session is kept with the first message", async () => {
  const connection = call();
  await until("welcome new");

  connection.send(unsent("a"));

  expect(kept.talk?.token).toBe("new");
});

test("a refused session is forgotten", async () => {
  kept.talk = { mark: "m", token: "forged" };

  call();

  await until("welcome new");
  expect(kept.talk).toBeNull();
});

test("a message that came too fast is sent again after the pause", async () => {
  let first = true;
  answer = (message) => {
    if (!first) return turn(message);
    first = false;
    return { error: "too_fast", message: "", retry_ms: 30 };
  };

  call().send(unsent("a"));

  await until("answered a");
  expect(heard).toContain("slowed 1");
});

test("a refused message says why and does not block the next one", async () => {
  answer = (message) => (message.id === "a" ? { error: "too_long", message: "Zu lang." } : turn(message));
  const connection = call();

  connection.send(unsent("a"));
  connection.send(unsent("b"));

  await until("answered b");
  expect(heard).toContain("failed a Zu lang.");
});

test("a deleted conversation leaves nothing on the device", async () => {
  const connection = call();
  connection.send(unsent("a"));
  await until("answered a");

  io.emit("deleted", { session: "after" });

  await until("deleted");
  expect(kept.talk).toBeNull();
  expect(connection.session).toBe("after");
});

test("a tab goes on with the conversation of another tab", async () => {
  call();
  await until("welcome new");

  kept.talk = { mark: "m", token: "other" };
  window.dispatchEvent(new StorageEvent("storage", { key: "lotse.session" }));

  await until("welcome other");
  expect(heard).toContain("moved");
});

test("a token that another tab has renewed is taken over without a new call", async () => {
  kept.talk = { mark: "m", token: "old" };
  const connection = call();
  await until("welcome old");

  kept.talk = { mark: "m", token: "renewed" };
  window.dispatchEvent(new StorageEvent("storage", { key: "lotse.session" }));

  expect(connection.session).toBe("renewed");
  expect(heard).not.toContain("moved");
});

test("an answer that comes after everything was deleted is not shown", async () => {
  answer = (message) => {
    io.emit("deleted", { session: "after" });
    return turn(message);
  };
  const connection = call();
  connection.send(unsent("delete"));
  await until("deleted");

  answer = turn;
  connection.send(unsent("next"));

  await until("answered next");
  expect(heard).not.toContain("answered delete");
});

test("a server that hangs up is called again", async () => {
  call();
  await until("online");
  heard = [];

  io.disconnectSockets(true);

  await until("online");
});
