/** Names of media in files that keep them all in one folder: those of shipped decks get their deck's address before them. */
import type { ExportContents } from "./contents.ts";

export interface MediaNaming {
  /** The name in the file of what a note of that deck calls `name`. */
  readonly nameOf: (name: string, deck: number | undefined) => string;
}

export function mediaNaming({ decks, media }: Pick<ExportContents, "decks" | "media">): MediaNaming {
  const ofDecks = new Set(media.flatMap(({ name, deck }) => deck === undefined ? [] : [`${deck} ${name}`]));
  const taken = new Set(media.filter(({ deck }) => deck === undefined).map(({ name }) => name));
  const given = new Map<string, string>();
  return {
    nameOf(name, deck) {
      const key = `${deck} ${name}`;
      if (deck === undefined || !ofDecks.has(key)) return name;
      const known = given.get(key);
      if (known !== undefined) return known;
      let free = `${decks[deck]?.slug ?? deck}_${name.replaceAll("/", "_")}`;
      while (taken.has(free)) free = `_${free}`;
      taken.add(free);
      given.set(key, free);
      return free;
    },
  };
}
