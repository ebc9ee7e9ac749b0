/** Holds what Anki makes of our export of a package against what it makes of the package itself. */
import { ranks } from "./compare.ts";
import { type Comparison, type Reason, same } from "./comparison.ts";
import { whyDue, whyInterval, whyType } from "./explain.ts";
import * as why from "./explain_exports.ts";
import type { AnkiState } from "./state.ts";

type At = (what: string, key: string, wanted: unknown, found: unknown, ...reasons: Reason[]) => void;

export function compareExports(
  into: Comparison,
  { where, schedules, sides }: {
    readonly where: string;
    readonly schedules: boolean;
    readonly sides: why.Sides;
  },
): void {
  const { wanted, found, held } = sides;
  const at: At = (what, key, a, b, ...reasons) =>
    same(into, { what: `our export: ${what}`, where: `${where}: ${key}`, wanted: a, found: b }, ...reasons);
  for (const part of ["notes", "cards"] as const) at(part, "which", keys(wanted[part]), keys(found[part]));
  at("decks", "paths", wanted.decks, found.decks, () => schedules ? undefined : why.whyDecks(sides));
  compareMedia(at, sides);
  compareNotes(at, sides);
  // A studied card may have no place among the new ones.
  const isPlaced = (key: string) =>
    held.cards[key]?.phase === "new" || held.cards[key]?.own.firstPosition !== null;
  const order = { wanted: ranks(wanted, isPlaced), found: ranks(found, isPlaced) };
  for (const [key, card] of Object.entries(wanted.cards)) {
    const other = found.cards[key];
    if (other === undefined) continue;
    const filtered = () => schedules ? undefined : why.whyFiltered(key, sides);
    at("cards: deck", key, card.deck, other.deck, filtered);
    const weights = held.options[held.cards[key]?.deck ?? ""]?.values.weights;
    compareCard(at, key, {
      card: { wanted: card, found: other, held: held.cards[key] },
      weights: Array.isArray(weights) ? weights.map(Number) : [],
    });
    at("cards: order of new ones", key, order.wanted.get(key), order.found.get(key));
  }
  if (schedules) compareOptions(at, sides);
}

function compareMedia(at: At, { wanted, found }: why.Sides): void {
  const missing = keys(wanted.media).filter((name) => !(name in found.media));
  const unused = () => missing.length === 0 ? undefined : why.whyUnused(missing, { wanted });
  at("media: names", "which", keys(wanted.media), keys(found.media), unused);
  for (const [name, hash] of Object.entries(wanted.media)) {
    if (name in found.media) at("media: bytes", name, hash, found.media[name]);
  }
}

function compareNotes(at: At, { wanted, found, held }: why.Sides): void {
  for (const [guid, note] of Object.entries(wanted.notes)) {
    const other = found.notes[guid];
    if (other === undefined) continue;
    at("notes: type", guid, note.typeId, other.typeId);
    for (const part of ["fields", "tags", "modifiedAt"] as const) {
      at(`notes: ${part}`, guid, note[part], other[part]);
    }
  }
  for (const id of new Set(Object.values(wanted.notes).map(({ typeId }) => typeId))) {
    const others = new Map(Object.entries(found.noteTypes[id] ?? {}));
    for (const [part, value] of Object.entries(wanted.noteTypes[id] ?? {})) {
      const names = { there: `${value}`, here: `${others.get(part)}`, packages: [held] };
      const twice = () => part === "name" ? whyType(id, names) : undefined;
      at(`note types: ${part}`, id, value, others.get(part), twice);
    }
  }
}

const PARTS = ["flag", "suspended", "buried", "phase", "dueAt", "reps", "lapses"] as const;

function compareCard(
  at: At,
  key: string,
  { card, weights }: { readonly card: why.CardSides; readonly weights: readonly number[] },
): void {
  const { wanted, found } = card;
  for (const part of PARTS) at(`cards: ${part}`, key, wanted[part], found[part]);
  at("cards: dueIn", key, wanted.dueIn, found.dueIn, () => whyDue(wanted, found));
  const [own, ours] = [wanted.own, found.own];
  at("cards: queue", key, own.queue, ours.queue);
  const byHand = () => whyInterval(wanted, { ...found, intervalDays: ours.interval });
  // The interval of a new card means nothing, nor do steps of one that is not in learning.
  if (wanted.phase !== "new") at("cards: interval", key, own.interval, ours.interval, byHand);
  at("cards: ease", key, own.factor, ours.factor, () => why.whyEase(card));
  if (/learning/.test(wanted.phase)) at("cards: steps left", key, own.stepsLeft, ours.stepsLeft);
  const lent = () => why.whyLent(card);
  at(
    "cards: filtered deck",
    key,
    [own.isFiltered, own.originalDue],
    [ours.isFiltered, ours.originalDue],
    lent,
  );
  at("cards: last answer", key, own.lastReviewAt, ours.lastReviewAt, () => why.whyLastAnswer(card));
  at("cards: first place", key, own.firstPosition, ours.firstPosition, () => why.whyPlace(card));
  const state = [wanted.stability, wanted.difficulty];
  const stateHere = [found.stability, found.difficulty];
  const near = why.isNear(state, stateHere) ? state : stateHere;
  at("cards: stability, difficulty", key, state, near, () => why.whyMemory(card, weights));
  compareLog(at, key, card);
}

const COLUMNS = ["id", "ease", "interval", "interval before", "factor", "ms taken", "kind"] as const;

function compareLog(at: At, key: string, { wanted, found }: why.CardSides): void {
  const known = new Set(wanted.log.map(([id]) => id));
  at("reviews: rows only there", key, [], found.log.filter(([id]) => !known.has(id)));
  for (const row of wanted.log) {
    const where = `${key}, row ${row.join(" ")}`;
    const place = found.log.findIndex(([id]) => id === row[0]);
    const [other, before] = [found.log[place], found.log[place - 1]];
    at("reviews: rows", where, row[0], other?.[0], () => why.whyRow(row));
    if (other === undefined) continue;
    COLUMNS.forEach((name, column) => {
      const reason = () =>
        name === "interval before"
          ? why.whyIntervalBefore(other, before)
          : name === "factor"
          ? why.whyFactor(row, other)
          : undefined;
      if (name !== "id") at(`reviews: ${name}`, where, row[column], other[column], reason);
    });
  }
}

function compareOptions(at: At, sides: why.Sides): void {
  const { wanted, found } = sides;
  for (const [deck, { description, name, values }] of Object.entries(wanted.options)) {
    const other = found.options[deck];
    if (other === undefined) continue;
    at("decks: description", deck, description, other.description, () => why.whyDescription(deck, sides));
    at("options: name", deck, name, other.name, () => why.whyOption(deck, "name", sides));
    for (const [option, value] of Object.entries(values)) {
      at(`options: ${option}`, deck, value, other.values[option], () => why.whyOption(deck, option, sides));
    }
  }
}

function keys(record: AnkiState["notes"] | AnkiState["cards"] | AnkiState["media"]): readonly string[] {
  return Object.keys(record).toSorted();
}
