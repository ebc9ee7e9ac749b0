/** Makes the model of the browser: what was searched, and the rows of one window. */
import type { BrowsedWindow, BrowseRequest } from "../actions/browse.ts";
import type { SearchProblem } from "../decks/search/terms.ts";
import { renderLine } from "../text/markdown.ts";
import type { BrowseModel, BrowseRow, BrowseWindow } from "../ui/browse/browse_models.ts";
import { cardStatus } from "./card_status.ts";

export function browseModel(request: BrowseRequest, found: BrowsedWindow): BrowseModel {
  return { ...asked(request), problem: undefined, waiting: found.found.waiting, window: browseWindow(found) };
}

export function misreadModel(request: BrowseRequest, problem: SearchProblem): BrowseModel {
  const { text } = request;
  return {
    ...asked(request),
    problem: {
      message: problem.message,
      mend: problem.mend,
      before: text.slice(0, problem.from),
      at: text.slice(problem.from, problem.to),
      after: text.slice(problem.to),
    },
    waiting: 0,
    window: { total: 0, from: 0, rows: [] },
  };
}

export function browseWindow({ found, from, cards, now }: BrowsedWindow): BrowseWindow {
  const rows = cards.map((card, index): BrowseRow => ({
    row: from + index + 1,
    cardId: card.cardId,
    noteId: card.noteId,
    summary: renderLine(card.summary),
    label: card.label,
    deck: card.deck,
    deckSlug: card.deckSlug,
    type: card.type,
    tags: card.tags,
    status: cardStatus(card.memory, now),
    reviews: card.memory.reviews,
    lapses: card.memory.lapses,
    flag: card.memory.flag,
    suspended: card.memory.suspended,
    leech: card.memory.leech,
  }));
  return { total: found.cardIds.length, from, rows };
}

function asked({ text, sort, descending, by }: BrowseRequest) {
  return { text, sort, descending, by };
}
