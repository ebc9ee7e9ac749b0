/** Reads forms and addresses: nothing from outside is trusted before its schema has read it. */
import { z } from "zod";
import { HttpProblem } from "./problem.ts";
import type { AppContext } from "./site.ts";

export const cardId = z.coerce.number().int().positive();
export const version = z.coerce.number().int().nonnegative();
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
