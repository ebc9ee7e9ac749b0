/** Packages of our own builder, drawn from a seed: one collection in every generation. */
import { type Random, random } from "../../src/base/random.ts";
import { buildPackage, GENERATIONS } from "../packages/build_package.ts";
import * as content from "../packages/content.ts";
import type { Package } from "./round_trips.ts";

const NOTES = 40;
const DAY = 86_400;
/** Of content.ts, in seconds. */
const MADE_AT = 1_577_836_800;

const TEXTS = [
  "plain",
  "<b>bold</b> &amp; &lt;i&gt;",
  '<img src="naïve 図 (1).png"> [sound:a b.mp3]',
  "שלום עולם 🎉",
  "\\(x^2\\)<br>\\[\\frac{a}{b}\\]",
  "日本[にほん] 語[ご]",
  "cafe\u0301 &nbsp;x",
  "",
];
const CLOZES = ["{{c1::one}} {{c2::two::hint}}", "\\({{c1::x}}\\) {{c2::b}}", "{{c1::out {{c2::in}}}}"];

const TYPES: readonly content.BuiltNoteType[] = [
  content.BASIC,
  { ...content.REVERSED, css: ".card { background: url(_back.png) }", name: "Zwei Seiten (+)" },
  { ...content.CLOZE, name: "Lücken" },
];

const DECKS = ["Default", "A", "A::b, 1/2", "A::b, 1/2::c", "日本語"];

export async function builtPackages(folder: string, seed: number): Promise<readonly Package[]> {
  const drawn = drawnContent(random(seed));
  return await Promise.all(GENERATIONS.map(async (generation) => {
    const file = `${folder}/built ${generation}.apkg`;
    await Deno.writeFile(file, await buildPackage(drawn, generation));
    return { name: `built ${generation}`, fsrs: false, file };
  }));
}

function drawnContent(draw: Random): content.PackageContent {
  const bytes = () => Uint8Array.from({ length: draw.int(1, 400) }, () => draw.int(0, 255));
  return content.contentWith({
    noteTypes: TYPES,
    decks: DECKS.map((name, index) => ({
      ...content.DEFAULT_DECK,
      id: index + 1,
      name,
      description: index === 1 ? "Of <b>all</b> *words*" : "",
      options: index > 2 ? 7 : 1,
    })),
    options: [content.DEFAULT_OPTIONS, {
      ...content.DEFAULT_OPTIONS,
      id: 7,
      name: "Slow",
      learningSteps: [1, draw.int(2, 9), 60],
      relearningSteps: [draw.int(1, 30)],
      newPerDay: draw.int(0, 50),
      desiredRetention: draw.dec(0.8, 0.95, 0.01),
      leechAction: 0,
      buryNew: true,
      newMix: 1,
    }],
    notes: Array.from({ length: NOTES }, (_, index) => drawnNote(draw, index)),
    media: ["naïve 図 (1).png", "a b.mp3", "_back.png", "_unused.js"].map((name) => ({
      name,
      bytes: bytes(),
    })),
  });
}

function drawnNote(draw: Random, index: number): content.BuiltNote {
  const type = draw.pick(TYPES);
  const first = type.kind === "cloze" ? draw.pick(CLOZES) : `${index} ${draw.pick(TEXTS)}`;
  const isBlank = type.templates.length > 1;
  const cards = type.kind === "cloze" ? 2 : type.templates.length;
  return content.noteWith(index, {
    noteType: type.id,
    tags: draw.pick(["", " a ", " été::2 b "]),
    fields: [first, isBlank ? `back ${draw.pick(TEXTS)}` : draw.pick(TEXTS)],
    cards: Array.from({ length: cards }, (_, ord) => drawnCard(draw, { index, ord })),
  });
}

function drawnCard(
  draw: Random,
  { index, ord }: { readonly index: number; readonly ord: number },
): content.BuiltCard {
  const deck = draw.int(1, DECKS.length);
  const flags = draw.pick([0, 0, 0, 1, 4, 7]);
  const queue = draw.pick(["own", "own", "own", -1, -2, -3] as const);
  const known = { ord, deck, flags, data: "{}" };
  if (draw.unit() < 0.4) {
    return content.cardWith({ ...known, due: index + 1, queue: queue === "own" ? 0 : queue });
  }
  const reviews = drawnLog(draw, index * 10 + ord);
  const [last] = reviews.slice(-1);
  const interval = Math.max(1, last?.interval ?? 1);
  const today = Math.floor((Date.now() / 1000 - MADE_AT) / DAY);
  return content.cardWith({
    ...known,
    type: 2,
    queue: queue === "own" ? 2 : queue,
    due: today + draw.int(-5, interval),
    interval,
    factor: draw.pick([1300, 2350, 2500]),
    reps: reviews.length,
    lapses: draw.int(0, 2),
    reviews,
  });
}

/** Two learning steps and some reviews; `place` keeps the ids of cards apart. */
function drawnLog(draw: Random, place: number): readonly content.BuiltReview[] {
  let at = (MADE_AT + draw.int(400, 900) * DAY) * 1000 + place;
  let before = -60;
  const row = (interval: number, kind: number): content.BuiltReview => {
    const review = {
      id: at,
      ease: kind === 0 ? 3 : draw.int(2, 4),
      interval,
      lastInterval: before,
      factor: kind === 0 ? 2500 : draw.int(130, 300) * 10,
      time: draw.int(500, 60_000),
      kind,
    };
    before = interval;
    return review;
  };
  const rows = [row(-600, 0)];
  for (let days = 1, left = draw.int(1, 6); left > 0; left--, days = Math.ceil(days * 2.2)) {
    at += rows.length === 1 ? 700_000 : Math.max(1, before) * DAY * 1000;
    rows.push(row(days, rows.length === 1 ? 0 : 1));
  }
  return rows;
}
