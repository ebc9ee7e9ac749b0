/** Reads forms and addresses: nothing from outside is trusted before its schema has read it. */
import { z } from "zod";
import { HttpProblem } from "./problem.ts";
import type { AppContext } from "./site.ts";

/** A whole number as it is typed or sent; an empty field is none, where a coercion would take it for 0. */
export const whole = z.string().regex(/^-?\d{1,15}$/, "a whole number is needed").transform(Number);
/** The id of a card or of anything else. */
export const rowId = whole.pipe(z.number().positive());
export const version = whole.pipe(z.number().nonnegative());
export const back = z.string().max(500).default("/");

/** Values of the form; several of one name as a list. */
export async function readForm<T>(c: AppContext, schema: z.ZodType<T>): Promise<T> {
  return read(schema, await c.req.parseBody({ all: true }), "form");
}

export function readQuery<T>(c: AppContext, schema: z.ZodType<T>): T {
  return read(schema, c.req.query(), "address");
}

function read<T>(schema: z.ZodType<T>, given: unknown, what: string): T {
  const result = schema.safeParse(given);
  if (result.success) return result.data;
  const faults = result.error.issues.map((issue) => `${issue.path.join(".") || what}: ${issue.message}`);
  throw new HttpProblem(400, {
    title: `This ${what} cannot be read`,
    detail: faults.join("; "),
    mend: "Go back, load the page again and try once more.",
  });
}

/** Texts of the fields, whose names begin with "field.". */
export function typedFields(form: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> {
  const typed: [string, string][] = [];
  for (const [name, value] of Object.entries(form)) {
    if (name.startsWith("field.") && typeof value === "string" && value.length <= 100_000) {
      typed.push([name.slice("field.".length), value]);
    }
  }
  return Object.fromEntries(typed);
}
