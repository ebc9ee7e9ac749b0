/** Draws the explorable figures that decks name: ```explore softmax, with starting values in YAML. */
import { type ComponentType, h } from "preact";
import { renderToString } from "preact-render-to-string";
import { err, ok, type Result } from "../base/result.ts";
import { escapeHtml } from "../text/escape.ts";
import type { Assets } from "../ui/assets.ts";
import { Island } from "../ui/island.tsx";
import type { Html } from "../ui/models.ts";

export interface Figure {
  /** As decks write it. */
  readonly name: string;
  /** Name of the file in islands/, without the ending. */
  readonly island: string;
  readonly of: ComponentType<object>;
  readonly read: (value: unknown) => Result<object, string>;
}

/** A figure of an island's module. Throws TypeError when the module is none, which is a mistake of ours. */
export function figureOf(island: string, module: unknown): Figure {
  if (!isFigureModule(module)) {
    throw new TypeError(
      `Cannot use islands/${island}.tsx as a figure: it needs a default export and explorable`,
    );
  }
  const { name, read } = module.explorable;
  return { name, island, of: module.default, read };
}

interface FigureModule {
  readonly default: ComponentType<object>;
  readonly explorable: { readonly name: string; readonly read: Figure["read"] };
}

function isFigureModule(module: unknown): module is FigureModule {
  return typeof module === "object" && module !== null &&
    "default" in module && typeof module.default === "function" &&
    "explorable" in module && typeof module.explorable === "object" && module.explorable !== null &&
    "name" in module.explorable && typeof module.explorable.name === "string" &&
    "read" in module.explorable && typeof module.explorable.read === "function";
}

interface Exploring {
  readonly figures: readonly Figure[];
  readonly assets: Assets;
  /** Throws on text that is not YAML; the message is shown. */
  readonly parseYaml: (text: string) => unknown;
}

/** For `MarkdownOptions.fence`: trusted HTML for an explore block, undefined for every other block. */
export function exploreFence({ figures, assets, parseYaml }: Exploring) {
  return (info: string, body: string): Html | undefined => {
    const [kind, name = ""] = info.trim().split(/\s+/);
    if (kind !== "explore") return undefined;
    const figure = figures.find((figure) => figure.name === name);
    if (figure === undefined) {
      const known = figures.map((figure) => figure.name).join(", ");
      return problem(`There is no figure named “${name}”. The figures are: ${known}.`, body);
    }
    const values = parsed(body, parseYaml);
    const props = values.ok ? figure.read(values.value) : values;
    if (!props.ok) return problem(`The figure “${name}” cannot be drawn. ${props.error}.`, body);
    const { island, of } = figure;
    return renderToString(
      h(Island<object>, { name: island, src: assets.islands[island], of, props: props.value }),
    );
  };
}

function parsed(body: string, parseYaml: Exploring["parseYaml"]): Result<unknown, string> {
  try {
    return ok(parseYaml(body));
  } catch (error) {
    return err(`Its values are not YAML: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function problem(message: string, body: string): Html {
  return `<div class="figure-problem"><p>${escapeHtml(message)}</p><pre><code>${
    escapeHtml(body)
  }</code></pre></div>`;
}
