import { expect, test } from "vitest";

import { Kept, type Shelf } from "../src/storage";
import { MemoryShelf } from "./memory_shelf";

const blocked: Shelf = {
  getItem: () => {
    throw new DOMException("blocked", "SecurityError");
  },
  setItem: () => {
    throw new DOMException("full", "QuotaExceededError");
  },
  removeItem: () => {
    throw new DOMException("blocked", "SecurityError");
  },
};

const unsent = { message: { id: "1", text: "Hallo", lang: "de" }, shown: "Hallo" };

test("what is kept is read again", () => {
  const shelf = new MemoryShelf();
  const kept = new Kept(shelf);

  kept.talk = { mark: "m", token: "token" };
  kept.unsent = [unsent];

  expect(new Kept(shelf).talk).toEqual({ mark: "m", token: "token" });
  expect(new Kept(shelf).unsent).toEqual([unsent]);
});

test("a blocked storage keeps nothing and breaks nothing", () => {
  const kept = new Kept(blocked);

  kept.talk = { mark: "m", token: "token" };
  kept.unsent = [unsent];

  expect(kept.talk).toBeNull();
  expect(kept.unsent).toEqual([]);
});

test("a forgotten conversation leaves the chosen language and nothing else", () => {
  const shelf = new MemoryShelf();
  const kept = new Kept(shelf);
  kept.language = "vi";
  kept.talk = { mark: "m", token: "token" };
  kept.unsent = [unsent];

  kept.forget();

  expect([...shelf.rows]).toEqual([["lotse.lang", "vi"]]);
});

test.each(["{", "null", "7", '"text"'])("unsent messages that cannot be read (%s) are none", (written) => {
  const shelf = new MemoryShelf();
  shelf.setItem("lotse.unsent", written);

  expect(new Kept(shelf).unsent).toEqual([]);
});
