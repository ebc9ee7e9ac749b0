/** Turns the texts of cards into HTML for a page: Markdown with figures, or an imported note's sanitised HTML. */
import { unreachable } from "../base/invariant.ts";
import type { Prose } from "../decks/face.ts";
import { type MarkdownOptions, renderInline, renderMarkdown } from "../text/markdown.ts";
import { importedCardHtml } from "../text/imported_card.ts";
import { sanitiseHtml } from "../text/sanitise_imported.ts";
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
  return rendererWith({ mediaBase: `/media/${deckSlug}/`, fence, noteTypeId: undefined });
}

/** A renderer for one note of a deck: imported ones have the style sheet of their note type. */
export function noteRenderer(
  { deckSlug, fence, noteTypeId }: {
    readonly deckSlug: string;
    readonly fence: Fence;
    readonly noteTypeId: number | undefined;
  },
): ProseRenderer {
  return rendererWith({ mediaBase: `/media/${deckSlug}/`, fence, noteTypeId });
}

/** A renderer for the program's own texts, which have neither pictures nor figures. */
export function ownRenderer(): ProseRenderer {
  return rendererWith({ mediaBase: undefined, fence: undefined, noteTypeId: undefined });
}

function rendererWith(
  { noteTypeId, ...options }: MarkdownOptions & { readonly noteTypeId: number | undefined },
): ProseRenderer {
  function render(prose: Prose, markdown: (source: string, with_: typeof options) => string): Html {
    switch (prose.kind) {
      case "markdown":
        return markdown(prose.source, options);
      case "html":
        return prose.card === undefined
          ? sanitiseHtml(prose.source, options)
          : importedCardHtml({ source: prose.source, ...prose.card }, {
            mediaBase: options.mediaBase,
            sheetUrl: noteTypeId === undefined
              ? undefined
              : `/note-types/${noteTypeId}/${prose.card.sheet}.css`,
          });
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
