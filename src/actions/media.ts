/** Files that a person's notes show or play: names belong to the person, bytes are kept once by their hash. */
import { mediaHash, nameMedia } from "../store/media.ts";
import type { Person } from "../store/people.ts";
import { err, ok, type Result } from "../base/result.ts";
import { sanitiseSvg } from "../text/sanitise_svg.ts";
import type { Deps } from "./deps.ts";

/** Where the bytes lie. A hash is SHA-256 in hex; anything else is refused with RangeError. */
export interface MediaFiles {
  /** Returns when the bytes are safe on the disk. Keeping the same again is nothing. */
  readonly keep: (hash: string, bytes: Uint8Array<ArrayBuffer>) => Promise<void>;
  /** undefined when there are none. */
  readonly read: (hash: string) => Promise<Uint8Array<ArrayBuffer> | undefined>;
  readonly remove: (hashes: readonly string[]) => Promise<void>;
}

export interface MediaFile {
  readonly hash: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** What the notes of this person call `name`; undefined when it is not theirs or its bytes are gone. */
export async function mediaFile(
  deps: Deps,
  person: Person,
  { name, files }: { readonly name: string; readonly files: MediaFiles },
): Promise<MediaFile | undefined> {
  const hash = await mediaHash(deps.store, person.id, name.normalize("NFC"));
  const bytes = hash === undefined ? undefined : await files.read(hash);
  return hash === undefined || bytes === undefined ? undefined : { hash, bytes };
}

/** What may be shown or played, by the end of its name; all else is offered for saving. */
const TYPES: Readonly<Record<string, string>> = {
  svg: "image/svg+xml",
  png: "image/png",
  jpg: "image/jpeg",
  jpeg: "image/jpeg",
  gif: "image/gif",
  webp: "image/webp",
  avif: "image/avif",
  bmp: "image/bmp",
  ico: "image/x-icon",
  mp3: "audio/mpeg",
  ogg: "audio/ogg",
  oga: "audio/ogg",
  opus: "audio/ogg",
  wav: "audio/wav",
  m4a: "audio/mp4",
  aac: "audio/aac",
  flac: "audio/flac",
  mp4: "video/mp4",
  m4v: "video/mp4",
  webm: "video/webm",
  ogv: "video/ogg",
  mov: "video/quicktime",
  woff2: "font/woff2",
  woff: "font/woff",
  ttf: "font/ttf",
  otf: "font/otf",
};

/** undefined for files that are not shown but offered for saving. */
export function mediaType(name: string): string | undefined {
  return TYPES[name.split(".").at(-1)?.toLowerCase() ?? ""];
}

/** The bytes as a browser may have them: pictures that could hold scripts are cleaned. */
export function showable(type: string | undefined, bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  if (type !== "image/svg+xml") return bytes;
  return new TextEncoder().encode(sanitiseSvg(new TextDecoder().decode(bytes)));
}

export const LARGEST_UPLOAD = 25_000_000;

interface Upload {
  /** As the person's machine calls it. */
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** SHA-256, hex. */
  readonly hash: string;
}

/** Keeps a file that a note is to show; the name it is called by, which differs where another file has that. */
export async function keepUpload(
  deps: Deps,
  person: Person,
  { upload, files }: { readonly upload: Upload; readonly files: MediaFiles },
): Promise<Result<string, string>> {
  const { bytes, hash } = upload;
  const plain = plainName(upload.name);
  if (mediaType(plain) === undefined) {
    return err(
      `“${plain}” is no picture, sound or film that can be shown. Use PNG, JPEG, GIF, WebP, SVG, MP3, MP4 or the like.`,
    );
  }
  if (bytes.length === 0) return err(`“${plain}” is empty.`);
  if (bytes.length > LARGEST_UPLOAD) return err(`“${plain}” has more than ${LARGEST_UPLOAD / 1e6} MB.`);
  const known = await mediaHash(deps.store, person.id, plain);
  const name = known === undefined || known === hash ? plain : withHash(plain, hash);
  await files.keep(hash, bytes);
  await nameMedia(deps.store, person.id, { name, hash, size: bytes.length, at: deps.now() });
  return ok(name);
}

/** Without folders and without what a name in a note would stumble over. */
function plainName(name: string): string {
  const last = name.normalize("NFC").split(/[/\\]/).at(-1) ?? "";
  const plain = last.replace(/[\p{Cc}<>:"|?*#%()[\]{}]/gu, "").replace(/\s+/g, "-").replace(/^[._-]+/, "")
    .slice(-100);
  return plain === "" ? "file" : plain;
}

function withHash(name: string, hash: string): string {
  const dot = name.lastIndexOf(".");
  return `${name.slice(0, dot)}-${hash.slice(0, 8)}${name.slice(dot)}`;
}
