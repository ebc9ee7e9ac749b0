/** Promises of the program to itself: broken ones throw at once and say which. */

/** Throws when `condition` does not hold; `message` says what was promised and what was found. */
export function invariant(condition: boolean, message: string): asserts condition {
  if (!condition) throw new Error(`Broken promise: ${message}`);
}

/** Closes a switch over a closed union: the compiler names every place a new case must be added. */
export function unreachable(value: never): never {
  throw new Error(`No case for ${JSON.stringify(value)}`);
}

/** The value, or an error that says what was expected to be there. */
export function present<T>(value: T | undefined | null, what: string): T {
  if (value === undefined || value === null) throw new Error(`Broken promise: ${what} is missing`);
  return value;
}
