import { expect, test } from "vitest";
import fc from "fast-check";
import { type Clock, dayOf, endOfDay, formatDay, startOfDay } from "../../src/scheduling/day.ts";
import { isZone } from "../../src/scheduling/zone_offset.ts";

const HOUR = 3_600_000;

const ZONES = [
  "UTC",
  "Europe/Berlin",
  "America/New_York",
  "America/Los_Angeles",
  "America/St_Johns",
  "America/Havana",
  "America/Sao_Paulo",
  "America/Asuncion",
  "Africa/Casablanca",
  "Africa/Cairo",
  "Asia/Kathmandu",
  "Asia/Kolkata",
  "Asia/Tehran",
  "Asia/Beirut",
  "Asia/Gaza",
  "Asia/Pyongyang",
  "Australia/Lord_Howe",
  "Australia/Adelaide",
  "Pacific/Auckland",
  "Pacific/Chatham",
  "Pacific/Honolulu",
  "Pacific/Kiritimati",
  "Pacific/Pago_Pago",
  "Pacific/Apia",
  "Pacific/Marquesas",
  "Antarctica/Troll",
  "Atlantic/Azores",
];

/** Days that these zones left out when they moved across the date line: nothing can be on them. */
const LEFT_OUT = new Set(["Pacific/Apia 2011-12-30", "Pacific/Kiritimati 1994-12-31"]);

const anyClock = fc.record({
  zone: fc.constantFrom(...ZONES),
  rolloverHour: fc.integer({ min: 0, max: 23 }),
});
/** 1970 to 2100. */
const anyDay = fc.integer({ min: 0, max: 47_847 });

test("dayOf(startOfDay(day)) is the day, and the ms before belongs to the day before", () => {
  fc.assert(
    fc.property(anyClock, anyDay, (clock, day) => {
      if (isLeftOut(clock, day)) return;
      const start = startOfDay(day, clock);
      expect(dayOf(start, clock)).toBe(day);
      if (!isLeftOut(clock, day - 1)) expect(dayOf(start - 1, clock)).toBe(day - 1);
    }),
    { numRuns: 800 },
  );
});

test("days touch one another and last 22 to 26 hours", () => {
  fc.assert(
    fc.property(anyClock, anyDay, (clock, day) => {
      const length = startOfDay(day + 1, clock) - startOfDay(day, clock);
      expect(endOfDay(day, clock) + 1).toBe(startOfDay(day + 1, clock));
      // The day before one left out is cut short, unless it begins at midnight.
      if (isLeftOut(clock, day) || isLeftOut(clock, day + 1)) expect(length).toBeGreaterThanOrEqual(0);
      else {
        expect(length).toBeGreaterThanOrEqual(22 * HOUR);
        expect(length).toBeLessThanOrEqual(26 * HOUR);
      }
    }),
    { numRuns: 500 },
  );
});

test("dayOf() agrees with the calendar of the zone, and never goes back", () => {
  const instant = fc.integer({ min: 0, max: 4_133_980_799_999 });
  fc.assert(
    fc.property(fc.constantFrom(...ZONES), instant, fc.nat(48 * HOUR), (zone, at, later) => {
      const clock = { zone, rolloverHour: 0 };
      const shown = new Intl.DateTimeFormat("sv-SE", { timeZone: zone, dateStyle: "short" }).format(at);
      const clockSetBackOverMidnight = zone === "America/St_Johns" && at < Date.parse("2012-01-01");
      if (!clockSetBackOverMidnight) expect(formatDay(dayOf(at, clock))).toBe(shown);
      expect(dayOf(at + later, clock)).toBeGreaterThanOrEqual(dayOf(at, clock));
    }),
    { numRuns: 200 },
  );
});

