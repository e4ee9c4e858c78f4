// Draws the tree in which answers travel. Text stays text: nothing here can become markup.

import { html, nothing, type TemplateResult } from "lit";

import type { Block, Inline } from "./contract";
import { pieces } from "./direction";
import { linkTo } from "./links";
import type { Words } from "./strings";

type Drawn = TemplateResult | typeof nothing | Drawn[];

export function drawBlocks(blocks: readonly Block[], words: Words): Drawn[] {
  return blocks.map((block) => drawBlock(block, words));
}

function drawBlock(block: Block, words: Words): Drawn {
  switch (block.type) {
    case "paragraph":
      return html`<p>${drawInlines(block.children, words)}</p>`;
    case "heading":
      return html`<h4>${drawInlines(block.children, words)}</h4>`;
    case "list": {
      const items = block.items.map((item) => html`<li>${drawInlines(item, words)}</li>`);
      return block.ordered ? html`<ol>${items}</ol>` : html`<ul>${items}</ul>`;
    }
    default:
      return nothing;
  }
}

export function drawInlines(inlines: readonly Inline[], words: Words): Drawn[] {
  return inlines.map((inline) => drawInline(inline, words));
}

function drawInline(inline: Inline, words: Words): Drawn {
  switch (inline.type) {
    case "text":
      return drawText(inline.text);
    case "strong":
      return html`<strong>${drawInlines(inline.children, words)}</strong>`;
    case "link":
      return linkTo(inline.href, drawInlines(inline.children, words), words) as Drawn;
    default:
      return nothing;
  }
}

/** Text in which numbers, phones and paragraphs keep their direction. */
export function drawText(text: string): Drawn[] {
  return pieces(text).map((piece) =>
    piece.isolated ? html`<bdi dir="ltr">${piece.text}</bdi>` : html`${piece.text}`,
  );
}

/** The tree as plain text. */
export function plainText(blocks: readonly Block[]): string {
  const plain = (inlines: readonly Inline[]): string =>
    inlines.map((one) => (one.type === "text" ? one.text : plain(one.children))).join("");
  return blocks
    .map((block) =>
      block.type === "list"
        ? block.items
            .map((item, at) => `${block.ordered ? `${at + 1}.` : "-"} ${plain(item)}`)
            .join("\n")
        : plain(block.children),
    )
    .join("\n\n");
}
