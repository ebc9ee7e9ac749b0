/** The identity of notes of our own in Anki: the same at each export, so that they are known again. */
import { createHash } from "node:crypto";

export function ankiGuid(slug: string, guid: string): string {
  return createHash("sha256").update(`rehearsal\n${slug}\n${guid}`).digest("base64url").slice(0, 20);
}

/** Of the frozen variants of a card whose numbers are drawn, from 1. */
export function variantGuid(
  slug: string,
  { guid, number }: { readonly guid: string; readonly number: number },
): string {
  return ankiGuid(slug, `${guid}#${number}`);
}
