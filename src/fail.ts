/** The end of a program that cannot go on. */

/** Says why the program cannot go on, in plain sentences, and ends it. */
export function fail(...sentences: readonly string[]): never {
  for (const sentence of sentences) console.error(sentence);
  Deno.exit(1);
}
