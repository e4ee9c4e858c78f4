// The steps from a wish for a person to a ticket: where one stands, and what a step needs more
// than words and buttons.

import { html, nothing, type TemplateResult } from "lit";

import { plainText } from "./blocks";
import type { Answer, Block, Option } from "./contract";
import type { Words } from "./strings";

const COUNT = 4;
const AT: Record<string, [number, string]> = {
  consent: [1, "step_consent"],
  preview: [2, "step_preview"],
  text: [2, "add_text"],
  contact_way: [3, "step_contact"],
  contact: [3, "step_contact"],
  call_window: [3, "step_contact"],
  confirm: [4, "step_confirm"],
};

/** Which step this is, above its text. */
export function drawStep(answer: Answer, words: Words): TemplateResult | typeof nothing {
  const known = AT[answer.desk?.step ?? ""];
  if (!known) return nothing;
  const [step, title] = known;
  return html`<div class="step" lang=${words.language}>
    <p>${words.say("step_of", { step, count: COUNT })}</p>
    <progress max=${COUNT} value=${step} aria-hidden="true"></progress>
    <h4>${words.say(title)}</h4>
  </div>`;
}

/** What a person does here. */
export interface Doing {
  press: (option: Option) => void;
  ask: (text: string) => void;
  addText: (text: string) => void;
  print: () => void;
}

/** The part of a step that is drawn as long as it is the last turn. */
export function drawStepBelow(
  answer: Answer,
  words: Words,
  doing: Doing,
): TemplateResult | typeof nothing {
  const { desk } = answer;
  if (desk?.step === "preview" && desk.request) {
    return html`<lotse-preview .words=${words} .answer=${answer} .doing=${doing}></lotse-preview>`;
  }
  if (desk?.step === "contact" && desk.awaits) {
    return html`<lotse-contact .words=${words} .awaits=${desk.awaits} .send=${doing.ask}></lotse-contact>`;
  }
  return nothing;
}

/** The answer without what is drawn in a richer way: the lines of a request, the number of a ticket. */
export function withoutDrawnTwice(answer: Answer, { last }: { last: boolean }): Answer {
  const { step, number } = answer.desk ?? {};
  const isDrawn = (block: Block) =>
    (step === "preview" && last && block.type === "list") ||
    (step === "ticket" && number !== undefined && plainText([block]).includes(number));
  const short = answer.tree.short.filter((block) => !isDrawn(block));
  return { ...answer, tree: { ...answer.tree, short } };
}

/** The ticket with its number; stays on the screen. */
export function drawTicket(
  answer: Answer,
  words: Words,
  print: () => void,
): TemplateResult | typeof nothing {
  if (answer.desk?.step !== "ticket") return nothing;
  return html`<lotse-ticket .words=${words} .desk=${answer.desk} .print=${print}></lotse-ticket>`;
}
