/** Renders the two sides of an imported card from its note type and fields. */
import { err, ok, type Result } from "../../base/result.ts";
import { escapeHtml } from "../../text/escape.ts";
import type { NotePlace } from "../card_type.ts";
import type { NoteTemplate, NoteType, NoteValues } from "../imports/note_type.ts";
import { clozeNumbers } from "./cloze.ts";
import { type Fields, fieldsOf } from "./fields.ts";
import { applyFilters, type FilterContext } from "./filters.ts";
import { isEmptyTemplate, parseTemplate, type TemplateNode } from "./template.ts";

/** One card of a note: a template, or a deletion shown by the only template. */
export interface AnkiCard {
  readonly noteType: NoteType;
  readonly values: NoteValues;
  readonly place: NotePlace;
  readonly template: NoteTemplate;
  /** Place of the template from 1, or number of the deletion. */
  readonly number: number;
}

export interface RenderedSides {
  readonly front: string;
  readonly back: string;
}

/** Both sides as HTML, before formulas and sounds; what is wrong with a template stands in their place. */
export function renderSides(card: AnkiCard): RenderedSides {
  const { noteType, values, place, template, number } = card;
  const isCloze = noteType.kind === "cloze";
  const fields = fieldsOf(noteType, values, { template: template.name, number, place });
  const front = renderTemplate(template.front, fields, { number, question: true });
  if (!front.ok) return both(problem("front", front.error));
  const empty = isCloze ? withoutDeletion(card) : withoutFront(template.front, fields);
  if (empty !== undefined) return { front: front.value + empty, back: empty };
  const all = new Map([...fields.values, ["FrontSide", front.value]]);
  const back = renderTemplate(template.back, { ...fields, values: all }, { number, question: false });
  return { front: front.value, back: back.ok ? back.value : problem("back", back.error) };
}

/** Whether a note has a card of this template. */
export function hasFront({ noteType, values, place, template, number }: AnkiCard): boolean {
  const fields = fieldsOf(noteType, values, { template: template.name, number, place });
  const nodes = parseTemplate(template.front);
  return !nodes.ok || !isEmptyTemplate(nodes.value, fields.filled);
}

function withoutDeletion({ values, noteType, number }: AnkiCard): string | undefined {
  const texts = noteType.fields.map(({ name }) => values[name] ?? "");
  if (clozeNumbers(texts).includes(number)) return undefined;
  return `<p class="card-problem">The note has no deletion c${number} any more.</p>`;
}

function withoutFront(front: string, { filled }: Fields): string | undefined {
  const nodes = parseTemplate(front);
  if (!nodes.ok || !isEmptyTemplate(nodes.value, filled)) return undefined;
  return `<p class="card-problem">The front of this card is empty: the fields that it shows are.</p>`;
}

function both(html: string): RenderedSides {
  return { front: html, back: html };
}

function problem(side: "front" | "back", message: string): string {
  return `<p class="card-problem">The ${side} template of this card cannot be read: ${
    escapeHtml(message)
  }.</p>`;
}

function renderTemplate(source: string, fields: Fields, context: FilterContext): Result<string, string> {
  const nodes = parseTemplate(source);
  if (!nodes.ok) return nodes;
  const unknown = unknownName(nodes.value, fields);
  return unknown === undefined ? ok(shown(nodes.value, fields, context)) : err(unknown);
}

function shown(nodes: readonly TemplateNode[], fields: Fields, context: FilterContext): string {
  return nodes.map((node) => {
    switch (node.kind) {
      case "text":
        return node.text;
      case "field": {
        const { name, filters } = node;
        if (name === "FrontSide") return fields.values.get(name) ?? "";
        return applyFilters(fields.values.get(name) ?? "", { filters, field: name, context });
      }
      case "when":
        return fields.filled.has(node.name) === node.negated ? "" : shown(node.inner, fields, context);
    }
  }).join("");
}

/** Looks everywhere, also where nothing is shown now, so that a mistake is seen at once and not on some cards. */
function unknownName(nodes: readonly TemplateNode[], { values }: Fields): string | undefined {
  for (const node of nodes) {
    if (node.kind === "text") continue;
    const known = values.has(node.name) ||
      (node.kind === "when" ? /^c\d+$/.test(node.name) : isNameless(node));
    if (!known) return `{{${writtenName(node)}}} names no field of this note type`;
    const inner = node.kind === "when" ? unknownName(node.inner, { values, filled: new Set() }) : undefined;
    if (inner !== undefined) return inner;
  }
  return undefined;
}

/** Filters may bring their own text; the front is known to the back alone, and empty before. */
function isNameless(
  { name, filters }: { readonly name: string; readonly filters: readonly string[] },
): boolean {
  return name === "FrontSide" || (name === "" && filters.length > 0);
}

function writtenName(node: Exclude<TemplateNode, { kind: "text" }>): string {
  if (node.kind === "when") return `${node.negated ? "^" : "#"}${node.name}`;
  return [node.name, ...node.filters].reverse().join(":");
}
