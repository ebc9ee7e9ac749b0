/** Packages through us to Anki and back: what Anki makes of our exports, and what its own exports of those change here. */
import { z } from "zod";
import type { ExportWishes } from "../../src/decks/exports/export_format.ts";
import type { Python } from "../python.ts";
import { compareBack } from "./compare_back.ts";
import { compareExports } from "./compare_exports.ts";
import { type Comparison, same } from "./comparison.ts";
import { exportTo, openOurHouse, type OurHouse, type OurStep, rowsOf, take } from "./our_house.ts";
import { AnkiState, type CollectionState } from "./state.ts";

export interface Package {
  readonly name: string;
  readonly fsrs: boolean;
  readonly file: string;
}

/** A package after its import here, and the exports that were made of it. */
interface Trip extends Package {
  readonly house: OurHouse;
  readonly state: CollectionState;
  readonly sent: readonly Sent[];
}

interface Sent extends Pick<ExportWishes, "schedules" | "older"> {
  readonly path: string;
}

const Opened = z.object({
  state: AnkiState,
  /** Both sides of each card as Anki draws them. */
  faces: z.record(z.string(), z.array(z.string())),
});

/** `back`: what Anki exports of it, in the generation that it came in. */
const There = Opened.extend({ back: z.string() });

const Answer = z.object({
  held: AnkiState.optional(),
  original: Opened.optional(),
  bare: Opened.optional(),
  sent: z.array(There),
});

type Answer = z.infer<typeof Answer>;

const KINDS = [
  { schedules: true, older: false },
  { schedules: true, older: true },
  { schedules: false, older: false },
] as const;

const HERE = import.meta.dirname ?? "tests/interop";

export interface Anki extends Pick<Python, "run"> {
  /** For packages on their way. */
  readonly folder: string;
}

/** Some packages at a time, since each keeps a store open. */
export async function judgeRoundTrips(
  into: Comparison,
  packages: readonly Package[],
  { run, folder }: Anki,
): Promise<void> {
  for (let start = 0; start < packages.length; start += TRIPS_AT_ONCE) {
    const trips: Trip[] = [];
    try {
      for (const one of packages.slice(start, start + TRIPS_AT_ONCE)) {
        trips.push(await outward(one, `${folder}/trip ${start + trips.length}`));
      }
      const answers = await askAnki(trips, { run, folder });
      for (const [index, trip] of trips.entries()) {
        const answer = answers[index];
        if (answer === undefined) throw new RangeError(`Anki has no answer about ${trip.name}`);
        await judge(into, trip, answer);
      }
    } finally {
      for (const { house } of trips) await house.close();
    }
  }
}

const TRIPS_AT_ONCE = 12;

/** Opens in Anki what was sent, and has it exported from there. */
export async function askAnki(
  trips: readonly Pick<Trip, "fsrs" | "sent" | "file">[],
  { run, folder }: Anki,
): Promise<readonly Answer[]> {
  const out = `${folder}/trips.json`;
  const asked = trips.map(({ file, fsrs, sent }) => ({ file, fsrs, sent }));
  await run(`${HERE}/anki_round_trips.py`, ["--out", out], JSON.stringify(asked));
  return z.array(Answer).parse(JSON.parse(await Deno.readTextFile(out)));
}

async function outward(one: Package, base: string): Promise<Trip> {
  const house = await openOurHouse();
  const { state } = taken(await take(house, one.file), one.file);
  return { ...one, house, state, sent: await sendAll(house, base) };
}

/** Exports of every kind. */
export async function sendAll(house: OurHouse, base: string): Promise<readonly Sent[]> {
  const sent: Sent[] = [];
  for (const kind of KINDS) {
    const path = `${base} ${sent.length}.apkg`;
    await exportTo(house, path, kind);
    sent.push({ ...kind, path });
  }
  return sent;
}

export function kindOf({ older, schedules }: Sent): string {
  return `${older ? "older" : "newer"}${schedules ? "" : ", no schedules"}`;
}

async function judge(into: Comparison, trip: Trip, answer: Answer): Promise<void> {
  const bare = await emptied((house) => take(house, trip.file, { takeSchedules: false }));
  for (const [index, sent] of trip.sent.entries()) {
    const [there, held] = [answer.sent[index], answer.held];
    const wanted = sent.schedules ? answer.original : answer.bare;
    if (there === undefined || held === undefined || wanted === undefined) {
      throw new RangeError(`Anki did not open ${sent.path}`);
    }
    const where = `${trip.name}, exported (${kindOf(sent)})`;
    const sides = { wanted: wanted.state, found: there.state, held };
    compareExports(into, { where, schedules: sent.schedules, sides });
    for (const [key, face] of Object.entries(wanted.faces)) {
      same(into, {
        what: "our export: faces",
        where: `${where}: ${key}`,
        wanted: face,
        found: there.faces[key],
      });
    }
    const back = `${where} and back`;
    await judgeReturn(into, trip.house, { where: back, path: there.back, own: 0 });
    const again = await emptied((house) => take(house, there.back));
    compareBack(into, {
      where: back,
      wanted: sent.schedules ? trip.state : taken(bare, trip.file).state,
      found: taken(again, there.back).state,
      through: there.state,
      bare: !sent.schedules,
    });
  }
}

/** Where it came from a package must change nothing: no note, no row. Notes that were written here are skipped. */
export async function judgeReturn(
  into: Comparison,
  house: OurHouse,
  { where, path, own }: { readonly where: string; readonly path: string; readonly own: number },
): Promise<void> {
  const before = await rowsOf(house);
  const { counts } = taken(await take(house, path), path);
  const { new: fresh, updated, moved, conflicting, skipped } = counts.notes;
  const wanted = { fresh: 0, updated: 0, moved: 0, conflicting: 0, skipped: own };
  const found = { fresh, updated, moved, conflicting, skipped };
  same(into, { what: "back home: plan", where, wanted, found });
  const after = await rowsOf(house);
  for (const [table, rows] of before) {
    const changed = after.get(table) === rows ? "as before" : "changed";
    same(into, {
      what: "back home: rows",
      where: `${where}: ${table}`,
      wanted: "as before",
      found: changed,
    });
  }
}

export async function emptied<Value>(work: (house: OurHouse) => Promise<Value>): Promise<Value> {
  const house = await openOurHouse();
  try {
    return await work(house);
  } finally {
    await house.close();
  }
}

export function taken(step: OurStep | string, file: string): OurStep {
  if (typeof step === "string") throw new Error(`Cannot import ${file}: ${step}`);
  return step;
}
