// <lotse-aloud>: the button that reads an answer, where the device has a voice of its own for it.

import { html, nothing, type TemplateResult } from "lit";

import { ICONS } from "./icons";
import { Part } from "./part";
import { localVoice, speak, stopSpeaking } from "./speak";
import type { Words } from "./strings";

export class LotseAloud extends Part {
  static override properties = {
    words: { attribute: false },
    language: { attribute: false },
    reading: { state: true },
  };

  declare words: Words;
  declare language: string;
  declare reading: boolean;
  declare text: string;
  private readonly voicesCame = () => this.requestUpdate();

  constructor() {
    super();
    this.reading = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    window.speechSynthesis?.addEventListener("voiceschanged", this.voicesCame);
  }

  override disconnectedCallback(): void {
    window.speechSynthesis?.removeEventListener("voiceschanged", this.voicesCame);
    if (this.reading) stopSpeaking();
    super.disconnectedCallback();
  }

  override render(): TemplateResult | typeof nothing {
    if (!localVoice(this.language)) return nothing;
    const icon = this.reading ? ICONS.stop : ICONS.speaker;
    return html`<button type="button" class="chip" @click=${() => this.toggle()}>
      ${icon}<span>${this.words.say(this.reading ? "stop_reading" : "read_aloud")}</span>
    </button>`;
  }

  private toggle(): void {
    const voice = localVoice(this.language);
    this.reading = !this.reading && voice !== undefined;
    if (this.reading && voice) speak(this.text, voice, () => (this.reading = false));
    else stopSpeaking();
  }
}
