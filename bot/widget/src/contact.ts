// <lotse-contact>: the one field for an e-mail address or a phone number.

import { html, type TemplateResult } from "lit";

import { Part } from "./part";
import type { Words } from "./strings";

const FIELDS = {
  email: { type: "email", complete: "email", mode: "email" },
  phone: { type: "tel", complete: "tel", mode: "tel" },
} as const;

export class LotseContact extends Part {
  static override properties = { words: { attribute: false }, awaits: { attribute: false } };

  declare words: Words;
  declare awaits: "email" | "phone";
  declare send: (text: string) => void;

  override render(): TemplateResult {
    const { words, awaits } = this;
    const field = FIELDS[awaits];
    return html`<form class="own" @submit=${(event: SubmitEvent) => this.submit(event)}>
      <label for="contact">${words.say(awaits)}</label>
      <input id="contact" name="contact" type=${field.type} autocomplete=${field.complete} inputmode=${field.mode} dir="ltr" required />
      <button class="option strong">${words.say("continue")}</button>
    </form>`;
  }

  private submit(event: SubmitEvent): void {
    event.preventDefault();
    const contact = String(new FormData(event.target as HTMLFormElement).get("contact")).trim();
    if (contact) this.send(contact);
  }
}
