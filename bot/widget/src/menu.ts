// What else can be done with a conversation.

import { html, type TemplateResult } from "lit";

import { ICONS } from "./icons";
import type { Words } from "./strings";

/** Each entry by its key, with what it does. */
export type MenuEntries = readonly (readonly [key: string, act: () => void])[];

export function drawMenu(entries: MenuEntries, words: Words): TemplateResult {
  return html`<ul class="choices">
    ${entries.map(
      ([key, act]) => html`<li>
        <button type="button" @click=${act}>
          ${key === "emergency" ? ICONS.alert : ""}<span>${words.say(key)}</span>
        </button>
      </li>`,
    )}
  </ul>`;
}
