// The buttons under an answer.

import { html, nothing, type TemplateResult } from "lit";

import { drawText } from "./blocks";
import type { Answer, Option } from "./contract";
import { ICONS } from "./icons";
import type { Words } from "./strings";

const FIRST_CHOICE = new Set(["give_consent", "choose_contact", "open_ticket"]);
// Steps whose buttons are ways of the same worth.
const EQUAL = new Set(["contact_way", "contact"]);
const QUIET = new Set([
  "cancel_handover",
  "refuse_consent",
  "leave_out",
  "none",
  "ticket_withdraw",
  "ticket_delete",
  "delete_my_data",
]);

/** What kind of button it is: the part of its id before the colon. */
export function kindOf(option: Option): string {
  return option.id.split(":")[0] ?? "";
}

export function drawOptions(
  options: readonly Option[],
  words: Words,
  { kind, step, press }: { kind: string; step?: string; press: (option: Option) => void },
): TemplateResult | typeof nothing {
  if (!options.length) return nothing;
  const label = words.say(kind === "clarify" ? "choose" : "next");
  return html`<div class="options" role="group" aria-label=${label}>
    ${options.map((option, at) => drawOption(option, at === 0 && !EQUAL.has(step ?? ""), press))}
  </div>`;
}

function drawOption(
  option: Option,
  isFirst: boolean,
  press: (option: Option) => void,
): TemplateResult {
  const kind = kindOf(option);
  const look = isFirst && FIRST_CHOICE.has(kind) ? "strong" : QUIET.has(kind) ? "quiet" : "";
  return html`<button type="button" class="option ${look}" @click=${() => press(option)}>
    ${kind === "human" ? ICONS.person : nothing}
    <span>${drawText(option.title)}</span>
    ${kind === "article" || kind === "who" ? ICONS.next : nothing}
  </button>`;
}

/** The buttons that stand nowhere else: a person is always one tap away below the conversation. */
export function plainOptions(answer: Answer): Option[] {
  const drawn = answer.desk?.step === "preview" ? ["leave_out", "write_text"] : [];
  return answer.options.filter((option) => option.id !== "human" && !drawn.includes(kindOf(option)));
}
