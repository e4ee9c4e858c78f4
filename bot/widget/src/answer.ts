// One answer: the short text, what can be opened below it, and what it rests on.

import { html, nothing, type TemplateResult } from "lit";

import { drawBlocks, drawText } from "./blocks";
import type { Answer, Contact, Source } from "./contract";
import { directionOf } from "./direction";
import { ICONS } from "./icons";
import { dial, linkTo } from "./links";
import type { Words } from "./strings";

/** An answer of the program. `below` is what stands under its text: steps, buttons, chips. */
export function drawAnswer(
  answer: Answer,
  words: Words,
  { above = nothing, below = nothing }: { above?: unknown; below?: unknown } = {},
): TemplateResult {
  return html`
    <article class="answer ${answer.kind}" lang=${answer.lang} dir=${directionOf(answer.lang)} tabindex="-1">
      <h3 class="who" lang=${words.language}>${ICONS.compass}${words.say("program")}</h3>
      ${above}
      <div class="short">${drawBlocks(answer.tree.short, words)}</div>
      ${drawParts(answer, words)} ${answer.note ? html`<p class="note">${answer.note}</p>` : nothing}
      <div lang=${words.language} dir=${directionOf(words.language)}>${below}</div>
    </article>
  `;
}

function drawParts(answer: Answer, words: Words): unknown {
  const { parts } = answer.tree;
  const opened = [
    ...parts.map((part) => drawPart(part.heading, drawBlocks(part.blocks, words))),
    answer.sources.length ? drawSources(answer.sources, words) : nothing,
    // Short answers name the contact in their text already.
    parts.length && answer.contacts.length ? drawContacts(answer.contacts, words) : nothing,
  ];
  return opened.some((part) => part !== nothing) ? html`<div class="parts">${opened}</div>` : nothing;
}

function drawPart(heading: string, inside: unknown, note: unknown = nothing): TemplateResult {
  return html`<details>
    <summary><span>${drawText(heading)}${note}</span>${ICONS.down}</summary>
    <div class="inside">${inside}</div>
  </details>`;
}

function drawSources(sources: Source[], words: Words): TemplateResult {
  const days = sources.flatMap((source) => source.as_of ?? []).sort();
  const oldest = days[0] && days.length === sources.length ? stand(days[0], words) : nothing;
  const rows = sources.map(
    (source) => html`<li>
      ${source.url ? linkTo(source.url, drawText(source.title), words) : drawText(source.title)}
      <small>${stand(source.as_of, words)}</small>
    </li>`,
  );
  const note = oldest === nothing ? nothing : html` <small>${oldest}</small>`;
  return drawPart(words.say("sources"), html`<ul class="sources">${rows}</ul>`, note);
}

function stand(day: string | null, words: Words): string {
  return day ? words.say("as_of", { day: words.day(day) }) : words.say("as_of_unknown");
}

function drawContacts(contacts: Contact[], words: Words): TemplateResult {
  const rows = contacts.map(
    (contact) => html`<li>
      <strong>${contact.name}</strong>
      ${contact.phone
        ? html`<a class="phone" href=${dial(contact.phone)}>${ICONS.phone}<bdi dir="ltr">${contact.phone}</bdi></a>`
        : nothing}
      ${contact.url ? linkTo(contact.url, html`<bdi dir="ltr">${host(contact.url)}</bdi>`, words) : nothing}
    </li>`,
  );
  return drawPart(words.say("who_helps"), html`<ul class="contacts">${rows}</ul>`);
}

function host(url: string): string {
  return url.replace(/^https?:\/\/(www\.)?/, "").replace(/\/$/, "");
}
