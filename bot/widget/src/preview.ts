// <lotse-preview>: what would be sent. Each part can be left out, own words can be put in.

import { html, nothing, type TemplateResult } from "lit";

import { drawInlines } from "./blocks";
import type { Answer, Inline, Option, Request } from "./contract";
import { ICONS } from "./icons";
import { kindOf } from "./options";
import { Part } from "./part";
import type { Doing } from "./steps";
import type { Words } from "./strings";

// The list in the answer has one line for each part that is not empty, in this order.
const PARTS = ["text", "asked", "told", "state", "profession", "language"] as const;

export interface Row {
  line: Inline[];
  leaveOut: Option | undefined;
}

/** The lines of a request, each with the button that leaves it out. */
export function rowsOf(answer: Answer): Row[] {
  const list = answer.tree.short.find((block) => block.type === "list");
  const request = answer.desk?.request;
  if (list?.type !== "list" || !request) return [];
  const filled = PARTS.filter((part) => isFilled(request, part));
  return list.items.map((line, at) => ({
    line,
    leaveOut: answer.options.find((option) => option.id === `leave_out:${filled[at]}`),
  }));
}

function isFilled(request: Request, part: (typeof PARTS)[number]): boolean {
  const value = request[part];
  return Array.isArray(value) ? value.length > 0 : Boolean(value);
}

export class LotsePreview extends Part {
  static override properties = { words: { attribute: false }, answer: { attribute: false } };

  declare words: Words;
  declare answer: Answer;
  declare doing: Doing;

  override render(): TemplateResult {
    const { words, answer } = this;
    const mayAdd = answer.options.some((option) => kindOf(option) === "write_text");
    return html`<ul class="request" lang=${answer.lang}>
        ${rowsOf(answer).map((row) => this.drawRow(row))}
      </ul>
      ${mayAdd
        ? html`<form class="own" @submit=${(event: SubmitEvent) => this.submit(event)}>
            <label for="own">${words.say("add_text")}</label>
            <textarea id="own" name="own" rows="3" dir="auto" aria-describedby="own-hint" .value=${answer.desk?.request?.text ?? ""}></textarea>
            <p id="own-hint" class="hint">${words.say("add_text_hint")}</p>
            <button class="option">${words.say("save_text")}</button>
          </form>`
        : nothing}`;
  }

  private drawRow({ line, leaveOut }: Row): TemplateResult {
    return html`<li>
      <span>${drawInlines(line, this.words)}</span>
      ${leaveOut
        ? html`<button
            type="button"
            class="round"
            aria-label=${leaveOut.title}
            title=${leaveOut.title}
            @click=${() => this.doing.press(leaveOut)}
          >
            ${ICONS.close}
          </button>`
        : nothing}
    </li>`;
  }

  private submit(event: SubmitEvent): void {
    event.preventDefault();
    const text = String(new FormData(event.target as HTMLFormElement).get("own")).trim();
    if (text) this.doing.addText(text);
  }
}
