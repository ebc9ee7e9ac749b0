/** Addresses of decks: lower-case letters, digits and hyphens. */

const LONGEST = 80;

/** The address that a name makes, or the next one that is free. */
export function freeSlug(name: string, taken: Iterable<string>): string {
  const used = new Set(taken);
  const plain = name.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const wanted = plain.replace(/[^a-z0-9]+/g, "-").slice(0, LONGEST).replace(/^-+|-+$/g, "") || "deck";
  let slug = wanted;
  for (let count = 2; used.has(slug); count++) {
    slug = `${wanted.slice(0, LONGEST - 1 - String(count).length)}-${count}`;
  }
  return slug;
}
