import { expect, test } from "vitest";

import { opening } from "../src/hours";

const HOURS = { zone: "Europe/Berlin", days: { monday: ["09:00-12:00", "13:00-15:00"] } };
const MONDAY = "2026-11-23";

test.each([
  ["before the office opens", `${MONDAY}T06:00:00Z`, { open: false, at: new Date(`${MONDAY}T08:00:00Z`) }],
  ["in the morning", `${MONDAY}T08:30:00Z`, { open: true, until: new Date(`${MONDAY}T11:00:00Z`) }],
  ["at lunch", `${MONDAY}T11:30:00Z`, { open: false, at: new Date(`${MONDAY}T12:00:00Z`) }],
  ["on a Saturday", "2026-11-21T10:00:00Z", { open: false, at: new Date(`${MONDAY}T08:00:00Z`) }],
  ["in summer", "2026-07-20T06:30:00Z", { open: false, at: new Date("2026-07-20T07:00:00Z") }],
])("%s the right opening is known", (_when, now, expected) => {
  expect(opening(HOURS, now.slice(0, 10), new Date(now))).toEqual(expected);
});

test("on a holiday the next working day counts", () => {
  const now = new Date(`${MONDAY}T09:00:00Z`);

  expect(opening(HOURS, "2026-11-24", now)).toEqual({ open: false, at: new Date("2026-11-30T08:00:00Z") });
});

test("unknown hours stay unknown", () => {
  expect(opening(null, MONDAY, new Date())).toBeUndefined();
});
