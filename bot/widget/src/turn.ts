// What a person asked, and how it fares on its way.

import { html, nothing, type TemplateResult } from "lit";

import type { Reply } from "./contract";
import { drawBlocks } from "./blocks";
import type { Pending } from "./conversation";
import { directionOf } from "./direction";
import { ICONS } from "./icons";
import type { Words } from "./strings";

export function drawQuestion(text: string, words: Words): TemplateResult | typeof nothing {
  if (!text) return nothing;
  return html`<article class="question">
    <h3 class="who unseen">${words.say("you")}</h3>
    <p dir="auto">${text}</p>
  </article>`;
}

export function drawPending(
  pending: Pending,
  words: Words,
  { online, sendAgain }: { online: boolean; sendAgain: () => void },
): TemplateResult {
  return html`<article class="question pending">
      <h3 class="who unseen">${words.say("you")}</h3>
      <p dir="auto">${pending.shown}</p>
    </article>
    ${pending.problem !== undefined
      ? html`<div class="failed">
          <p>${ICONS.alert}<span>${pending.problem || words.say("not_sent")}</span></p>
          <button type="button" class="option" @click=${sendAgain}>${words.say("send_again")}</button>
        </div>`
      : html`<p class="way">${online ? nothing : words.say("queued")}</p>`}`;
}

/** What a person of the team wrote. */
export function drawReply(reply: Reply, words: Words, desk: string): TemplateResult {
  const at = new Date(reply.at);
  return html`<article class="answer reply" data-reply=${reply.id} tabindex="-1">
    <h3 class="who">${ICONS.person}${words.say("person")} · ${desk}</h3>
    <p class="when"><bdi dir="ltr">${reply.number}</bdi> · <time datetime=${reply.at}>${words.moment(at)}</time></p>
    <div class="short" lang=${reply.lang} dir=${directionOf(reply.lang)}>${drawBlocks(reply.tree, words)}</div>
  </article>`;
}
