// <lotse-understood>: what the program took from the question, as chips that can be corrected.

import { html, nothing, type TemplateResult } from "lit";

import type { Audience, Understood } from "./contract";
import { ICONS } from "./icons";
import { Part } from "./part";
import { STATES } from "./states";
import type { Words } from "./strings";

type What = "state" | "profession" | "audience";

/** A corrected question: in words, and for whom. */
export interface Correction {
  words?: string;
  audience?: Audience;
}

export class LotseUnderstood extends Part {
  static override properties = {
    words: { attribute: false },
    understood: { attribute: false },
    editing: { state: true },
  };

  declare words: Words;
  declare understood: Understood;
  declare editing: What | null;
  correct: (correction: Correction) => void = () => undefined;

  constructor() {
    super();
    this.editing = null;
  }

  override render(): TemplateResult | typeof nothing {
    const { words } = this;
    const chips = (["state", "profession", "audience"] as const).filter((what) => this.value(what));
    if (!chips.length) return nothing;
    return html`<div class="understood" role="group" aria-label=${words.say("understood")}>
      <span class="label" aria-hidden="true">${words.say("understood")}</span>
      ${chips.map((what) => this.drawChip(what))} ${this.editing ? this.drawForm(this.editing) : nothing}
    </div>`;
  }

  private value(what: What): string {
    const { state, profession, audience } = this.understood;
    const known = { state: state?.title, profession, audience: audience && this.words.say(audience) };
    return known[what] ?? "";
  }

  private drawChip(what: What): TemplateResult {
    const opened = this.editing === what;
    return html`<button
      type="button"
      class="chip"
      aria-expanded=${opened}
      aria-label="${this.words.say("change", { what: this.words.say(what) })}: ${this.value(what)}"
      @click=${() => this.edit(opened ? null : what)}
    >
      <bdi>${this.value(what)}</bdi>${ICONS.pencil}
    </button>`;
  }

  private drawForm(what: What): TemplateResult {
    return html`<form @submit=${(event: SubmitEvent) => this.submit(event, what)}>
      <label for="correction">${this.words.say(what)}</label>
      ${this.drawField(what)}
      <button class="option strong">${this.words.say("ask_again")}</button>
    </form>`;
  }

  private drawField(what: What): TemplateResult {
    const value = this.value(what);
    if (what === "profession") {
      return html`<input id="correction" name="value" dir="auto" maxlength="100" required .value=${value} />`;
    }
    const choices: [string, string][] =
      what === "state"
        ? STATES.map((state) => [state, state])
        : [
            ["applicant", this.words.say("applicant")],
            ["employer", this.words.say("employer")],
          ];
    return html`<select id="correction" name="value">
      ${choices.map(([id, title]) => html`<option value=${id} ?selected=${title === value}>${title}</option>`)}
    </select>`;
  }

  private edit(what: What | null): void {
    this.editing = what;
    if (what) void this.focusFirst("#correction");
  }

  private submit(event: SubmitEvent, what: What): void {
    event.preventDefault();
    const value = String(new FormData(event.target as HTMLFormElement).get("value")).trim();
    this.editing = null;
    this.correct(what === "audience" ? { audience: value as Audience } : { words: value });
  }
}
