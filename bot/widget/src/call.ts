// The way to a person: by request, and by phone with what is known of the office hours.

import { html, nothing, type TemplateResult } from "lit";

import type { Tenant } from "./contract";
import { opening } from "./hours";
import { ICONS } from "./icons";
import { dial } from "./links";
import type { Words } from "./strings";

/** The row above the text field: always one tap to a person. */
export function drawPeople(
  tenant: Tenant,
  words: Words,
  talk: () => void,
): TemplateResult {
  const { name, phone } = tenant.contact;
  return html`<div class="people">
    <button type="button" class="chip" @click=${talk}>${ICONS.person}<span>${words.say("talk_to_person")}</span></button>
    ${phone
      ? html`<a class="chip" href=${dial(phone)} title=${phone} aria-label="${words.say("call_name", { name })} ${phone}">
          ${ICONS.phone}<span>${words.say("call")}</span>
        </a>`
      : nothing}
  </div>`;
}

/** One line about when people can be reached. */
export function drawHours(tenant: Tenant, words: Words, now = new Date()): TemplateResult {
  const known = opening(tenant.hours, tenant.reading_day, now);
  if (!known) return html`<p class="hint">${words.say("hours_unknown")}</p>`;
  const time = words.moment(known.open ? known.until : known.at, now);
  return html`<p class="hint">${words.say(known.open ? "open_until" : "opens_at", { time })}</p>`;
}
