/** Variables of a template: the domain that one is drawn from, the draw, and its value in formulas. */
import type { Random } from "../base/random.ts";
import type { Value } from "../expressions/value.ts";
import { type Nested, tensor } from "../tensor/tensor.ts";
import type { Domain, Json } from "./question.ts";
import { sizeOf } from "./domain.ts";
import { MOST_GRID_VALUES, MOST_LIST_NUMBERS, type VarSource } from "./template_source.ts";

/** What drawing one number costs. */
const DRAW_OPERATIONS = 20;

/** What is wrong with a domain beyond its form, and at which key; undefined when nothing is. */
export function domainFault(
  source: VarSource,
): { readonly key: string; readonly message: string } | undefined {
  if ("list" in source) {
    const { list: of } = source;
    const [min, max] = lengths(source);
    if (max < min) {
      return { key: "length", message: `The longest length, ${max}, is below the shortest, ${min}` };
    }
    if ("list" in of && typeof of.length !== "number") {
      return { key: "list", message: "Lists in a list need one length, so that they make a matrix" };
    }
    const inner = "list" in of ? lengths(of)[1] : 1;
    if ("list" in of && "list" in of.list) return { key: "list", message: "Lists may be nested twice only" };
    if (max * inner > MOST_LIST_NUMBERS) {
      return { key: "length", message: `This list can hold ${max * inner} numbers` };
    }
    const fault = domainFault(of);
    return fault && { key: "list", message: fault.message };
  }
  if ("pick" in source) {
    return new Set(source.pick).size < source.pick.length
      ? { key: "pick", message: "A value is listed twice" }
      : undefined;
  }
  const key = "dec" in source ? "dec" : "int";
  const [lo, hi] = "dec" in source ? source.dec : source.int;
  if (hi < lo) return { key, message: `The upper end, ${hi}, is below the lower end, ${lo}` };
  const domain = domainOf(source);
  if (sizeOf(domain) > MOST_GRID_VALUES) {
    return { key, message: `There are more than ${MOST_GRID_VALUES} values from ${lo} to ${hi}` };
  }
  const last = domain.kind === "dec" ? domain.lo + (sizeOf(domain) - 1) * domain.step : hi;
  if (Math.abs(last - hi) > 1e-9 * Math.max(1, Math.abs(hi))) {
    return { key, message: `Steps from ${lo} do not meet ${hi}` };
  }
  const values = sizeOf(domain) <= (source.not?.length ?? 0) + 1 ? gridOf(domain) : undefined;
  return values?.every((value) => source.not?.includes(value)) === true
    ? { key: "not", message: "No value is left" }
    : undefined;
}

/** The domain without its exceptions. */
export function domainOf(source: VarSource): Domain {
  if ("pick" in source) return { kind: "pick", of: source.pick };
  if ("list" in source) {
    const [min, max] = lengths(source);
    return { kind: "list", of: domainOf(source.list), min, max };
  }
  if ("dec" in source) return { kind: "dec", lo: source.dec[0], hi: source.dec[1], step: source.step };
  const [lo, hi] = source.int;
  const step = source.step ?? 1;
  return step === 1 ? { kind: "int", lo, hi } : { kind: "dec", lo, hi, step };
}

/** A value of the domain that is none of its exceptions. */
export function drawVar(source: VarSource, random: Random): Json {
  if ("pick" in source) return random.pick(source.pick);
  if ("list" in source) {
    const [min, max] = lengths(source);
    return Array.from({ length: random.int(min, max) }, () => drawVar(source.list, random));
  }
  const domain = domainOf(source);
  const excepted = new Set(source.not ?? []);
  for (;;) {
    // At least one value of the grid is no exception, so that this ends.
    const value = domain.kind === "dec"
      ? random.dec(domain.lo, domain.hi, domain.step)
      : intOf(domain, random);
    if (!excepted.has(value)) return value;
  }
}

/** How many operations drawing a value may take, exceptions included. */
export function drawOperations(source: VarSource): number {
  if ("list" in source) return DRAW_OPERATIONS + lengths(source)[1] * drawOperations(source.list);
  return DRAW_OPERATIONS * (1 + ("pick" in source ? 0 : source.not?.length ?? 0));
}

/** Whether a value of the domain is one that the author excepts. */
export function isExcepted(source: VarSource, value: Json): boolean {
  if ("pick" in source) return false;
  if ("list" in source) {
    return Array.isArray(value) && value.some((item: Json) => isExcepted(source.list, item));
  }
  return typeof value === "number" && (source.not?.includes(value) ?? false);
}

/** A parameter as formulas see it: lists are tensors. */
export function valueOfVar(param: Json): Value {
  if (typeof param === "number") return param;
  return tensor(nestedOf(param));
}

function nestedOf(param: Json): Nested {
  if (typeof param === "number") return param;
  if (Array.isArray(param)) return param.map((item: Json) => nestedOf(item));
  throw new TypeError(
    `Cannot use ${JSON.stringify(param)} in a formula: it is no number and no list of numbers`,
  );
}

function intOf(domain: Domain, random: Random): number {
  if (domain.kind !== "int") {
    throw new TypeError(`Cannot draw an integer from a domain of kind ${domain.kind}`);
  }
  return random.int(domain.lo, domain.hi);
}

function gridOf(domain: Domain): readonly number[] {
  if (domain.kind === "int") {
    return Array.from({ length: domain.hi - domain.lo + 1 }, (_, i) => domain.lo + i);
  }
  if (domain.kind !== "dec") return [];
  return Array.from({ length: sizeOf(domain) }, (_, i) => Number((domain.lo + i * domain.step).toFixed(10)));
}

function lengths({ length }: Extract<VarSource, { readonly list: VarSource }>): readonly [number, number] {
  return typeof length === "number" ? [length, length] : length;
}
