// <lotse-ticket>: number, code and dates of a request, to copy and to print.

import { html, nothing, type TemplateResult } from "lit";

import type { Desk } from "./contract";
import { ICONS } from "./icons";
import { Part } from "./part";
import type { Words } from "./strings";

export class LotseTicket extends Part {
  static override properties = {
    words: { attribute: false },
    desk: { attribute: false },
    copied: { state: true },
  };

  declare words: Words;
  declare desk: Desk;
  declare copied: boolean;
  declare print: () => void;

  constructor() {
    super();
    this.copied = false;
  }

  override render(): TemplateResult {
    const { words, desk } = this;
    const days = ["due_on", "delete_on"] as const;
    const label = { due_on: "answer_by", delete_on: "deleted_on" };
    return html`<section class="ticket" aria-label=${words.say("step_ticket")}>
      <h4>${ICONS.check}${words.say("step_ticket")}</h4>
      <dl>
        ${this.drawSecret("number", desk.number)} ${this.drawSecret("code", desk.code)}
        ${days.map((day) =>
          desk[day]
            ? html`<div><dt>${words.say(label[day])}</dt><dd>${words.fullDay(desk[day])}</dd></div>`
            : nothing,
        )}
      </dl>
      <p class="hint">${words.say(desk.code ? "code_note" : "code_hidden")}</p>
      <div class="buttons">
        <button type="button" class="option" @click=${() => void this.copy()}>
          ${this.copied ? ICONS.check : ICONS.copy}<span>${words.say(this.copied ? "copied" : "copy")}</span>
        </button>
        <button type="button" class="option" @click=${() => this.print()}>
          ${ICONS.print}<span>${words.say("print")}</span>
        </button>
      </div>
    </section>`;
  }

  private drawSecret(name: "number" | "code", value: string | null | undefined): unknown {
    if (!value) return nothing;
    return html`<div class="big"><dt>${this.words.say(name)}</dt><dd><bdi dir="ltr">${value}</bdi></dd></div>`;
  }

  private async copy(): Promise<void> {
    const { words, desk } = this;
    const rows = (["number", "code"] as const).filter((name) => desk[name]);
    const text = rows.map((name) => `${words.say(name)}: ${desk[name]}`).join("\n");
    await navigator.clipboard.writeText(text);
    this.copied = true;
  }
}
