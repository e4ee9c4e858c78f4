// The names of the elements; importing any other file registers nothing.

import { LotseAloud } from "./aloud";
import { LotseComposer } from "./composer";
import { LotseContact } from "./contact";
import { LotseFeedback } from "./feedback";
import { LotsePreview } from "./preview";
import { LotseTicket } from "./ticket";
import { LotseUnderstood } from "./understood";

const ELEMENTS: Record<string, CustomElementConstructor> = {
  "lotse-aloud": LotseAloud,
  "lotse-composer": LotseComposer,
  "lotse-contact": LotseContact,
  "lotse-feedback": LotseFeedback,
  "lotse-preview": LotsePreview,
  "lotse-ticket": LotseTicket,
  "lotse-understood": LotseUnderstood,
};

export function defineElements(): void {
  for (const [name, element] of Object.entries(ELEMENTS)) {
    if (!customElements.get(name)) customElements.define(name, element);
  }
}
