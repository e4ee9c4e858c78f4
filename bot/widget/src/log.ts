// The conversation on the screen: what a screen reader announces as it comes.

import { html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";

import { drawAnswer } from "./answer";
import { plainText } from "./blocks";
import { drawHours } from "./call";
import type { Turn } from "./contract";
import type { Entry } from "./conversation";
import { OWN_NAMES, offeredLanguage } from "./languages";
import { drawLine } from "./line";
import { drawOptions, plainOptions } from "./options";
import { drawStep, drawStepBelow, drawTicket, withoutDrawnTwice, type Doing } from "./steps";
import type { Words } from "./strings";
import type { Talk } from "./talk";
import { drawPending, drawQuestion, drawReply } from "./turn";
import type { Correction } from "./understood";

export function drawLog(talk: Talk, words: Words, doing: Doing): TemplateResult {
  const { conversation } = talk;
  const { entries, tenant, introduction } = conversation;
  const writing = conversation.isWaiting && talk.lineState === "online" && !talk.slowSeconds;
  return html`
    ${drawOffer(talk)} ${introduction ? drawAnswer(introduction, words, drawGreeting(talk, words, doing)) : nothing}
    ${repeat(
      entries,
      (entry) => entry.key,
      (entry) => html`<div class="turn" data-key=${entry.key}>${drawEntry(entry, talk, words, doing)}</div>`,
    )}
    ${writing ? html`<p class="writing"><span class="unseen">${words.say("writing")}</span><i></i><i></i><i></i></p>` : nothing}
    ${drawLine(talk, words)}
    ${conversation.isWithTeam && tenant
      ? html`<p class="line">${words.say("with_team")} ${words.say("read_on", { day: words.fullDay(tenant.reading_day) })}</p>`
      : nothing}
  `;
}

/** What stands under the greeting. */
function drawGreeting(talk: Talk, words: Words, doing: Doing): { below: unknown } {
  const { conversation } = talk;
  if (!conversation.isEmpty || !conversation.tenant) return { below: nothing };
  const { introduction } = conversation;
  const options = introduction ? plainOptions(introduction) : [];
  return {
    below: html`${drawHours(conversation.tenant, words)}
    ${drawOptions(options, words, { kind: "answer", press: doing.press })}`,
  };
}

/** The language of the browser, where the page speaks another one. */
function drawOffer(talk: Talk): TemplateResult | typeof nothing {
  const offered = offeredLanguage(talk.language, navigator.languages);
  if (!offered || talk.chosen || !talk.conversation.isEmpty) return nothing;
  return html`<p class="offer">
    <button type="button" class="chip" lang=${offered} @click=${() => void talk.choose(offered)}>${OWN_NAMES[offered]}</button>
  </p>`;
}

function drawEntry(entry: Entry, talk: Talk, words: Words, doing: Doing): unknown {
  switch (entry.kind) {
    case "reply":
      return drawReply(entry.reply, words, talk.conversation.tenant?.contact.name ?? "");
    case "pending": {
      const sendAgain = () => talk.sendAgain(entry.pending);
      return drawPending(entry.pending, words, { online: talk.lineState === "online", sendAgain });
    }
    case "turn":
      return drawTurn(entry.turn, talk, words, doing);
  }
}

function drawTurn(turn: Turn, talk: Talk, words: Words, doing: Doing): unknown {
  const { answer } = turn;
  if (!answer) return drawQuestion(turn.question, words);
  const last = turn === talk.conversation.lastTurn && !talk.conversation.isWaiting;
  const shown = withoutDrawnTwice(answer, { last });
  const below = html`
    ${drawTicket(answer, words, doing.print)} ${last ? drawStepBelow(answer, words, doing) : nothing}
    ${last ? drawUnderstood(turn, talk, words) : nothing}
    ${last ? drawOptions(plainOptions(answer), words, { kind: answer.kind, step: answer.desk?.step, press: doing.press }) : nothing}
    ${drawTools(turn, talk, words)}
  `;
  return html`${drawQuestion(turn.question, words)} ${drawAnswer(shown, words, { above: drawStep(answer, words), below })}`;
}

function drawTools(turn: Turn, talk: Talk, words: Words): TemplateResult | typeof nothing {
  const { answer } = turn;
  if (answer?.kind !== "answer") return nothing;
  const tell = (helped: boolean, why?: Parameters<Talk["feedback"]>[0]["why"]) =>
    talk.feedback({ id: turn.id, helped, why });
  const text = plainText(answer.tree.short);
  return html`<div class="tools">
    <lotse-feedback .words=${words} .tell=${tell}></lotse-feedback>
    <lotse-aloud .words=${words} .language=${answer.lang} .text=${text}></lotse-aloud>
  </div>`;
}

function drawUnderstood(turn: Turn, talk: Talk, words: Words): TemplateResult | typeof nothing {
  const understood = turn.answer?.understood;
  if (!understood) return nothing;
  const correct = ({ words: value, audience }: Correction) =>
    talk.ask(value ? `${turn.question} (${value})` : turn.question, { audience });
  return html`<lotse-understood .words=${words} .understood=${understood} .correct=${correct}></lotse-understood>`;
}
