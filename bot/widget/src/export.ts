// My conversation as text, as a print, and as the file of everything that is stored.

import { plainText } from "./blocks";
import type { Answer } from "./contract";
import type { Conversation, Entry } from "./conversation";
import type { Words } from "./strings";

/** The whole conversation in reading order, sources with their dates included. */
export function conversationText(conversation: Conversation, words: Words): string {
  const { introduction } = conversation;
  const first = introduction ? [`${words.say("program")}:\n${answerText(introduction, words)}`] : [];
  return [words.say("title"), ...first, ...conversation.entries.map((entry) => entryText(entry, words))]
    .join("\n\n")
    .concat("\n");
}

function entryText(entry: Entry, words: Words): string {
  switch (entry.kind) {
    case "pending":
      return `${words.say("you")}:\n${entry.pending.shown}`;
    case "reply":
      return `${words.say("person")} (${entry.reply.number}):\n${plainText(entry.reply.tree)}`;
    case "turn": {
      const { question, answer } = entry.turn;
      const asked = question ? [`${words.say("you")}:\n${question}`] : [];
      const told = answer ? [`${words.say("program")}:\n${answerText(answer, words)}`] : [];
      return [...asked, ...told].join("\n\n");
    }
  }
}

function answerText(answer: Answer, words: Words): string {
  const parts = answer.tree.parts.map((part) => `${part.heading}\n${plainText(part.blocks)}`);
  const sources = answer.sources.map((source) => {
    const day = source.as_of;
    const stand = day ? words.say("as_of", { day: words.day(day) }) : words.say("as_of_unknown");
    return `- ${source.title} (${stand})${source.url ? `: ${source.url}` : ""}`;
  });
  const under = sources.length ? [`${words.say("sources")}:\n${sources.join("\n")}`] : [];
  return [plainText(answer.tree.short), ...parts, ...under, ...(answer.note ? [answer.note] : [])].join("\n\n");
}

export function saveFile(name: string, content: Blob): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

/** The file of everything that is stored about this conversation. Throws on a bad answer. */
export async function fetchMyData(server: string, session: string): Promise<Blob> {
  const headers = { Authorization: `Bearer ${session}` };
  const response = await fetch(new URL("/api/my-data", server), { method: "POST", headers });
  if (!response.ok) throw new Error(`/api/my-data answered ${response.status}`);
  return response.blob();
}

const ALONE = "body *:not(lotse-chat):not(:has(lotse-chat)){display:none!important}";

/** Print the chat and nothing else of the page; ends when that is done or given up. */
export async function printAlone(): Promise<void> {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`@media print{${ALONE}}`);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  const printed = new Promise((resolve) => {
    window.addEventListener("afterprint", resolve, { once: true });
  });
  window.print();
  await printed;
  document.adoptedStyleSheets = document.adoptedStyleSheets.filter((one) => one !== sheet);
}
