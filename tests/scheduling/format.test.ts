import { expect, test } from "vitest";
import { formatInterval, spokenInterval } from "../../src/scheduling/format.ts";

const NOW = 1_000_000_000_000;
const MINUTE = 60_000;

test.each([
  [30 / 60, "<1 min", "in less than 1 minute"],
  [1, "<1 min", "in less than 1 minute"],
  [5.5, "<6 min", "in less than 6 minutes"],
  [10, "<10 min", "in less than 10 minutes"],
  [20, "<20 min", "in less than 20 minutes"],
  [30, "30 min", "in 30 minutes"],
  [59.9, "1 h", "in 1 hour"],
  [90, "1.5 h", "in 1.5 hours"],
  [300, "5 h", "in 5 hours"],
  [-3, "<1 min", "in less than 1 minute"],
])("a wait of %d minutes is %j, spoken %j", (minutes, short, spoken) => {
  const wait = { due: { kind: "time", at: NOW + minutes * MINUTE }, intervalDays: 0 } as const;
  expect([formatInterval(wait, NOW), spokenInterval(wait, NOW)]).toEqual([short, spoken]);
});

test.each([
  [1, "1 d", "in 1 day"],
  [8, "8 d", "in 8 days"],
  [30, "30 d", "in 30 days"],
  [31, "1 mo", "in 1 month"],
  [37, "1.2 mo", "in 1.2 months"],
  [364, "12 mo", "in 12 months"],
  [365, "1 y", "in 1 year"],
  [840, "2.3 y", "in 2.3 years"],
  [36_500, "99.9 y", "in 99.9 years"],
])("an interval of %d days is %j, spoken %j", (intervalDays, short, spoken) => {
  const wait = { due: { kind: "day", day: 20_000 + intervalDays }, intervalDays } as const;
  expect([formatInterval(wait, NOW), spokenInterval(wait, NOW)]).toEqual([short, spoken]);
});

test("a new card may come at once", () => {
  expect(formatInterval({ due: { kind: "new", position: 4 }, intervalDays: 0 }, NOW)).toBe("<1 min");
});
