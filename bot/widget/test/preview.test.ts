import { expect, test } from "vitest";

import type { Answer } from "../src/contract";
import { rowsOf } from "../src/preview";

const line = (text: string) => [{ type: "text" as const, text }];

test("each line of a request has the button that leaves it out, empty parts have no line", () => {
  const answer = {
    tree: { short: [{ type: "list", ordered: false, items: [line("Fragen"), line("Bundesland"), line("Sprache")] }] },
    desk: { step: "preview", request: { asked: ["?"], told: [], state: "DE-MV", profession: null, text: "", language: "de" } },
    options: [
      { id: "leave_out:state", title: "Das Bundesland weglassen" },
      { id: "leave_out:asked", title: "Meine Fragen weglassen" },
    ],
  } as unknown as Answer;

  const rows = rowsOf(answer);

  expect(rows.map((row) => row.leaveOut?.id)).toEqual(["leave_out:asked", "leave_out:state", undefined]);
});
