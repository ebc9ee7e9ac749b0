/** The text that HTML shows, without its tags. */
import { decodeHTML } from "entities";

/**
 * HTML without its tags, comments, and what runs or styles; entities stay. Read in one pass: patterns take the square
 * of the time on texts of many openings that nothing closes.
 */
export function withoutTags(html: string): string {
  const ends = endFinder(html.toLowerCase());
  let out = "";
  let at = 0;
  for (let open = html.indexOf("<"); open !== -1; open = html.indexOf("<", at)) {
    const end = unseenEnd(html, open, ends);
    if (end === undefined) break;
    out += html.slice(at, open);
    at = end;
  }
  return out + html.slice(at);
}

function unseenEnd(html: string, open: number, ends: EndFinder): number | undefined {
  const comment = html.startsWith("<!--", open) ? ends("-->", open + 4) : undefined;
  if (comment !== undefined) return comment;
  const tag = ends(">", open + 1);
  const name = /^<(style|script)/i.exec(html.slice(open, open + 7))?.[1]?.toLowerCase();
  return name === undefined || tag === undefined ? tag : ends(`</${name}>`, tag) ?? tag;
}

/** Index after the next `sign` from an index on; undefined where there is none. */
export type EndFinder = (sign: string, from: number) => number | undefined;

/** Remembers what it found last for each sign, so that asking from left to right reads a text once. */
export function endFinder(text: string): EndFinder {
  const found = new Map<string, number>();
  return (sign, from) => {
    const known = found.get(sign);
    const at = known === -1 || (known !== undefined && known >= from) ? known : text.indexOf(sign, from);
    found.set(sign, at);
    return at === -1 ? undefined : at + sign.length;
  };
}

/** What HTML says, as plain text. */
export function htmlText(html: string): string {
  return decodeEntities(withoutTags(html));
}

/** Entities read, and the hard spaces that editors write made plain. */
export function decodeEntities(text: string): string {
  return decodeHTML(text).replaceAll("\u00A0", " ");
}
