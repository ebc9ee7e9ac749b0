/** Packages of a folder, with the counts that its README lists for them, where it does. */

export interface RealRun {
  readonly name: string;
  readonly fsrs: boolean;
  readonly files: readonly string[];
  readonly counts: { readonly notes: number; readonly cards: number; readonly reviews: number } | undefined;
}

/** Series of versions of one deck, by the start of their names. */
const SERIES = [["01", "02", "03"], ["02", "01"], ["05", "06"], ["06", "05"], ["07", "08"], ["08", "07"]];

export function realRuns(folder: string): readonly RealRun[] {
  const names = [...Deno.readDirSync(folder)].map(({ name }) => name)
    .filter((name) => /\.(apkg|colpkg)$/.test(name)).toSorted();
  const listed = new Map(
    readme(folder).split("\n").map((line) => {
      const [, file = "", , , , notes, cards, reviews] = line.split("|").map((cell) => cell.trim());
      return [file, { notes: Number(notes), cards: Number(cards), reviews: Number(reviews) }] as const;
    }),
  );
  const singles = names.map((name): RealRun => {
    const counts = listed.get(name);
    const isCounted = counts !== undefined && Number.isInteger(counts.notes);
    return { name, fsrs: false, files: [`${folder}/${name}`], counts: isCounted ? counts : undefined };
  });
  const series = SERIES.flatMap((starts): RealRun[] => {
    const files = starts.flatMap((start) => names.filter((name) => name.startsWith(start)));
    if (files.length !== starts.length) return [];
    const paths = files.map((name) => `${folder}/${name}`);
    return [{ name: files.join(" → "), fsrs: false, files: paths, counts: undefined }];
  });
  return [...singles, ...series];
}

function readme(folder: string): string {
  try {
    return Deno.readTextFileSync(`${folder}/README.md`);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return "";
    throw error;
  }
}
