/** Checks params against their domains, names each fault by its path, and describes domains as JSON Schema. */
import { unreachable } from "../base/invariant.ts";
import type { Domain, Json, Params } from "./question.ts";

export interface ParamFault {
  /** "logits[2]". */
  readonly path: string;
  readonly message: string;
}

type Domains<P> = { readonly [K in keyof P]: Domain };

/** Every fault of `value` as complete params; none means that it is a P. */
export function paramFaults(domains: Readonly<Record<string, Domain>>, value: Json): readonly ParamFault[] {
  if (!isObject(value)) return [{ path: "", message: "expected an object of parameters" }];
  const missing = Object.keys(domains).filter((name) => value[name] === undefined).map((name) => ({
    path: name,
    message: `missing; ${describe(domains[name])}`,
  }));
  return [...missing, ...fixedFaults(domains, value)];
}

/** As paramFaults, but parameters may be left out. */
export function fixedFaults(domains: Readonly<Record<string, Domain>>, value: Json): readonly ParamFault[] {
  if (!isObject(value)) return [{ path: "", message: "expected an object of parameters" }];
  return Object.entries(value).flatMap(([name, given]) => {
    const domain = Object.hasOwn(domains, name) ? domains[name] : undefined;
    if (domain === undefined) {
      return [{ path: name, message: `unknown; this generator takes ${Object.keys(domains).join(", ")}` }];
    }
    return valueFaults(domain, given, name);
  });
}

export function isParams<P extends Params>(domains: Domains<P>, value: Json): value is P {
  return paramFaults(domains, value).length === 0;
}

export function isFixed<P extends Params>(domains: Domains<P>, value: Json): value is Partial<P> & Json {
  return fixedFaults(domains, value).length === 0;
}

/** The number of values of a domain; Infinity only where a list is unbounded, which no domain is. */
export function sizeOf(domain: Domain): number {
  switch (domain.kind) {
    case "int":
      return domain.hi - domain.lo + 1;
    case "dec":
      return Math.floor((domain.hi - domain.lo) / domain.step + 1e-9) + 1;
    case "pick":
      return domain.of.length;
    case "list": {
      let total = 0;
      for (let length = domain.min; length <= domain.max; length++) total += sizeOf(domain.of) ** length;
      return total;
    }
    default:
      return unreachable(domain);
  }
}

/** The domain as JSON Schema 2020-12. */
export function schemaOf(domain: Domain): Json {
  switch (domain.kind) {
    case "int":
      return { type: "integer", minimum: domain.lo, maximum: domain.hi };
    case "dec":
      return { type: "number", minimum: domain.lo, maximum: domain.hi, ...gridOf(domain) };
    case "pick":
      return { enum: domain.of };
    case "list":
      return { type: "array", items: schemaOf(domain.of), minItems: domain.min, maxItems: domain.max };
    default:
      return unreachable(domain);
  }
}

function valueFaults(domain: Domain, value: Json, path: string): readonly ParamFault[] {
  const fault = [{ path, message: `found ${JSON.stringify(value)}; ${describe(domain)}` }];
  switch (domain.kind) {
    case "int":
      return typeof value === "number" && Number.isInteger(value) && value >= domain.lo && value <= domain.hi
        ? []
        : fault;
    case "dec":
      return typeof value === "number" && onGrid(domain, value) ? [] : fault;
    case "pick":
      return domain.of.some((option) => option === value) ? [] : fault;
    case "list":
      return Array.isArray(value) && value.length >= domain.min && value.length <= domain.max
        ? value.flatMap((item: Json, index) => valueFaults(domain.of, item, `${path}[${index}]`))
        : fault;
    default:
      return unreachable(domain);
  }
}

/** JSON Schema counts steps from 0: a grid that starts between two of them cannot be said. */
function gridOf({ lo, step }: Extract<Domain, { kind: "dec" }>): { readonly multipleOf?: number } {
  const steps = lo / step;
  return Math.abs(steps - Math.round(steps)) < 1e-6 ? { multipleOf: step } : {};
}

function onGrid(domain: Extract<Domain, { kind: "dec" }>, value: number): boolean {
  const steps = (value - domain.lo) / domain.step;
  return value >= domain.lo - 1e-9 && value <= domain.hi + 1e-9 && Math.abs(steps - Math.round(steps)) < 1e-6;
}

function describe(domain: Domain | undefined): string {
  if (domain === undefined) return "unknown";
  switch (domain.kind) {
    case "int":
      return `expected an integer from ${domain.lo} to ${domain.hi}`;
    case "dec":
      return `expected a number from ${domain.lo} to ${domain.hi} in steps of ${domain.step}`;
    case "pick":
      return `expected one of ${domain.of.map((option) => JSON.stringify(option)).join(", ")}`;
    case "list":
      return `expected a list of ${domain.min} to ${domain.max} values, each: ${describe(domain.of)}`;
    default:
      return unreachable(domain);
  }
}

function isObject(value: Json): value is { readonly [key: string]: Json } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
