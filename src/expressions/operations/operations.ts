/** The list of functions that formulas may call: one line to add a family, one entry to add a function. */
import { MATRICES } from "./matrices.ts";
import type { Operation } from "./operation.ts";
import { POINTWISE } from "./pointwise.ts";
import { REDUCTIONS } from "./reductions.ts";
import { WINDOWS } from "./windows.ts";

export const OPERATIONS: ReadonlyMap<string, Operation> = new Map(
  [...POINTWISE, ...REDUCTIONS, ...MATRICES, ...WINDOWS].map((operation) => [operation.name, operation]),
);
