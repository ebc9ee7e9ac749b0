/** Turns the texts of cards into HTML for a page: Markdown with figures, or an imported note's sanitised HTML. */
import { unreachable } from "../base/invariant.ts";
import type { Prose } from "../decks/face.ts";
import { type MarkdownOptions, renderInline, renderMarkdown } from "../text/markdown.ts";
import { sanitiseHtml } from "../text/sanitise.ts";
import type { Html } from "../ui/models.ts";

/** Renders explorable figures: the info string and body of a fence to trusted HTML. */
export type Fence = (info: string, body: string) => string | undefined;

export interface ProseRenderer {
  /** A text of its own: paragraphs, figures. */
  readonly block: (prose: Prose) => Html;
  /** A piece of a line: labels, values. */
  readonly line: (prose: Prose) => Html;
}

/** A renderer for the texts of one deck, whose pictures lie under its own address. */
export function proseRenderer(
  { deckSlug, fence }: { readonly deckSlug: string; readonly fence: Fence },
): ProseRenderer {
  return rendererWith({ mediaBase: `/media/${deckSlug}/`, fence });
}

/** A renderer for the program's own texts, which have neither pictures nor figures. */
export function ownRenderer(): ProseRenderer {
  return rendererWith({ mediaBase: undefined, fence: undefined });
}

function rendererWith(options: MarkdownOptions): ProseRenderer {
  function render(prose: Prose, markdown: (source: string, with_: typeof options) => string): Html {
    switch (prose.kind) {
      case "markdown":
        return markdown(prose.source, options);
      case "html":
        return sanitiseHtml(prose.source, options);
      default:
        return unreachable(prose);
    }
  }
  return {
    block: (prose) => render(prose, renderMarkdown),
    line: (prose) => render(prose, renderInline),
  };
}

/** Prose of a Markdown source. */
export function markdownProse(source: string): Prose {
  return { kind: "markdown", source };
}
