/** Makes the model of a deck's page. */
import type { DeckState } from "../actions/deck_state.ts";
import type { StudyDeck } from "../actions/studying.ts";
import { renderLine } from "../text/markdown.ts";
import type { DeckModel } from "../ui/models.ts";
import { cardStatus } from "./card_status.ts";
import { type Branch, deckRows } from "./deck_rows.ts";
import { type Fence, markdownProse, proseRenderer } from "./prose.ts";
import { countsView } from "./review_model.ts";

interface Shown extends Pick<Branch, "open" | "from"> {
  readonly fence: Fence;
}

export function deckModel(
  { now, deck, decks, search, page, noteCount, presets }: DeckState,
  { fence, open, from }: Shown,
): DeckModel {
  const render = proseRenderer({ deckSlug: deck.slug, fence });
  return {
    slug: deck.slug,
    name: deck.name,
    above: decksAbove(deck, decks),
    below: deckRows(decks, now, {
      open,
      from,
      below: deck.id,
      address: `/decks/${encodeURIComponent(deck.slug)}`,
    }),
    origin: deck.origin,
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

/** From the root down. */
function decksAbove(deck: StudyDeck, decks: readonly StudyDeck[]): DeckModel["above"] {
  const byId = new Map(decks.map((one) => [one.id, one]));
  const above: { readonly slug: string; readonly name: string }[] = [];
  let parent = byId.get(deck.parentId ?? 0);
  while (parent !== undefined) {
    above.unshift({ slug: parent.slug, name: parent.name });
    parent = byId.get(parent.parentId ?? 0);
  }
  return above;
}

function moreAddress(
  slug: string,
  { search, after }: { readonly search: string; readonly after: number },
): string {
  const query = new URLSearchParams({ ...(search === "" ? {} : { search }), after: String(after) });
  return `/decks/${encodeURIComponent(slug)}?${query}`;
}
