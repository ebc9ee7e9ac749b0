/** Writes content as a collection of schema 11: everything but notes, cards and reviews is JSON. */
import type { BuiltDeck, BuiltNoteType, BuiltOptions, PackageContent } from "./content.ts";
import { insert, newDatabase, type SqlDatabase, writeNotes } from "./sql_tables.ts";

/** The caller may change the database before it exports and closes it. */
export async function collection11(content: PackageContent): Promise<SqlDatabase> {
  const database = await newDatabase();
  insert(database, "col", [
    1,
    content.madeAt,
    content.madeAt * 1000,
    content.madeAt * 1000,
    11,
    0,
    0,
    0,
    JSON.stringify(content.settings),
    byId(content.noteTypes, modelOf),
    byId(content.decks, deckOf),
    byId(content.options, optionsOf),
    "{}",
  ]);
  writeNotes(database, content);
  return database;
}

function byId<Item extends { readonly id: number }>(
  items: readonly Item[],
  json: (item: Item) => unknown,
): string {
  return JSON.stringify(Object.fromEntries(items.map((item) => [String(item.id), json(item)])));
}

function modelOf({ id, name, kind, fields, templates, css, sortField, modifiedAt }: BuiltNoteType) {
  return {
    id,
    name,
    css,
    type: kind === "cloze" ? 1 : 0,
    mod: modifiedAt,
    usn: 0,
    sortf: sortField,
    did: null,
    latexPre: "\\documentclass{article}",
    latexPost: "\\end{document}",
    flds: fields.map((name, ord) => ({ name, ord, sticky: false, rtl: false, font: "Arial", size: 20 })),
    tmpls: templates.map(({ name, front, back }, ord) => ({
      name,
      ord,
      qfmt: front,
      afmt: back,
      bqfmt: "",
      bafmt: "",
      did: null,
    })),
    tags: [],
    vers: [],
    req: [],
  };
}

function deckOf({ id, name, description, isFiltered, options }: BuiltDeck) {
  return {
    id,
    name,
    desc: description,
    mod: 0,
    usn: 0,
    dyn: isFiltered ? 1 : 0,
    collapsed: false,
    browserCollapsed: false,
    ...Object.fromEntries(["lrnToday", "revToday", "newToday", "timeToday"].map((what) => [what, [0, 0]])),
    ...(isFiltered
      ? { terms: [["is:due", 100, 0]], resched: true }
      : { conf: options, extendNew: 0, extendRev: 0 }),
  };
}

function optionsOf(options: BuiltOptions) {
  return {
    id: options.id,
    name: options.name,
    mod: 0,
    usn: 0,
    maxTaken: 60,
    timer: 0,
    autoplay: true,
    replayq: true,
    new: {
      bury: options.buryNew,
      delays: options.learningSteps,
      initialFactor: 2500,
      ints: [1, 4, 0],
      order: options.isRandom ? 0 : 1,
      perDay: options.newPerDay,
    },
    rev: {
      bury: options.buryReviews,
      ease4: 1.3,
      ivlFct: 1,
      maxIvl: options.maximumInterval,
      perDay: options.reviewsPerDay,
    },
    lapse: {
      delays: options.relearningSteps,
      leechAction: options.leechAction,
      leechFails: options.leechThreshold,
      minInt: 1,
      mult: 0,
    },
    dyn: false,
    newMix: options.newMix,
    buryInterdayLearning: false,
    reviewOrder: options.reviewOrder,
    desiredRetention: options.desiredRetention,
    fsrsParams6: options.weights,
  };
}
