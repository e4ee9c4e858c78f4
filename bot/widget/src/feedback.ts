// <lotse-feedback>: did this answer help, and if not, why.

import { html, type TemplateResult } from "lit";

import type { WhyNot } from "./contract";
import { ICONS } from "./icons";
import { Part } from "./part";
import type { Words } from "./strings";

const WHYS: WhyNot[] = ["wrong", "unclear", "incomplete", "other"];

export class LotseFeedback extends Part {
  static override properties = { words: { attribute: false }, step: { state: true } };

  declare words: Words;
  declare step: "ask" | "why" | "thanks";
  tell: (helped: boolean, why?: WhyNot) => void = () => undefined;

  constructor() {
    super();
    this.step = "ask";
  }

  override render(): TemplateResult {
    const { words } = this;
    if (this.step === "thanks") {
      return html`<p class="thanks" tabindex="-1">${ICONS.check}${words.say("feedback_thanks")}</p>`;
    }
    const why = this.step === "why";
    const label = words.say(why ? "why_not" : "helped");
    const choices: [string, () => void][] = why
      ? WHYS.map((reason) => [`why_${reason}`, () => this.done(false, reason)])
      : [
          ["yes", () => this.done(true)],
          ["no", () => this.goOn("why")],
        ];
    return html`<div class="ask" role="group" aria-label=${label}>
      <span aria-hidden="true">${label}</span>
      ${choices.map(([key, act]) => html`<button type="button" class="chip" @click=${act}>${words.say(key)}</button>`)}
    </div>`;
  }

  private done(helped: boolean, why?: WhyNot): void {
    this.tell(helped, why);
    this.goOn("thanks");
  }

  private goOn(step: "why" | "thanks"): void {
    this.step = step;
    this.focusFirst("button, .thanks");
  }
}
