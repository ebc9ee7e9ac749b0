/** Files of imports read in a thread of their own: the same plan, no permissions, and an end to what takes too long. */
import { expect, test } from "vitest";
import { ImportStopped } from "../../src/actions/import_reader.ts";
import { ok } from "../../src/base/result.ts";
import { deckFormats } from "../../src/decks/formats.ts";
import { DEFAULT_CHOICES } from "../../src/decks/imports/import_plan.ts";
import type { HistoryContext, ImportSession } from "../../src/decks/imports/import_session.ts";
import { importReader } from "../../src/import_reader.ts";
import { importSession } from "../../src/workers/import_session.ts";
import { DEFAULT_PRESET } from "../../src/scheduling/preset.ts";
import { basic, deckText, START } from "../actions/house.ts";

const sqlWasm = () => Deno.readFile("node_modules/sql.js/dist/sql-wasm.wasm");
const patient = importReader({ sqlWasm, readSeconds: 60, callSeconds: 60 });

function fileOf(text: string, name = "deck.md") {
  return { name, bytes: new TextEncoder().encode(text) };
}

const deck = () =>
  fileOf(deckText("own", Object.fromEntries(["one", "two", "three"].map((id) => [id, basic(`${id}?`)]))));

const HISTORIES: HistoryContext = {
  clock: { zone: "Europe/Berlin", rolloverHour: 4 },
  seen: START,
  presets: [],
  preset: DEFAULT_PRESET,
};

/** Everything that can be asked of an import. */
async function told(session: ImportSession) {
  const read = await session.read({});
  const wanted = await session.wanted({ decks: [], noteTypes: [], choices: DEFAULT_CHOICES });
  await session.against({ decks: [], noteTypes: [], media: new Map(), options: DEFAULT_PRESET, now: START });
  await session.notes([]);
  const plan = await session.plan(DEFAULT_CHOICES);
  await session.histories(HISTORIES);
  const frame = await session.frame(undefined);
  const steps = await session.steps({ from: 1, count: 5 });
  const page = await session.page({ list: "new", from: 2, count: 5 });
  const media = await session.media([0]);
  session.close();
  return { read, wanted, plan, frame, steps, page, media };
}

test("a thread tells of its files what would be told here", async () => {
  const heard: number[] = [];
  const session = await patient.open([deck()], (share) => heard.push(share));
  const tools = { formats: deckFormats, sqlWasm: new Uint8Array(0), progress: () => {} };
  const there = await told(session);
  expect(there).toEqual(await told(importSession([deck()], tools)));
  expect(there).toMatchObject({
    read: { ok: true },
    steps: [{ guid: "two" }, { guid: "three" }],
    page: { total: 3 },
  });
  expect(heard[0]).toBe(0);
});

test("a file that nothing recognises is refused with what could be imported", async () => {
  const session = await patient.open([fileOf("\u0000\u0001\u0002", "noise.bin")], () => {});
  expect(await session.read({})).toMatchObject({ ok: false, error: [{ file: "noise.bin" }] });
  session.close();
});

test("files that outlast their time are given up, and nothing more is answered", async () => {
  const notes = Object.fromEntries(Array.from({ length: 3000 }, (_, index) => [`n${index}`, basic("What?")]));
  const hasty = importReader({ sqlWasm, readSeconds: 0, callSeconds: 0 });
  const session = await hasty.open([fileOf(deckText("own", notes))], () => {});
  const reading = session.read({});
  await expect(reading).rejects.toThrow("takes longer than 0 s");
  await expect(reading).rejects.toBeInstanceOf(ImportStopped);
  await expect(session.frame(undefined)).rejects.toBeInstanceOf(ImportStopped);
});

test("what is being read when an import is closed is ended", async () => {
  const session = await patient.open([deck()], () => {});
  const reading = session.read({});
  session.close();
  await expect(reading).rejects.toBeInstanceOf(ImportStopped);
});

test("a question that cannot be answered ends the thread with what was wrong", async () => {
  const session = await patient.open([deck()], () => {});
  await expect(session.frame(undefined)).rejects.toThrow("the plan of an import is missing");
});

test("a file of a package that cannot be unpacked is missing, and the rest comes", async () => {
  const breaks = {
    id: "breaks",
    title: "Breaks",
    recognises: () => true,
    read: () => Promise.resolve(ok({ collection: { ...EMPTY, media: [BROKEN] }, table: undefined })),
  };
  const tools = { formats: [breaks], sqlWasm: new Uint8Array(0), progress: () => {} };
  const session = importSession([deck()], tools);
  await session.read({});
  expect(await session.media([0])).toEqual([undefined]);
});

const BROKEN = {
  name: "sun.png",
  hash: "a".repeat(64),
  size: 1,
  bytes: () => {
    throw new Error("The entry is damaged");
  },
};

const EMPTY = {
  title: "",
  decks: [],
  noteTypes: [],
  notes: [],
  presets: [],
  missingMedia: [],
  problems: [],
  hasSchedules: false,
};
