/** Finds the explorable figures: every islands/explore_*.tsx is one. */
import { type Figure, figureOf } from "./pages/explorables.ts";

const ISLANDS = new URL("../islands/", import.meta.url);

/** Called once at start. Throws when a file is no figure, or when two share a name. */
export async function loadFigures(): Promise<readonly Figure[]> {
  const files = [...Deno.readDirSync(ISLANDS)].map((entry) => entry.name)
    .filter((name) => /^explore_[a-z0-9_]+\.tsx$/.test(name)).sort();
  const figures = await Promise.all(files.map(async (file) => {
    const module: unknown = await import(new URL(file, ISLANDS).href);
    return figureOf(file.slice(0, -".tsx".length), module);
  }));
  const names = figures.map((figure) => figure.name);
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined) {
    throw new TypeError(`Two figures are named ${twice}: each needs a name of its own`);
  }
  return figures;
}
