/** Names of media files in a package: which may be taken, and which files notes and note types ask for. */
import { decodeEntities } from "../../../text/html_text.ts";

const LONGEST_BYTES = 255;
const DEVICE = /^(?:con|prn|aux|nul|com[1-9]|lpt[1-9])(?:\.|$)/i;

/** Names that Windows keeps for devices, with any ending. */
export function isDeviceName(name: string): boolean {
  return DEVICE.test(name);
}

/** Whether a name is that of a file in one flat folder, on every system. */
export function isSafeMediaName(name: string): boolean {
  return name !== "" && name !== "." && name !== ".." && !/[/\\:\p{Cc}]/u.test(name) && !isDeviceName(name) &&
    name.isWellFormed() && new TextEncoder().encode(name).length <= LONGEST_BYTES;
}

const SOUND = /\[sound:([^\]]{1,500})\]/gi;
const CSS_URL = /\burl\(\s{0,9}(?:"([^"]{1,500})"|'([^']{1,500})'|([^\s"')]{1,500}))/gi;
const TAG = /<(?:img|audio|video|source|track|embed|object)\b/gi;
const ATTRIBUTE = /[\s/]*([^\s/>=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?/y;
const NAMING: ReadonlySet<string> = new Set(["src", "data", "poster"]);

/** Files that HTML or a style sheet names, NFC; addresses of other places and names made by templates left out. */
export function mediaIn(text: string): readonly string[] {
  if (!/\[sound:|<|url\(/i.test(text)) return [];
  const sounds = [...text.matchAll(SOUND)].map(([, name = ""]) => name);
  const styled = [...text.matchAll(CSS_URL)].map(([, double, single, bare]) =>
    double ?? single ?? bare ?? ""
  );
  const linked = [...styled, ...inTags(text)].filter((address) =>
    !/^\s*(?:[a-z][a-z0-9+.-]*:|\/|#)/i.test(address)
  );
  return [...sounds, ...linked].map((name) => decodeEntities(name).trim().normalize("NFC"))
    .filter((name) => name !== "" && !name.includes("{{"));
}

/** Tags are read on from where the last one ended, so that no text takes longer than it is long. */
function inTags(text: string): readonly string[] {
  const names: string[] = [];
  const tag = new RegExp(TAG);
  const attribute = new RegExp(ATTRIBUTE);
  while (tag.test(text)) {
    attribute.lastIndex = tag.lastIndex;
    for (let found = attribute.exec(text); found !== null; found = attribute.exec(text)) {
      const [, name = "", double, single, bare] = found;
      if (NAMING.has(name.toLowerCase())) names.push(double ?? single ?? bare ?? "");
      tag.lastIndex = attribute.lastIndex;
    }
  }
  return names;
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
