import { expect, test } from "vitest";

import type { Answer, Hello, Reply, Turn } from "../src/contract";
import { Conversation } from "../src/conversation";

const turn = (id: string, minute: number, desk?: Answer["desk"]): Turn => ({
  id,
  question: id,
  at: `2026-11-21T10:0${minute}:00Z`,
  answer: { status: "answered", options: [], desk } as unknown as Answer,
});
const reply = (id: number, minute: number): Reply => ({ id, number: "MV", lang: "de", at: `2026-11-21T10:0${minute}:00Z`, tree: [] });
const hello = (more: Partial<Hello>): Hello =>
  ({ session: "s", fresh: false, refused: false, turns: [], replies: [], limits: { characters: 2000 }, ...more }) as Hello;
const keys = (conversation: Conversation) => conversation.entries.map(({ key }) => key);

test("turns and replies stand in the order of their time, what waits stands last", () => {
  const conversation = new Conversation();

  conversation.asked("c", "c");
  conversation.welcome(hello({ turns: [turn("a", 1), turn("b", 5)], replies: [reply(1, 3)] }));

  expect(keys(conversation)).toEqual(["a", "reply 1", "b", "c"]);
});

test("a message that waits and is known to the server is shown once", () => {
  const conversation = new Conversation();
  conversation.asked("a", "a");

  conversation.welcome(hello({ turns: [turn("a", 1)] }));

  expect(keys(conversation)).toEqual(["a"]);
  expect(conversation.isWaiting).toBe(true);
});

test("the same reply is shown once", () => {
  const conversation = new Conversation();

  expect(conversation.replied(reply(1, 1))).toBe(true);
  expect(conversation.replied(reply(1, 1))).toBe(false);
  expect(keys(conversation)).toEqual(["reply 1"]);
});

test("a status code stays on the screen when the line was lost for a moment", () => {
  const conversation = new Conversation();
  conversation.answered(turn("a", 1, { step: "ticket", code: "7KQ2" }));

  conversation.welcome(hello({ turns: [turn("a", 1, { step: "ticket", code: null })] }));

  expect(conversation.lastTurn?.answer?.desk?.code).toBe("7KQ2");
});

test("a lost conversation is told once there was one", () => {
  const conversation = new Conversation();
  conversation.received(turn("a", 1));

  conversation.welcome(hello({ refused: true, fresh: true }));

  expect(conversation.isEmpty).toBe(true);
  expect(conversation.notice).toBe("old_conversation_gone");
});
