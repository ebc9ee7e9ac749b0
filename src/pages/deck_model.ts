/** Makes the model of a deck's page. */
import type { DeckState } from "../actions/deck_state.ts";
import { renderLine } from "../text/markdown.ts";
import type { DeckModel } from "../ui/models.ts";
import { cardStatus } from "./card_status.ts";
import { type Fence, markdownProse, proseRenderer } from "./prose.ts";
import { countsView } from "./review_model.ts";

export function deckModel(
  { now, deck, search, page, noteCount, presets }: DeckState,
  fence: Fence,
): DeckModel {
  const render = proseRenderer({ deckSlug: deck.slug, fence });
  return {
    slug: deck.slug,
    name: deck.name,
    description: render.block(markdownProse(deck.description)),
    counts: countsView(deck.counts),
    notes: page.notes.map((note) => ({
      noteId: note.id,
      summary: renderLine(note.summary),
      type: note.type,
      tags: note.tags,
      cards: note.cards.map(({ cardId, label, memory }) => ({
        cardId,
        label,
        status: cardStatus(memory, now),
        flag: memory.flag,
        leech: memory.leech,
      })),
    })),
    search,
    more: page.next === undefined ? undefined : moreAddress(deck.slug, { search, after: page.next }),
    noteCount,
    presets: presets.map(({ id, name }) => ({ id, name, chosen: id === deck.presetId })),
  };
}

function moreAddress(
  slug: string,
  { search, after }: { readonly search: string; readonly after: number },
): string {
  const query = new URLSearchParams({ ...(search === "" ? {} : { search }), after: String(after) });
  return `/decks/${encodeURIComponent(slug)}?${query}`;
}
