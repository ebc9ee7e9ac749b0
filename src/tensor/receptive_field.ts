/** How far a unit sees into the input through layers of windows. */
import { slidingSize, type Window } from "./window.ts";

/** What one unit after a layer sees along one axis. */
export interface Field {
  /** Input elements that can affect the unit, padding included: the theoretical size. */
  readonly size: number;
  /** How far apart in the input the fields of neighbouring units begin. */
  readonly jump: number;
  /** Where the field of unit 0 begins; negative inside the padding. */
  readonly start: number;
}

/**
 * The field after each layer: size += d (k - 1) jump, then jump *= stride; padding moves the start only.
 * Source: Araujo et al. 2019, "Computing receptive fields".
 */
export function receptiveFields(layers: readonly Window[]): Field[] {
  const fields: Field[] = [];
  let field: Field = { size: 1, jump: 1, start: 0 };
  for (const { size, stride = 1, padding = 0, dilation = 1 } of layers) {
    field = {
      size: field.size + dilation * (size - 1) * field.jump,
      jump: field.jump * stride,
      start: field.start - padding * field.jump,
    };
    fields.push(field);
  }
  return fields;
}

/** The input elements [from, to) inside an input of n that unit `index` after all layers sees. */
export function fieldOfUnit(
  layers: readonly Window[],
  { n, index }: { readonly n: number; readonly index: number },
): { readonly from: number; readonly to: number } {
  const places = layers.reduce(slidingSize, n);
  if (!Number.isInteger(index) || index < 0 || index >= places) {
    throw new RangeError(`Cannot trace unit ${index}: ${n} elements lead to ${places} units`);
  }
  const last = receptiveFields(layers).at(-1) ?? { size: 1, jump: 1, start: 0 };
  const begin = last.start + index * last.jump;
  return { from: Math.max(0, begin), to: Math.min(n, begin + last.size) };
}