test.each([
  ["Europe/Berlin", 4, "2026-03-28", "2026-03-28T03:00:00Z", 23],
  ["Europe/Berlin", 4, "2026-10-24", "2026-10-24T02:00:00Z", 25],
  ["America/New_York", 4, "2026-03-07", "2026-03-07T09:00:00Z", 23],
  ["America/New_York", 4, "2026-10-31", "2026-10-31T08:00:00Z", 25],
  ["Australia/Lord_Howe", 4, "2026-04-04", "2026-04-03T17:00:00Z", 24.5],
])("in %s at %d h the day %s begins at %s and lasts %d h", (zone, rolloverHour, day, start, hours) => {
  const clock = { zone, rolloverHour };
  const at = dayNumber(day);
  expect(new Date(startOfDay(at, clock)).toISOString()).toBe(start.replace("Z", ".000Z"));
  expect(startOfDay(at + 1, clock) - startOfDay(at, clock)).toBe(hours * HOUR);
});

test.each([
  [
    "a rollover hour that is skipped begins at the skip",
    "Europe/Berlin",
    2,
    "2026-03-29",
    "2026-03-29T01:00:00.000Z",
  ],
  [
    "a rollover hour that comes twice begins the first time",
    "Europe/Berlin",
    2,
    "2026-10-25",
    "2026-10-25T00:00:00.000Z",
  ],
  [
    "a midnight that is skipped begins at the skip",
    "Asia/Beirut",
    0,
    "2025-03-30",
    "2025-03-29T22:00:00.000Z",
  ],
  [
    "a midnight passed twice begins the first time",
    "America/St_Johns",
    0,
    "2006-10-29",
    "2006-10-29T02:30:00.000Z",
  ],
])("%s", (_name, zone, rolloverHour, day, start) => {
  const clock = { zone, rolloverHour };
  expect(new Date(startOfDay(dayNumber(day), clock)).toISOString()).toBe(start);
  for (let at = Date.parse(start); at < Date.parse(start) + 20 * HOUR; at += 60_000) {
    expect(dayOf(at, clock)).toBe(dayNumber(day));
  }
});

test("clocks set back over the rollover do not bring yesterday back", () => {
  // In St John's, 2006, 00:01 was followed by 23:01 of the day before.
  const clock = { zone: "America/St_Johns", rolloverHour: 0 };
  const midnight = Date.parse("2006-10-29T02:30:00Z");
  expect(new Date(midnight + 30_000).toISOString()).toBe("2006-10-29T02:30:30.000Z");
  expect([-1, 0, 30_000, 60_000, HOUR].map((ms) => formatDay(dayOf(midnight + ms, clock)))).toEqual([
    "2006-10-28",
    "2006-10-29",
    "2006-10-29",
    "2006-10-29",
    "2006-10-29",
  ]);
});

test("a day that a zone left out is over before it begins", () => {
  const clock = { zone: "Pacific/Apia", rolloverHour: 0 };
  const before = Date.parse("2011-12-30T09:59:59.999Z");
  expect([before, before + 1].map((at) => formatDay(dayOf(at, clock)))).toEqual(["2011-12-29", "2011-12-31"]);
});

test.each([
  ["Europe/Berlin", true],
  ["UTC", true],
  ["Etc/GMT+12", true],
  ["America/Argentina/Buenos_Aires", true],
  ["Mars/Olympus", false],
  ["+01:00", false],
  ["", false],
  ["Europe/Berlin; drop", false],
])("isZone(%j) is %s", (name, expected) => {
  expect(isZone(name)).toBe(expected);
});

test("dayOf() refuses a zone that is none", () => {
  expect(() => dayOf(0, { zone: "Mars/Olympus", rolloverHour: 4 })).toThrow(
    /"Mars\/Olympus" is not an IANA time zone/,
  );
});

test.each([[0, "1970-01-01"], [-1, "1969-12-31"], [20_513, "2026-03-01"]])(
  "formatDay(%d) is %s",
  (day, expected) => {
    expect(formatDay(day)).toBe(expected);
  },
);

function isLeftOut({ zone }: Clock, day: number): boolean {
  return LEFT_OUT.has(`${zone} ${formatDay(day)}`);
}

function dayNumber(text: string): number {
  return Date.parse(`${text}T00:00:00Z`) / (24 * HOUR);
}
