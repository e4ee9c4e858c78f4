import { expect, test } from "vitest";

import { Queue } from "../src/queue";
import { Kept } from "../src/storage";
import { MemoryShelf } from "./memory_shelf";

const unsent = (id: string) => ({ message: { id, text: id, lang: "de" }, shown: id });

test("messages outlive the page in their order", () => {
  const kept = new Kept(new MemoryShelf());
  const queue = new Queue(kept);

  queue.add(unsent("a"));
  queue.add(unsent("b"));
  queue.done("a");
  queue.add(unsent("c"));

  expect(new Queue(kept).all.map(({ message }) => message.id)).toEqual(["b", "c"]);
});

test("contact data is never written to the device", () => {
  const shelf = new MemoryShelf();
  const queue = new Queue(new Kept(shelf));

  queue.add(unsent("jana@example.org"), { secret: true });

  expect(queue.first?.message.text).toBe("jana@example.org");
  expect(shelf.rows.size).toBe(0);
});

test("the same message waits only once", () => {
  const queue = new Queue(new Kept(new MemoryShelf()));

  queue.add(unsent("a"));
  queue.add(unsent("a"));

  expect(queue.all).toHaveLength(1);
});
