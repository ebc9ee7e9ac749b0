/** The review: the next card, checking an answer, grading it, taking back and doing again. */
import { z } from "zod";
import { answerCard } from "../../actions/answer_card.ts";
import { checkAnswer, isFinal } from "../../actions/check_answer.ts";
import { echoAnswer } from "../../actions/echo_answer.ts";
import { type ReviewRequest, reviewState } from "../../actions/next_card.ts";
import { isEasyOffered } from "../../actions/offer_easy.ts";
import { suggestRating } from "../../actions/suggest_rating.ts";
import { redo, undo } from "../../actions/undo.ts";
import type { Given } from "../../decks/face.ts";
import { echoView } from "../../pages/echo_view.ts";
import { ReviewPage, reviewTitle } from "../../pages/review.tsx";
import { addressOf, reviewModel, type Typing } from "../../pages/review_model.ts";
import { back, readForm, readQuery, rowId, typedFields, version, whole } from "../forms.ts";
import { noticeText } from "../notices.ts";
import { notFound } from "../problem.ts";
import { type App, type AppContext, backTo, ownAddress, sendPage, type Site, wantsJson } from "../site.ts";

const slug = z.string().max(200).optional();

const shownCard = z.object({
  deck: slug,
  card: rowId,
  version,
  askedAt: whole.pipe(z.number().nonnegative()).default(0),
});

const answerForm = shownCard.extend({
  rating: z.enum(["1", "2", "3", "4"]).transform((text) =>
    ({ "1": 1, "2": 2, "3": 3, "4": 4 } as const)[text]
  ),
  tookMs: whole.pipe(z.number().nonnegative()).optional(),
  reason: z.string().max(200).optional(),
});

const texts = z.union([z.string().max(4000).transform((text) => [text]), z.array(z.string().max(4000))]);

const checkForm = shownCard.extend({
  giveUp: z.string().optional(),
  hint: z.string().optional(),
  echo: z.string().optional(),
  chosen: texts.default([]),
})
  .catchall(z.unknown());

const reviewQuery = z.object({
  deck: slug,
  card: rowId.optional(),
  turn: z.string().optional(),
  askedAt: z.coerce.number().int().nonnegative().optional(),
  again: z.string().optional(),
  done: z.string().optional(),
});

export function reviewRoutes(app: App, site: Site): void {
  app.get("/review", async (c) => {
    const query = readQuery(c, reviewQuery);
    return await sendReview(c, site, {
      request: { deckSlug: query.deck, cardId: query.card, goOn: query.again !== undefined },
      turn: query.turn !== undefined,
      askedAt: query.askedAt,
      notice: noticeText(query.done),
      typing: undefined,
    });
  });

  app.post("/review/check", async (c) => {
    const form = await readForm(c, checkForm);
    const given: Given = { chosen: form.chosen, typed: typedFields(form) };
    if (form.echo !== undefined) return await sendEchoed(c, site, { form, given });
    const checked = await checkAnswer(site, c.get("person"), {
      cardId: form.card,
      version: form.version,
      given,
      giveUp: form.giveUp !== undefined,
      hint: form.hint !== undefined,
      askedAt: form.askedAt,
    });
    const request = { deckSlug: form.deck, cardId: form.card, goOn: false };
    switch (checked.kind) {
      case "missing":
        throw notFound("card");
      case "unreadable":
        return await sendReview(c, site, {
          request,
          turn: false,
          askedAt: form.askedAt,
          notice: undefined,
          typing: { given, verdict: checked.verdict, echoes: [] },
        });
      case "stale":
        return await afterChange(c, site, { request: { ...request, cardId: undefined }, notice: "stale" });
      case "judged":
        return await afterChange(c, site, { request, notice: undefined });
    }
  });

  app.post("/review/echo", async (c) => {
    const form = await readForm(c, checkForm);
    const given: Given = { chosen: form.chosen, typed: typedFields(form) };
    const echoed = await echoAnswer(site, c.get("person"), {
      cardId: form.card,
      version: form.version,
      given,
    });
    c.header("Cache-Control", "private, no-store");
    return c.json({ echoes: echoed.kind === "read" ? echoed.echoes.map(echoView) : [] });
  });

  app.post("/review/answer", async (c) => {
    const form = await readForm(c, answerForm);
    const graded = await answerCard(site, c.get("person"), {
      cardId: form.card,
      version: form.version,
      rating: form.rating,
      tookMs: form.tookMs ?? site.now() - form.askedAt,
      reason: form.reason,
    });
    if (graded.kind === "missing") throw notFound("card");
    return await afterChange(c, site, {
      request: { deckSlug: form.deck, cardId: undefined, goOn: false },
      notice: graded.kind === "stale" ? "stale" : undefined,
    });
  });

  for (const [verb, take] of [["undo", undo], ["redo", redo]] as const) {
    app.post(`/${verb}`, async (c) => {
      const form = await readForm(c, z.object({ back }));
      const taken = await take(site, c.get("person"));
      const deckSlug = reviewedDeck(form.back);
      const done = taken.kind === "done" ? (verb === "undo" ? "undone" : "redone") : taken.kind;
      if (deckSlug === undefined) return backTo(c, form.back, done);
      const card = taken.kind === "done" && verb === "undo" ? taken.cardId : undefined;
      return await afterChange(c, site, {
        request: { deckSlug: deckSlug.slug, cardId: card, goOn: false },
        notice: done,
      });
    });
  }
}

