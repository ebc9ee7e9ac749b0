/** The note types of a collection: JSON in its one row of settings, or tables with protocol buffers since schema 15. */
import type { NoteField, NoteType } from "../../imports/note_type.ts";
import type { AnkiDatabase } from "./database.ts";
import { type JsonObject, readJsonValues } from "./json.ts";
import type { Problems } from "./problems.ts";
import { readMessage, type WireMessage } from "./wire.ts";

const MOST_PARTS = 1000;

/** By id. Throws Unreadable. */
export function noteTypesOfTables(
  database: AnkiDatabase,
  problems: Problems,
): ReadonlyMap<number, NoteType> {
  const fields = partsOf(database, "fields");
  const templates = partsOf(database, "templates");
  const types = new Map<number, NoteType>();
  for (const row of database.rows("notetypes", ["id", "name", "mtime_secs", "config"])) {
    const id = row.integer(0);
    const config = readMessage(row.blob(3), `The note type “${row.text(1)}”`);
    const raw: RawType = {
      id,
      name: row.text(1),
      kind: config.number(1) === 1 ? "cloze" : "normal",
      fields: (fields.get(id) ?? []).map(({ name, config }) => ({
        name,
        rtl: config.number(2) !== 0,
        description: config.text(5),
      })),
      templates: (templates.get(id) ?? []).map(({ name, config }) => ({
        name,
        front: config.text(1),
        back: config.text(2),
      })),
      css: config.text(3),
      latexPre: config.text(5),
      latexPost: config.text(6),
      sortField: config.number(2),
      modifiedAtSeconds: row.integer(2),
    };
    addType(types, raw, problems);
  }
  return types;
}

/** By id. Throws Unreadable. */
export function noteTypesOfJson(models: string, problems: Problems): ReadonlyMap<number, NoteType> {
  const types = new Map<number, NoteType>();
  for (const model of readJsonValues(models, "The list of note types in the package")) {
    const raw: RawType = {
      id: model.number("id") ?? 0,
      name: model.text("name"),
      kind: model.number("type") === 1 ? "cloze" : "normal",
      fields: inOrder(model.objects("flds")).map((field) => ({
        name: field.text("name"),
        rtl: field.truth("rtl") ?? false,
        description: field.text("description"),
      })),
      templates: inOrder(model.objects("tmpls")).map((template) => ({
        name: template.text("name"),
        front: template.text("qfmt"),
        back: template.text("afmt"),
      })),
      css: model.text("css"),
      latexPre: model.text("latexPre"),
      latexPost: model.text("latexPost"),
      sortField: model.number("sortf") ?? 0,
      modifiedAtSeconds: model.number("mod") ?? 0,
    };
    tellCut(raw.name, model.objects("flds"), problems);
    tellCut(raw.name, model.objects("tmpls"), problems);
    addType(types, raw, problems);
  }
  return types;
}

interface RawType extends Omit<NoteType, "key" | "modifiedAt"> {
  readonly id: number;
  readonly modifiedAtSeconds: number;
}

function tellCut(name: string, parts: readonly JsonObject[], problems: Problems): void {
  if (parts.length <= MOST_PARTS) return;
  const message =
    `The note type “${name}” has ${parts.length} fields or templates; the first ${MOST_PARTS} are taken`;
  problems.add("changed", message, "Divide it into several note types in Anki.");
}

function addType(types: Map<number, NoteType>, raw: RawType, problems: Problems): void {
  const { id, modifiedAtSeconds, ...type } = raw;
  const name = type.name.normalize("NFC").trim() || `Note type ${id}`;
  if (type.fields.length === 0 || type.templates.length === 0) {
    const missing = type.fields.length === 0 ? "fields" : "templates";
    problems.add("skipped", `The note type “${name}” has no ${missing}`, "Its notes are left out.");
    return;
  }
  types.set(id, {
    ...type,
    key: String(id),
    name,
    fields: withOwnNames(type.fields),
    templates: type.templates.map((template, index) => ({
      ...template,
      name: template.name.normalize("NFC").trim() || `Card ${index + 1}`,
    })),
    sortField: type.sortField >= 0 && type.sortField < type.fields.length ? Math.trunc(type.sortField) : 0,
    modifiedAt: Math.max(0, Math.trunc(modifiedAtSeconds * 1000)),
  });
}

/** As Anki mends them: a name that is there already gets a plus. */
function withOwnNames(fields: readonly NoteField[]): readonly NoteField[] {
  const taken = new Set<string>();
  return fields.map((field, index) => {
    let name = field.name.normalize("NFC") || `Field ${index + 1}`;
    while (taken.has(name)) name += "+";
    taken.add(name);
    return { ...field, name };
  });
}

function inOrder(parts: readonly JsonObject[]): readonly JsonObject[] {
  return parts.slice(0, MOST_PARTS).map((part, index) => ({ part, ord: part.number("ord") ?? index }))
    .sort((a, b) => a.ord - b.ord).map(({ part }) => part);
}

interface Part {
  readonly ord: number;
  readonly name: string;
  readonly config: WireMessage;
}

/** Rows of fields or templates by note type, in their order. */
function partsOf(
  database: AnkiDatabase,
  table: "fields" | "templates",
): ReadonlyMap<number, readonly Part[]> {
  const parts = new Map<number, Part[]>();
  for (const row of database.rows(table, ["ntid", "ord", "name", "config"])) {
    const config = readMessage(row.blob(3), `“${row.text(2)}” among the ${table} of the note types`);
    const part = { ord: row.integer(1), name: row.text(2), config };
    const type = parts.get(row.integer(0));
    if (type === undefined) parts.set(row.integer(0), [part]);
    else type.push(part);
  }
  for (const type of parts.values()) type.sort((a, b) => a.ord - b.ord);
  return parts;
}

/** The template's name, or the number of the deletion. */
export function sideOf(
  type: NoteType,
  ord: number,
): { readonly key: string; readonly label: string } | undefined {
  if (ord < 0 || ord >= 99_999) return undefined;
  if (type.kind === "cloze") return { key: `c${ord + 1}`, label: `deletion ${ord + 1}` };
  const template = type.templates[ord];
  return template === undefined ? undefined : { key: `t${ord + 1}`, label: template.name };
}
