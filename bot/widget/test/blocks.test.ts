import { render } from "lit";
import { expect, test } from "vitest";

import { drawBlocks, plainText } from "../src/blocks";
import type { Block, Inline } from "../src/contract";
import { Words } from "../src/strings";

const words = new Words("en", { new_tab: "opens in a new tab" });
const text = (words: string): Inline => ({ type: "text", text: words });

function drawn(...blocks: Block[]): HTMLElement {
  const place = document.createElement("div");
  render(drawBlocks(blocks, words), place);
  return place;
}

const link = (href: string): Block => ({ type: "paragraph", children: [{ type: "link", href, children: [text("here")] }] });

test("paragraphs, headings and lists become what they are called", () => {
  const place = drawn(
    { type: "heading", children: [text("Steps")] },
    { type: "paragraph", children: [text("First "), { type: "strong", children: [text("this")] }] },
    { type: "list", ordered: true, items: [[text("one")], [text("two")]] },
    { type: "list", ordered: false, items: [[text("three")]] },
  );

  expect(place.querySelector("h4")?.textContent).toBe("Steps");
  expect(place.querySelector("p strong")?.textContent).toBe("this");
  expect(place.querySelectorAll("ol > li")).toHaveLength(2);
  expect(place.querySelectorAll("ul > li")).toHaveLength(1);
});

test("markup in a text stays text", () => {
  const evil = "<img src=x onerror=alert(1)><script>alert(1)</script>";

  const place = drawn({ type: "paragraph", children: [text(evil)] });

  expect(place.querySelector("img, script")).toBeNull();
  expect(place.textContent).toContain(evil);
});

test.each(["javascript:alert(1)", "JAVASCRIPT:alert(1)", "data:text/html,x", "http://example.org", "//example.org", " javascript:x"])(
  "an address like %s is shown as text, not as a link",
  (href) => {
    const place = drawn(link(href));

    expect(place.querySelector("a")).toBeNull();
    expect(place.textContent).toContain("here");
  },
);

test("a page opens in a new tab that knows nothing of this one, and says so", () => {
  const anchor = drawn(link("https://example.org/")).querySelector("a");

  expect(anchor?.rel).toBe("noopener noreferrer");
  expect(anchor?.target).toBe("_blank");
  expect(anchor?.textContent).toContain("opens in a new tab");
});

test("a phone number dials", () => {
  const anchor = drawn(link("tel:+4938558815599")).querySelector("a");

  expect(anchor?.getAttribute("href")).toBe("tel:+4938558815599");
  expect(anchor?.dir).toBe("ltr");
});

test("an unknown kind of block is left out", () => {
  const place = drawn({ type: "picture" } as unknown as Block);

  expect(place.textContent?.trim()).toBe("");
});

test("the tree as plain text keeps lists and paragraphs apart", () => {
  const tree: Block[] = [
    { type: "paragraph", children: [text("You need "), { type: "strong", children: [text("6")] }] },
    { type: "list", ordered: true, items: [[text("one")], [text("two")]] },
  ];

  expect(plainText(tree)).toBe("You need 6\n\n1. one\n2. two");
});
