/** Makes the model of a past question: the question with its key, beside what was typed and how it was judged then. */
import type { PastQuestion } from "../actions/past_question.ts";
import type { Given } from "../decks/face.ts";
import { renderLine } from "../text/markdown.ts";
import { formatNumber } from "../text/number.ts";
import type { PastQuestionModel } from "../ui/models.ts";
import { type Fence, proseRenderer } from "./prose.ts";
import { questionView } from "./question_view.ts";
import { timeIn } from "./when.ts";

const RATINGS = { 1: "Again", 2: "Hard", 3: "Good", 4: "Easy" } as const;

function isEmpty(given: Given | undefined): boolean {
  if (given === undefined) return true;
  return given.chosen.length === 0 && Object.values(given.typed).every((text) => text.trim() === "");
}

export function pastQuestionModel(past: PastQuestion, fence: Fence): PastQuestionModel {
  const { stored, details, drawn, asked } = past;
  const { deck, note, cardId } = stored;
  return {
    cardId,
    deck: { slug: deck.slug, name: deck.name },
    summary: renderLine(note.summary),
    when: timeIn(past.person.zone, past.at),
    rating: RATINGS[past.rating],
    took: `${formatNumber(details.tookMs / 1000, 0)} s`,
    version: drawn.generator === "template" ? undefined : `${drawn.generator}, version ${drawn.version}`,
    standing: asked.kind,
    params: drawn.params,
    question: asked.kind === "gone" ? undefined : questionView(asked.asked, {
      render: proseRenderer({ deckSlug: deck.slug, fence }),
      turned: true,
      withKey: true,
      given: details.typed,
      // Who gave up typed nothing to be judged.
      verdict: isEmpty(details.typed) ? undefined : details.verdict,
    }),
    typed: Object.entries(details.typed?.typed ?? {}).map(([id, text]) => `${id}: ${text}`),
  };
}
