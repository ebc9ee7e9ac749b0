/** Names of media files in a package: which may be taken, and which files notes and note types ask for. */
import { decodeEntities } from "../../../text/html_text.ts";

const LONGEST_BYTES = 255;
const DEVICE = /^(?:con|prn|aux|nul|com[1-9]|lpt[1-9])(?:\.|$)/i;

/** Whether a name is that of a file in one flat folder, on every system. */
export function isSafeMediaName(name: string): boolean {
  return name !== "" && name !== "." && name !== ".." && !/[/\\:\p{Cc}]/u.test(name) && !DEVICE.test(name) &&
    name.isWellFormed() && new TextEncoder().encode(name).length <= LONGEST_BYTES;
}

const SOUND = /\[sound:([^\]]+?)\]/gi;
const ATTRIBUTE =
  /<(?:img|audio|video|source|track|embed|object)\b[^>]*?\s(?:src|data|poster)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/gi;
const CSS_URL = /\burl\(\s*(?:"([^"]*)"|'([^']*)'|([^\s"')]+))\s*\)/gi;

/** Files that HTML or a style sheet names, NFC; addresses of other places and names made by templates left out. */
export function mediaIn(text: string): readonly string[] {
  if (!/\[sound:|<|url\(/i.test(text)) return [];
  const sounds = [...text.matchAll(SOUND)].map(([, name = ""]) => decodeEntities(name).trim());
  const others = [...text.matchAll(ATTRIBUTE), ...text.matchAll(CSS_URL)]
    .map(([, double, single, bare]) => decodeEntities(double ?? single ?? bare ?? "").trim())
    .filter((address) => !/^(?:[a-z][a-z0-9+.-]*:|\/|#)/i.test(address));
  return [...sounds, ...others].map((name) => name.normalize("NFC"))
    .filter((name) => name !== "" && !name.includes("{{"));
}

/** A name as it may be written in an address: with percent signs and what stands for. */
export function addressMeans(name: string): string {
  try {
    return decodeURIComponent(name).normalize("NFC");
  } catch (error) {
    if (error instanceof URIError) return name;
    throw error;
  }
}
