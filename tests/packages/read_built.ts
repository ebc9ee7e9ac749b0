/** Reads packages in tests, as a worker would. */
import type { Collection, Refusal } from "../../src/decks/imports/collection.ts";
import { ankiPackage } from "../../src/decks/formats/anki_package.ts";
import { sqlWasm } from "./sql_tables.ts";

export async function readBytes(bytes: Uint8Array<ArrayBuffer>, name = "deck.apkg") {
  return await ankiPackage.read({ name, bytes }, {}, { sqlWasm, progress: () => {} });
}

export async function collectionIn(bytes: Uint8Array<ArrayBuffer>): Promise<Collection> {
  const read = await readBytes(bytes);
  if (!read.ok) throw new Error(`Refused: ${read.error.message}`);
  return read.value.collection;
}

export async function refusalOf(bytes: Uint8Array<ArrayBuffer>, name = "deck.apkg"): Promise<Refusal> {
  const read = await readBytes(bytes, name);
  if (read.ok) throw new Error(`Taken: ${read.value.collection.notes.length} notes`);
  return read.error;
}
