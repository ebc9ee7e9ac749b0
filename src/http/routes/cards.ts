/** A card's page, and what a learner changes on it by hand. */
import { z } from "zod";
import { cardState } from "../../actions/card_state.ts";
import { type CardChange, changeCard } from "../../actions/change_card.ts";
import { pastQuestion } from "../../actions/past_question.ts";
import { PastQuestionPage } from "../../pages/past_question.tsx";
import { pastQuestionModel } from "../../pages/past_question_model.ts";
import { CardPage } from "../../pages/card.tsx";
import { cardModel } from "../../pages/card_model.ts";
import { back, readForm, rowId, version, whole } from "../forms.ts";
import { HttpProblem, notFound } from "../problem.ts";
import { type App, type AppContext, backTo, sendPage, type Site } from "../site.ts";
import { afterChange, reviewedDeck } from "./review.ts";

const common = z.object({ version, back });
const flags = ["0", "1", "2", "3", "4", "5", "6", "7"] as const;
const FLAGS = { 0: 0, 1: 1, 2: 2, 3: 3, 4: 4, 5: 5, 6: 6, 7: 7 } as const;

const flagForm = common.extend({ flag: z.enum(flags).transform((text) => FLAGS[text]) });
const dueForm = common.extend({ days: whole.pipe(z.number().min(0).max(36500)) });

export function cardRoutes(app: App, site: Site): void {
  app.get("/cards/:id", async (c) => {
    const state = await cardState(site, c.get("person"), idOf(c));
    if (state === undefined) throw notFound("card");
    const model = cardModel(state, site.fence);
    return sendPage(c, site, {
      title: `Card: ${state.shown.stored.note.summary.replaceAll("$", "")}`,
      body: CardPage({ model }),
    });
  });

  app.get("/cards/:id/answers/:seq", async (c) => {
    const seq = rowId.safeParse(c.req.param("seq"));
    const past = seq.success
      ? await pastQuestion(site, c.get("person"), { cardId: idOf(c), seq: seq.data })
      : undefined;
    if (past === undefined) throw notFound("question");
    const model = pastQuestionModel(past, site.fence);
    return sendPage(c, site, { title: `Question of ${model.when}`, body: PastQuestionPage({ model }) });
  });

  const simple = {
    suspend: "suspend",
    unsuspend: "unsuspend",
    bury: "bury",
    "bury-note": "bury_note",
    unbury: "unbury",
    reset: "reset",
  } as const;
  for (const [path, kind] of Object.entries(simple)) {
    app.post(`/cards/:id/${path}`, async (c) => {
      const form = await readForm(c, common);
      return await change(c, site, { change: { kind }, form });
    });
  }
  app.post("/cards/:id/flag", async (c) => {
    const form = await readForm(c, flagForm);
    return await change(c, site, { change: { kind: "flag", flag: form.flag }, form });
  });
  app.post("/cards/:id/set-due", async (c) => {
    const form = await readForm(c, dueForm);
    return await change(c, site, { change: { kind: "set_due", inDays: form.days }, form });
  });
}

interface Requested {
  readonly change: CardChange;
  readonly form: { readonly version: number; readonly back: string };
}

async function change(c: AppContext, site: Site, requested: Requested): Promise<Response> {
  const id = idOf(c);
  const changed = await changeCard(site, c.get("person"), {
    cardId: id,
    version: requested.form.version,
    change: requested.change,
  });
  if (changed.kind === "missing") throw notFound("card");
  const notice = changed.kind === "done" ? requested.change.kind : changed.kind;
  const review = reviewedDeck(requested.form.back);
  if (review === undefined) return backTo(c, requested.form.back, notice);
  const staysInView = requested.change.kind === "flag" || changed.kind === "unchanged";
  return await afterChange(c, site, {
    request: { deckSlug: review.slug, cardId: staysInView ? id : undefined, goOn: false },
    notice,
  });
}

function idOf(c: AppContext): number {
  const read = rowId.safeParse(c.req.param("id"));
  if (!read.success) {
    throw new HttpProblem(404, {
      title: "There is no such card",
      detail: "A card's address ends in its number.",
      mend: "Find the card in its deck.",
    });
  }
  return read.data;
}
