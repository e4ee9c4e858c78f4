// Sentences about the line itself: no connection, a moment please, what became of the old talk.

import { html, nothing, type TemplateResult } from "lit";

import { ICONS } from "./icons";
import { linkTo } from "./links";
import type { Words } from "./strings";
import type { Talk } from "./talk";

export function drawLine(talk: Talk, words: Words): TemplateResult {
  const { conversation, lineState, slowSeconds } = talk;
  const notice = conversation.notice ? sentence(words.say(conversation.notice)) : nothing;
  const slow = slowSeconds ? sentence(words.say("slower", { seconds: slowSeconds })) : nothing;
  return html`${notice} ${slow}
  ${lineState === "offline" ? sentence(words.say("offline")) : nothing}
  ${lineState === "unreachable" ? sentence(words.say("unreachable"), plainPage(talk, words)) : nothing}
  ${lineState === "connecting" && !conversation.introduction
    ? html`<p class="line quiet">${words.say("connecting")} …</p>`
    : nothing}`;
}

function sentence(text: string, more: unknown = nothing): TemplateResult {
  return html`<p class="line">${ICONS.alert}<span>${text} ${more}</span></p>`;
}

function plainPage(talk: Talk, words: Words): unknown {
  const url = new URL(`/chat?lang=${talk.language}`, talk.server).href;
  return linkTo(url, words.say("without_script"), words);
}
