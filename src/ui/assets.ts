/** Where the browser finds what the build made: addresses with content hashes, safe to cache for ever. */
import { err, ok, type Result } from "../base/result.ts";
import type { Html } from "./models.ts";

export interface Assets {
  /** Module that hydrates the islands of a page. */
  readonly boot: string;
  readonly css: string;
  /** The icon of the browser tab, an SVG. */
  readonly icon: string;
  /** Fonts that every page needs at once. */
  readonly preload: readonly string[];
  /** The symbols that `<Icon>` refers to, as one hidden SVG to be put into the document. */
  readonly sprite: Html;
  /** Module of each island by its name: the name of its file without the ending. */
  readonly islands: Readonly<Record<string, string>>;
}

/** Reads the manifest of a build. The error says what is missing and how to get it. */
export function readAssets(manifest: unknown): Result<Assets, string> {
  const { boot, css, icon, sprite, preload, islands } = entriesOf(manifest);
  if (
    typeof boot !== "string" || typeof css !== "string" || typeof icon !== "string" ||
    typeof sprite !== "string" || !Array.isArray(preload) || typeof islands !== "object"
  ) {
    return err(
      "Cannot read static/islands/manifest.json: it needs boot, css, icon, sprite, preload and islands. " +
        "Run: deno run -A src/build_islands.ts",
    );
  }
  const texts = (values: Readonly<Record<string, unknown>>) =>
    Object.fromEntries(
      Object.entries(values).filter((entry): entry is [string, string] => typeof entry[1] === "string"),
    );
  return ok({
    boot,
    css,
    icon,
    sprite,
    preload: preload.filter((file): file is string => typeof file === "string"),
    islands: texts(entriesOf(islands)),
  });
}

function entriesOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? Object.fromEntries(Object.entries(value)) : {};
}
