/** Archives looked into, and written again with changes. */
import { readZip } from "../../src/decks/zip.ts";
import { type ZipFile, zipOf } from "../../src/decks/zip_writer.ts";

const LIMITS = { entries: 1000, entryBytes: 100_000_000, totalBytes: 100_000_000 };

/** Its files as texts, by name. */
export function textsOf(bytes: Uint8Array<ArrayBuffer>): Readonly<Record<string, string>> {
  const zip = readZip(bytes, LIMITS);
  if (!zip.ok) throw new Error(zip.error.message);
  return Object.fromEntries(zip.value.map((entry) => {
    const content = entry.bytes();
    return [entry.name, content.ok ? new TextDecoder().decode(content.value) : "damaged"];
  }));
}

/** The archive with every file as `change` makes it; undefined leaves one out. */
export async function changed(
  bytes: Uint8Array<ArrayBuffer>,
  change: (name: string, text: string) => string | undefined,
): Promise<Uint8Array<ArrayBuffer>> {
  const files = Object.entries(textsOf(bytes)).flatMap(([name, text]): ZipFile[] => {
    const written = change(name, text);
    return written === undefined ? [] : [{ name, bytes: new TextEncoder().encode(written), packs: true }];
  });
  return new Uint8Array(await new Blob(await Array.fromAsync(zipOf(files))).arrayBuffer());
}
