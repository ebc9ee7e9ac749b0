/** Parameters as text in a form: how each is typed, what was typed as a value, and back again. */
import { unreachable } from "../base/invariant.ts";
import { err, ok, type Result } from "../base/result.ts";
import { readTensor } from "../expressions/tensor_text.ts";
import { toNested } from "../tensor/tensor.ts";
import { parseNumber } from "../text/number.ts";
import { type ParamFault, paramFaults } from "./domain.ts";
import type { Domain, Json } from "./question.ts";

type Domains = Readonly<Record<string, Domain>>;

export interface ParamField {
  readonly name: string;
  readonly input: "number" | "pick" | "list";
  /** For picks: what the form carries, and what is shown. */
  readonly options: readonly { readonly value: string; readonly label: string }[];
  /** What may be typed: "whole number, 2 to 5". */
  readonly form: string;
}

export function paramFields(domains: Domains): readonly ParamField[] {
  return Object.entries(domains).map(([name, domain]) => ({
    name,
    input: domain.kind === "pick" || domain.kind === "list" ? domain.kind : "number",
    options: domain.kind === "pick"
      ? domain.of.map((option) => ({ value: JSON.stringify(option), label: labelOf(option) }))
      : [],
    form: formOf(domain),
  }));
}

/** A parameter's value as its field shows it. */
export function paramText(value: Json): string {
  return typeof value === "string"
    ? JSON.stringify(value)
    : Array.isArray(value)
    ? listText(value)
    : String(value);
}

/** Every parameter from its field's text; faults by the path of the value: "logits[2]". */
export function readParams(
  domains: Domains,
  typed: Readonly<Record<string, string>>,
): Result<Json, readonly ParamFault[]> {
  const faults: ParamFault[] = [];
  const params: Record<string, Json> = {};
  for (const [name, domain] of Object.entries(domains)) {
    const read = readValue(domain, typed[name] ?? "");
    if (!read.ok) faults.push({ path: name, message: read.error });
    else params[name] = read.value;
  }
  const unread = new Set(faults.map((fault) => fault.path));
  const wrong = paramFaults(domains, params).filter((fault) => !unread.has(fault.path));
  return faults.length + wrong.length === 0 ? ok(params) : err([...faults, ...wrong]);
}

function readValue(domain: Domain, text: string): Result<Json, string> {
  switch (domain.kind) {
    case "int":
    case "dec": {
      const read = parseNumber(text);
      return read.ok ? ok(onGrid(domain, read.value.value)) : err(read.error.message);
    }
    case "pick": {
      const chosen = domain.of.find((option) =>
        JSON.stringify(option) === text || String(option) === text.trim()
      );
      return chosen === undefined ? err("Nothing is chosen") : ok(chosen);
    }
    case "list":
      return readList(domain, text);
    default:
      return unreachable(domain);
  }
}

/** JSON as it stands; else words between commas for lists of words, and the one grammar of matrices for numbers. */
function readList(domain: Extract<Domain, { kind: "list" }>, text: string): Result<Json, string> {
  const written = parsedJson(text);
  if (Array.isArray(written)) return ok(deepened(written, depthOf(domain)));
  const leaf = leafOf(domain);
  if (leaf.kind === "pick" && !leaf.of.every((option) => typeof option === "number")) {
    return readWords(leaf, text);
  }
  const read = readTensor(text, undefined);
  switch (read.kind) {
    case "read": {
      const nested = toNested(read.reading.tensor);
      return ok(deepened(snapped(leaf, nested), depthOf(domain)));
    }
    case "problem":
      return err(read.problem.message);
    case "ask":
      return err("The commas can be decimal commas or stand between numbers: write decimals with a dot");
    default:
      return unreachable(read);
  }
}

/** conv, pool, fc: words without brackets or quotes, as people type them. */
function readWords(leaf: Extract<Domain, { kind: "pick" }>, text: string): Result<Json, string> {
  const words = text.replace(/^\s*\[|\]\s*$/g, "").split(/[\s,;]+/).map((word) =>
    word.replace(/^["']|["']$/g, "")
  )
    .filter((word) => word !== "");
  if (words.length === 0) return err("Nothing is typed here yet");
  return ok(words.map((word) => leaf.of.find((option) => String(option) === word) ?? word));
}

/** Typed decimals lie on the grid up to the last bits: 0.1 + 0.2 is taken for 0.3. */
function onGrid(domain: Domain, value: number): number {
  if (domain.kind !== "dec") return value;
  const steps = Math.round((value - domain.lo) / domain.step);
  const exact = Number((domain.lo + steps * domain.step).toPrecision(12));
  return Math.abs(exact - value) < 1e-9 * Math.max(1, Math.abs(value)) ? exact : value;
}

function snapped(leaf: Domain, value: Json): Json {
  return typeof value === "number"
    ? onGrid(leaf, value)
    : Array.isArray(value)
    ? value.map((item: Json) => snapped(leaf, item))
    : value;
}

/** A single number or row where a list of rows is meant: [1, 2] as [[1, 2]]. */
function deepened(value: Json, depth: number): Json {
  if (Array.isArray(value) && value.length === 0) return value;
  let found = value;
  for (let missing = depth - depthOfValue(value); missing > 0; missing--) found = [found];
  return found;
}

function depthOf(domain: Domain): number {
  return domain.kind === "list" ? 1 + depthOf(domain.of) : 0;
}

function depthOfValue(value: Json): number {
  return Array.isArray(value) ? 1 + (value.length === 0 ? 0 : depthOfValue(value[0])) : 0;
}

function leafOf(domain: Domain): Exclude<Domain, { kind: "list" }> {
  return domain.kind === "list" ? leafOf(domain.of) : domain;
}

function formOf(domain: Domain): string {
  switch (domain.kind) {
    case "int":
      return `a whole number from ${domain.lo} to ${domain.hi}`;
    case "dec":
      return `a number from ${domain.lo} to ${domain.hi} in steps of ${domain.step}`;
    case "pick":
      return `one of ${domain.of.map(labelOf).join(", ")}`;
    case "list":
      return listForm(domain);
    default:
      return unreachable(domain);
  }
}

function listForm(domain: Extract<Domain, { kind: "list" }>): string {
  const count = domain.min === domain.max ? String(domain.min) : `${domain.min} to ${domain.max}`;
  const of = domain.of;
  if (of.kind === "list") return `${count} rows, each ${formOf(of)}`;
  return `${count} values, each ${formOf(of)}`;
}

function labelOf(option: number | string | boolean): string {
  return option === true ? "yes" : option === false ? "no" : String(option);
}

function listText(value: readonly Json[]): string {
  return `[${value.map((item) => Array.isArray(item) ? listText(item) : JSON.stringify(item)).join(", ")}]`;
}

function parsedJson(text: string): Json | undefined {
  try {
    const value: Json = JSON.parse(text);
    return value;
  } catch (problem) {
    if (problem instanceof SyntaxError) return undefined;
    throw problem;
  }
}
