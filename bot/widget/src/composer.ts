// <lotse-composer>: the field to write in. Text only; counts when it gets long.

import { html, nothing, type TemplateResult } from "lit";

import { ICONS } from "./icons";
import { Part } from "./part";
import type { Words } from "./strings";

const COUNT_FROM = 200;

export class LotseComposer extends Part {
  static override properties = {
    words: { attribute: false },
    limit: { attribute: false },
    label: { attribute: false },
    advise: { attribute: false },
    left: { state: true },
    problem: { state: true },
  };

  declare words: Words;
  declare limit: number;
  declare label: string;
  /** Say what not to write; else it is said to screen readers only. */
  declare advise: boolean;
  declare left: number;
  declare problem: string;
  declare send: (text: string) => void;

  constructor() {
    super();
    this.limit = 2000;
    this.left = 2000;
    this.problem = "";
  }

  get field(): HTMLTextAreaElement | null {
    return this.querySelector("textarea");
  }

  override render(): TemplateResult {
    const { words, problem } = this;
    const isLong = this.left < COUNT_FROM;
    return html`<form @submit=${(event: SubmitEvent) => this.submit(event)}>
      <label class="unseen" for="question">${words.say(this.label)}</label>
      <div class="field">
        <textarea
          id="question"
          rows="1"
          dir="auto"
          enterkeyhint="send"
          placeholder=${words.say(this.label)}
          aria-describedby="hint${problem ? " problem" : ""}"
          aria-invalid=${problem ? "true" : "false"}
          @input=${() => this.changed()}
          @keydown=${(event: KeyboardEvent) => this.key(event)}
          @paste=${(event: ClipboardEvent) => this.noFiles(event, event.clipboardData)}
          @drop=${(event: DragEvent) => this.noFiles(event, event.dataTransfer)}
        ></textarea>
        <button class="round strong" aria-label=${words.say("send")} title=${words.say("send")}>${ICONS.send}</button>
      </div>
      ${problem ? html`<p id="problem" class="problem">${ICONS.alert}<span>${problem}</span></p>` : nothing}
      <p id="hint" class=${this.advise || isLong ? "hint" : "unseen"}>
        ${isLong ? words.say("characters_left", { count: this.left }) : words.say("question_hint")}
      </p>
    </form>`;
  }

  private changed(): void {
    this.left = this.limit - (this.field?.value.length ?? 0);
    this.problem = this.left < 0 ? this.words.say("too_long", { count: this.limit }) : "";
  }

  private key(event: KeyboardEvent): void {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    this.field?.form?.requestSubmit();
  }

  private noFiles(event: Event, data: DataTransfer | null): void {
    if (!data?.files.length) return;
    event.preventDefault();
    this.problem = this.words.say("only_text");
  }

  private submit(event: SubmitEvent): void {
    event.preventDefault();
    const field = this.field;
    const text = field?.value.trim();
    if (!field || !text || this.left < 0) {
      field?.focus();
      return;
    }
    this.send(text);
    field.value = "";
    this.changed();
    field.focus();
  }
}
