/** A search as a condition of SQL over memory, card, note, deck and note type. */
import { type SQL, sql } from "drizzle-orm";
import { unreachable } from "../base/invariant.ts";
import type { CardState, Comparison, Pattern, Property, Search } from "../decks/search/terms.ts";
import type { Day } from "../scheduling/types.ts";
import { card, memory, note, review } from "./schema.ts";

/** What the words of a search stand for, for one person now. */
export interface SearchWorld {
  readonly userId: number;
  /** ms UTC. */
  readonly now: number;
  readonly today: Day;
  /** The instant at which a day begins. */
  readonly beginOf: (day: Day) => number;
  /** Ids of the decks whose path fits, with all decks below them. */
  readonly decksOf: (pattern: Pattern) => readonly number[];
  /** Ids of note types, and of card types of our own, whose name fits. */
  readonly typesOf: (
    pattern: Pattern,
  ) => { readonly noteTypes: readonly number[]; readonly types: readonly string[] };
  /** For a chance of recall: how many stabilities after an answer it is reached, for the decks of each set of options. */
  readonly fading: (
    recall: number,
  ) => readonly { readonly decks: readonly number[]; readonly stabilities: number }[];
}

/** The cards that one read looks at, and between which ids their notes lie. Both ends belong to it. */
export interface Part {
  readonly cards: Ends;
  readonly notes: Ends;
}

interface Ends {
  readonly first: number;
  readonly last: number;
}

/** Always in parentheses of its own, so that what stands beside it holds for all of it. */
export function whereOf(search: Search, world: SearchWorld, part: Part): SQL {
  return sql`(${termWhere(search, world, part)})`;
}

function termWhere(search: Search, world: SearchWorld, part: Part): SQL {
  switch (search.kind) {
    case "all":
      return sql`true`;
    case "and":
      return sql.join(search.of.map((one) => whereOf(one, world, part)), sql` and `);
    case "or":
      return sql.join(search.of.map((one) => whereOf(one, world, part)), sql` or `);
    case "not":
      return sql`not coalesce(${whereOf(search.of, world, part)}, false)`;
    case "text":
      return textWhere(search.pattern, { word: search.word, notes: part.notes });
    case "regex":
      return regexWhere(search.source, search.field);
    case "field":
      return sql`exists (select 1 from json_each(note.fields) as field where ${
        like(sql`field.key`, search.field)
      }
        and ${like(sql`field.value`, search.pattern)})`;
    case "tag":
      return sql`exists (select 1 from json_each(note.tags) as tag where ${
        like(sql`tag.value`, search.pattern)
      }
        or ${like(sql`tag.value`, [...search.pattern, "::", { wild: "any" }])})`;
    case "untagged":
      return sql`note.tags = '[]'`;
    case "deck":
      return sql`card.deck_id in ${listed(world.decksOf(search.pattern))}`;
    case "note": {
      const { noteTypes, types } = world.typesOf(search.pattern);
      return sql`(note.note_type_id in ${listed(noteTypes)} or (note.note_type_id is null and note.type in ${
        listed(types)
      }))`;
    }
    case "card":
      return search.number === undefined
        ? like(sql`card.label`, search.pattern)
        : sql`card.side in ${listed([`t${search.number}`, `c${search.number}`])}
          or (card.side not glob '[tc][0-9]*' and (select count(*) from ${card} as before
            where before.note_id = card.note_id and before.retired_at is null and before.position <= card.position)
            = ${search.number})`;
    case "is":
      return stateWhere(search.state, world);
    case "flag":
      return sql`memory.flag = ${search.flag}`;
    case "prop":
      return propertyWhere(search, world);
    case "rated":
      return sql`exists (select 1 from ${review} where review.user_id = ${world.userId}
        and review.card_id = card.id and review.kind = 'answer' and review.day > ${world.today - search.days}
        ${search.rating === undefined ? sql`` : sql`and review.rating = ${search.rating}`} and ${counts})`;
    case "added":
      return sql`note.created_at >= ${world.beginOf(world.today - search.days + 1)}`;
    case "edited":
      return sql`note.changed_at >= ${world.beginOf(world.today - search.days + 1)}`;
    case "introduced":
      return sql`(select min(review.day) from ${review} where review.user_id = ${world.userId}
        and review.card_id = card.id and review.kind = 'answer' and ${counts}) > ${
        world.today - search.days
      }`;
    case "ids":
      return search.of === "note"
        ? sql`note.id in ${listed(between(search.ids, part.notes))}`
        : sql`card.id in ${listed(between(search.ids, part.cards))}`;
    case "duplicates":
      throw new RangeError("Cannot look for duplicates row by row: look their ids up before");
    default:
      return unreachable(search);
  }
}

/** Texts that the index knows are looked up before (indexedText); the others are looked for in what is kept of the notes. */
function textWhere(pattern: Pattern, { word, notes }: { readonly word: boolean; readonly notes: Ends }): SQL {
  if (word) return regexWhere(`\\b${regexOf(pattern)}\\b`, undefined);
  if (pattern.length === 0) return sql`true`;
  // Without letters to look for, any text does.
  if (pattern.every((part) => typeof part !== "string")) return like(sql`note.summary`, anywhere(pattern));
  // The table in which FTS5 keeps its texts, read straight: through the index a row takes five times as long.
  return sql`note.id in (select id from note_text_content where id between ${notes.first} and ${notes.last}
    and ${like(sql`c0`, anywhere(pattern))})`;
}

