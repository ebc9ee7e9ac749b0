/** Pictures that Markdown of other programs shows, found among the files of an upload and called by flat names. */
import type { Collecting } from "../../imports/collecting.ts";
import type { CollectedMedia, Place } from "../../imports/collection.ts";
import { folderOf, mediaOf, type PackedFile } from "../packed_files.ts";

export interface Pictures {
  /** The Markdown with its pictures called by the names that the collection has for them. */
  readonly renamed: (markdown: string, at: { readonly folder: string; readonly place: Place }) => string;
}

const PICTURE = /\.(?:png|jpe?g|gif|svg|webp|avif|bmp)$/i;
const MARKDOWN =
  /!\[((?:[^\]\\]|\\.){0,1000})\]\([ \t]*(<[^<>\n]{0,1000}>|[^()\s]{1,1000}(?:\([^()\s]{0,100}\)[^()\s]{0,100}){0,9})(?:[ \t]+"[^"\n]{0,1000}")?[ \t]*\)/g;
const WIKI = /!\[\[([^\[\]|#\n]+)(?:#[^\[\]|\n]*)?(?:\|([^\[\]\n]*))?\]\]/g;

export function pictures(files: readonly PackedFile[], into: Collecting): Pictures {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const byName = new Map([...files].reverse().map((file) => [file.path.split("/").at(-1) ?? "", file]));
  const taken = new Map<string, CollectedMedia>();
  const named = new Map<string, string>();
  const others = new Set<string>();

  function find(source: string, folder: string): PackedFile | undefined {
    const path = source.replace(/^@media\//, "").replace(/^\//, "");
    const steps: string[] = [];
    for (const step of `${folder}${path}`.split("/")) {
      if (step === "..") steps.pop();
      else if (step !== "." && step !== "") steps.push(step);
    }
    return byPath.get(steps.join("/")) ?? byPath.get(path.replace(/^(?:\.\/)+/, "")) ??
      byName.get(path.split("/").at(-1) ?? "");
  }

  function notPicture({ path }: PackedFile, place: Place): void {
    if (others.has(path)) return;
    others.add(path);
    into.problem({
      place,
      kind: "skipped",
      message: `The file ${path.slice(0, 80)} is no picture, and is not taken`,
      expected: "pictures: notes of this kind can show no other files",
    });
  }

  /** The name under which the collection has the file; undefined where its bytes cannot be had. */
  function nameOf(file: PackedFile): string | undefined {
    const known = named.get(file.path);
    if (known !== undefined) return known;
    const flat = (file.path.split("/").at(-1) ?? file.path).normalize("NFC");
    const found = mediaOf(file, flat);
    if (found === undefined) return undefined;
    const other = taken.get(flat);
    const isFree = other === undefined || other.hash === found.hash;
    const name = isFree ? flat : flat.replace(/(\.[^.]*)?$/, `-${found.hash.slice(0, 12)}$1`);
    const media = { ...found, name };
    taken.set(name, media);
    named.set(file.path, name);
    into.media(media);
    return name;
  }

  function picture(source: string, alt: string, at: { folder: string; place: Place }): string | undefined {
    if (/^[a-z][a-z0-9+.-]*:/i.test(source)) return undefined;
    const decoded = decodedPath(source).normalize("NFC");
    const file = find(decoded, at.folder);
    if (!PICTURE.test(decoded)) {
      if (file !== undefined) notPicture(file, at.place);
      return undefined;
    }
    const name = file === undefined ? undefined : nameOf(file);
    const flat = decoded.split("/").at(-1) ?? decoded;
    if (name === undefined) into.missing(flat, at.place);
    return `![${alt}](${address(name ?? flat)})`;
  }

  return {
    renamed: (markdown, at) =>
      markdown
        .replace(MARKDOWN, (whole, alt: string, source: string) =>
          picture(source.replace(/^<|>$/g, ""), alt || stemOf(source), at) ?? whole)
        .replace(WIKI, (whole, source: string, label: string | undefined) => {
          const alt = label === undefined || /^\d+(?:x\d+)?$/.test(label) ? stemOf(source) : label;
          return picture(source.trim(), alt, at) ?? whole;
        }),
  };
}

/** A name as Markdown may hold it inside of round brackets. */
function address(name: string): string {
  return encodeURIComponent(name).replace(/[()]/g, (sign) => sign === "(" ? "%28" : "%29");
}

/** What a picture without words is called by. */
function stemOf(source: string): string {
  const path = decodedPath(source.replace(/^<|>$/g, ""));
  return path.slice(folderOf(path).length).replace(/\.\w+$/, "").replace(/[[\]\\]/g, " ").trim() || "picture";
}

function decodedPath(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    if (error instanceof URIError) return text;
    throw error;
  }
}
