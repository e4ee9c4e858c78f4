// The languages to choose from, each by its own name.

import { html, type TemplateResult } from "lit";

import { ICONS } from "./icons";
import { OWN_NAMES } from "./languages";
import type { Words } from "./strings";

export function drawLanguages(
  served: readonly string[],
  words: Words,
  { shown, chosen, choose }: { shown: string; chosen: string | null; choose: (language: string | null) => void },
): TemplateResult {
  const row = (tag: string | null, name: string, current: boolean) => html`<li>
    <button
      type="button"
      aria-current=${current ? "true" : "false"}
      @click=${() => choose(tag)}
    >
      <span><bdi lang=${tag ?? words.language}>${name}</bdi></span>${current ? ICONS.check : ""}
    </button>
  </li>`;
  return html`<p class="hint">${words.say("language_hint")}</p>
    <ul class="choices languages">
      ${served.filter((tag) => tag in OWN_NAMES).map((tag) => row(tag, OWN_NAMES[tag]!, tag === (chosen ?? shown)))}
    </ul>
    ${chosen ? html`<ul class="choices">${row(null, words.say("automatic"), false)}</ul>` : ""}`;
}
