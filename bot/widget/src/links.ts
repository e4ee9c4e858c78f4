// Links to pages, phones and mail. Every other address is shown as text.

import { html } from "lit";

import type { Words } from "./strings";

const WEB = /^https:\/\//i;
const DIAL = /^(?:tel|mailto):/i;

export function linkTo(href: string, inside: unknown, words: Words): unknown {
  if (WEB.test(href)) {
    return html`<a href=${href} target="_blank" rel="noopener noreferrer"
      >${inside}<span class="unseen"> (${words.say("new_tab")})</span></a
    >`;
  }
  if (DIAL.test(href)) return html`<a href=${href} dir="ltr">${inside}</a>`;
  return inside;
}

/** The address that dials a phone number. */
export function dial(phone: string): string {
  return `tel:${phone.replace(/[^\d+]/g, "")}`;
}