/** A condition on note_text that its index answers; undefined where the pattern has no three letters on end. */
export function indexedText(pattern: Pattern): SQL | undefined {
  const literals = pattern.filter((part) => typeof part === "string");
  const long = literals.filter((part) => [...part].length >= 3);
  if (long.length === 0) return undefined;
  const match = sql`text match ${long.map((part) => `"${part.replaceAll('"', '""')}"`).join(" AND ")}`;
  const isExact = literals.length === 1 && pattern.length === 1;
  return isExact ? match : sql`${match} and ${like(sql`text`, anywhere(pattern))}`;
}

function anywhere(pattern: Pattern): Pattern {
  return [{ wild: "any" }, ...pattern, { wild: "any" }];
}

function between(ids: readonly number[], { first, last }: Ends): readonly number[] {
  return ids.filter((id) => id >= first && id <= last);
}

function regexWhere(source: string, field: Pattern | undefined): SQL {
  return field === undefined
    ? sql`exists (select 1 from json_each(note.fields) as field where regexpi(${source}, field.value))`
    : sql`exists (select 1 from json_each(note.fields) as field where ${like(sql`field.key`, field)}
      and regexpi(${source}, field.value))`;
}

/** Of a review: it was not taken back, or was done again. */
const counts = sql`coalesce((select later.kind from ${review} as later where later.user_id = review.user_id
  and later.card_id = review.card_id and later.target = review.seq order by later.seq desc limit 1), 'redo') <> 'undo'`;

function stateWhere(state: CardState, { today, now }: SearchWorld): SQL {
  const buried = sql`coalesce(memory.buried_until > ${today}, false)`;
  switch (state) {
    case "new":
      return sql`memory.phase = 'new'`;
    case "learn":
      return sql`memory.phase in ('learning', 'relearning')`;
    case "review":
      return sql`memory.phase in ('review', 'relearning')`;
    case "due":
      return sql`(memory.suspended = 0 and not ${buried} and ((memory.due_kind = 'day' and memory.due <= ${today})
        or (memory.due_kind = 'time' and memory.due <= ${now})))`;
    case "suspended":
      return sql`memory.suspended = 1`;
    case "buried":
      return buried;
    case "buried-manually":
      return sql`(${buried} and memory.buried_by = 'hand')`;
    case "buried-sibling":
      return sql`(${buried} and memory.buried_by = 'sibling')`;
    case "leech":
      return sql`memory.leech = 1`;
    default:
      return unreachable(state);
  }
}

interface PropertySearch {
  readonly property: Property;
  readonly comparison: Comparison;
  readonly value: number;
}

function propertyWhere({ property, comparison, value }: PropertySearch, world: SearchWorld): SQL {
  const compared = (side: SQL, to: SQL) => sql`(${side} ${sql.raw(comparison)} ${to})`;
  switch (property) {
    case "ivl":
      return compared(sql`memory.interval_days`, sql`${value}`);
    case "due":
      return sql`(memory.due_kind = 'day' and ${compared(sql`memory.due - ${world.today}`, sql`${value}`)})`;
    case "reps":
      return compared(sql`memory.reviews`, sql`${value}`);
    case "lapses":
      return compared(sql`memory.lapses`, sql`${value}`);
    case "pos":
      return sql`(memory.due_kind = 'new' and ${compared(sql`memory.due`, sql`${value}`)})`;
    case "s":
      return compared(sql`memory.stability`, sql`${value}`);
    case "d":
      // As Anki counts it: 0 easy to 1 hard.
      return compared(sql`(memory.difficulty - 1) / 9`, sql`${value}`);
    case "r":
      return recallWhere(comparison, value, world);
    default:
      return unreachable(property);
  }
}

/** Recall falls with time, so that comparing it is comparing days with so many stabilities, the other way round. */
function recallWhere(comparison: Comparison, value: number, world: SearchWorld): SQL {
  if (value > 1 || value <= 0) {
    const always = comparison === "!=" ||
      (value > 1 ? comparison.startsWith("<") : comparison.startsWith(">"));
    return always ? sql`memory.stability is not null` : sql`false`;
  }
  const turned = { "<": ">", "<=": ">=", ">": "<", ">=": "<=", "=": "=", "!=": "!=" } as const;
  const fading = world.fading(value);
  const cases = fading.map(({ decks, stabilities }) =>
    sql`when card.deck_id in ${listed(decks)} then ${stabilities}`
  );
  if (cases.length === 0) return sql`false`;
  const elapsed = sql`max(0, ${world.today} - coalesce(memory.last_day, memory.due - memory.interval_days))`;
  return sql`(memory.stability is not null and ${elapsed} ${sql.raw(turned[comparison])}
    memory.stability * (case ${sql.join(cases, sql` `)} end))`;
}

/** The whole of a column, whatever its case; SQLite knows the case of ASCII letters only. */
function like(column: SQL, pattern: Pattern): SQL {
  const text = pattern.map((part) =>
    typeof part === "string" ? part.replace(/[\\%_]/g, "\\$&") : part.wild === "any" ? "%" : "_"
  ).join("");
  return sql`${column} like ${text} escape '\\'`;
}

function regexOf(pattern: Pattern): string {
  return pattern.map((part) =>
    typeof part === "string"
      ? part.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&")
      : part.wild === "any"
      ? "[\\w]*"
      : "[\\w]"
  ).join("");
}

function listed(values: readonly (number | string)[]): SQL {
  return sql`(select value from json_each(${JSON.stringify(values)}))`;
}

/** What every search reads: the cards in use of a person, in decks in use. */
export function searched(userId: number): SQL {
  return sql`${memory} cross join ${card} on card.id = memory.card_id cross join ${note} on note.id = card.note_id
    cross join deck on deck.id = card.deck_id and deck.retired_at is null
    where memory.user_id = ${userId} and card.retired_at is null`;
}
