/** Reads the decks that ship as folders under cards/. */
import type { DeckFile } from "./decks/deck_file.ts";

const ROOT = "cards";

/** Every folder of cards/ that holds a deck.md, in order of name. */
export function readDeckFiles(): readonly DeckFile[] {
  const folders = [...Deno.readDirSync(ROOT)].filter((entry) => entry.isDirectory).map((entry) => entry.name)
    .sort();
  return folders.flatMap((slug): DeckFile[] => {
    const files = [...Deno.readDirSync(`${ROOT}/${slug}`)].filter((entry) => entry.isFile).map((entry) =>
      entry.name
    );
    if (!files.includes("deck.md")) return [];
    const file = `${ROOT}/${slug}/deck.md`;
    return [{
      slug,
      file,
      text: Deno.readTextFileSync(file),
      media: files.filter((name) => name !== "deck.md"),
    }];
  });
}

/** Reads pictures, and only those that lie in a deck's folder: names are looked up, never joined from a request. */
export function deckFileReader(decks: readonly DeckFile[]) {
  const paths = new Map(
    decks.flatMap(({ slug, media }) =>
      media.map((name) => [`${slug}/${name}`, `${ROOT}/${slug}/${name}`] as const)
    ),
  );
  return async (slug: string, name: string): Promise<Uint8Array<ArrayBuffer> | undefined> => {
    const path = paths.get(`${slug}/${name}`);
    return path === undefined ? undefined : await Deno.readFile(path);
  };
}
