/** Why an import here may differ from Anki's: each reason holds only where the packages and both sides prove it. */
import { readZip } from "../../src/decks/zip.ts";
import { PACKAGE_LIMITS } from "../../src/decks/formats/anki/package_files.ts";
import { movesOf } from "./deck_moves.ts";
import type { AnkiCardState, AnkiState, CardState } from "./state.ts";

/** What both sides hold after an import, and what each file imported so far holds by itself. */
export interface Imported {
  readonly anki: AnkiState;
  readonly packages: readonly AnkiState[];
}

export function whyType(
  id: string,
  { there, here, packages }: {
    readonly there: string;
    readonly here: string;
    readonly packages: readonly AnkiState[];
  },
): string | undefined {
  const bare = (name: string | undefined) => name?.replace(/[+_]+$/, "");
  const isTwice = ({ noteTypes }: AnkiState) =>
    bare(noteTypes[id]?.name) === here &&
    Object.entries(noteTypes).some(([other, { name }]) => other !== id && bare(name) === here);
  return bare(there) === here && packages.some(isTwice)
    ? "two note types of the package have one name: Anki marks one of them by + or _, now this one and now that"
    : undefined;
}

export function whyDeck(key: string, found: CardState, { anki, packages }: Imported): string | undefined {
  const moves = movesOf(packages, key);
  if (moves?.first !== anki.cards[key]?.deck || moves?.followed !== found.deck) return undefined;
  return moves.author === moves.followed
    ? "its author moved the card, so it moves here too; Anki leaves it where it was imported first"
    : undefined;
}

export function whyMedia(
  name: string,
  found: string | undefined,
  { anki, packages }: Imported,
): string | undefined {
  const brought = packages.flatMap(({ media }) => media[name] ?? []);
  const isShared = /^(?:_|latex-)/.test(name) && /[A-Z]/.test(name);
  return isShared && brought[0] === found && brought.at(-1) === anki.media[name] &&
      brought[0] !== brought.at(-1)
    ? "a shared file (_name) that is there stays, here and in Anki; but Anki overlooks one with a capital in its name"
    : undefined;
}

/** The rows of the log are in order of time. */
export function whyInterval(wanted: AnkiCardState, found: CardState): string | undefined {
  const last = wanted.log.at(-1);
  const isByHand = wanted.phase === "review" && wanted.own.interval === 0 && last?.[6] === 4 && last[1] === 0;
  return isByHand && found.intervalDays === 1
    ? "a card that was given its day by hand while it was learnt has an interval of 0 in Anki; here of a day at least"
    : undefined;
}

export function whyDue({ own, dueIn }: AnkiCardState, found: CardState): string | undefined {
  // Places in a filtered deck begin at -100,000.
  const isLost = own.isFiltered && own.originalDue === 0 && dueIn !== null && dueIn < -90_000;
  return isLost && found.dueIn === 0
    ? "a card in a filtered deck whose own due is 0 has lost it: Anki takes its place in that deck, here it is due today"
    : undefined;
}

export async function whyTaken(file: string): Promise<string | undefined> {
  const zip = readZip(await Deno.readFile(file), PACKAGE_LIMITS);
  const names = zip.ok ? zip.value.map(({ name }) => name) : [];
  const folder = names[0]?.split("/")[0];
  return names.some((name) => /^[^/]+\/collection\.anki2/.test(name)) &&
      names.every((name) => name.startsWith(`${folder}/`))
    ? "a package that was zipped again inside a folder is taken here"
    : undefined;
}