interface Typed {
  readonly form: z.infer<typeof checkForm>;
  readonly given: Given;
}

/** The same page with the echo beside each field: for browsers without scripts. Nothing is written. */
async function sendEchoed(c: AppContext, site: Site, { form, given }: Typed): Promise<Response> {
  const request = { deckSlug: form.deck, cardId: form.card, goOn: false };
  const echoed = await echoAnswer(site, c.get("person"), { cardId: form.card, version: form.version, given });
  switch (echoed.kind) {
    case "missing":
      throw notFound("card");
    case "stale":
      return await afterChange(c, site, { request: { ...request, cardId: undefined }, notice: "stale" });
    case "read":
      return await sendReview(c, site, {
        request,
        turn: false,
        askedAt: form.askedAt,
        notice: undefined,
        typing: { given, verdict: undefined, echoes: echoed.echoes },
      });
  }
}

/** The deck of a review's address; undefined for any other page. */
export function reviewedDeck(address: string): { readonly slug: string | undefined } | undefined {
  const url = ownAddress(address);
  return url?.pathname === "/review" ? { slug: url.searchParams.get("deck") ?? undefined } : undefined;
}

/** After something was written: the island gets the next state at once, a form is led back to the page. */
export async function afterChange(
  c: AppContext,
  site: Site,
  { request, notice }: { readonly request: ReviewRequest; readonly notice: string | undefined },
): Promise<Response> {
  if (!wantsJson(c)) {
    const { deckSlug, cardId } = request;
    return backTo(c, addressOf(deckSlug, cardId === undefined ? {} : { cardId }), notice);
  }
  return await sendReview(c, site, {
    request,
    turn: false,
    askedAt: undefined,
    notice: noticeText(notice),
    typing: undefined,
  });
}

interface Sending {
  readonly request: ReviewRequest;
  readonly turn: boolean;
  /** When the card was first shown, for a page that shows it again. */
  readonly askedAt: number | undefined;
  readonly notice: string | undefined;
  readonly typing: Typing | undefined;
}

async function sendReview(c: AppContext, site: Site, sending: Sending): Promise<Response> {
  const state = await reviewState(site, c.get("person"), sending.request);
  if (state === undefined) throw notFound("deck");
  const shown = state.stage.kind === "card" ? state.stage.shown : undefined;
  const attempt = shown?.attempt;
  const model = reviewModel({
    state,
    fence: site.fence,
    turn: sending.turn,
    askedAt: sending.askedAt,
    notice: sending.notice,
    typing: sending.typing,
    isFinal: attempt !== undefined && isFinal(attempt),
    easyOffered: shown !== undefined && await isEasyOffered(site, c.get("person"), shown),
    suggested: attempt === undefined ? undefined : suggestRating(attempt),
  });
  if (wantsJson(c)) {
    c.header("Cache-Control", "private, no-store");
    return c.json(model);
  }
  const body = ReviewPage({ model, assets: site.assets() });
  return sendPage(c, site, {
    title: reviewTitle(model),
    body,
    frame: "bare",
    status: sending.typing?.verdict === undefined ? 200 : 422,
  });
}
