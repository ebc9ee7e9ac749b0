/** The first page, a deck's page, and the options that a deck follows. */
import { z } from "zod";
import { deckState } from "../../actions/deck_state.ts";
import { homeState } from "../../actions/home_state.ts";
import { chooseDeckPreset } from "../../actions/presets.ts";
import { nowFor, studying } from "../../actions/studying.ts";
import { DeckPage } from "../../pages/deck.tsx";
import { deckModel } from "../../pages/deck_model.ts";
import { HomePage } from "../../pages/home.tsx";
import { deckRows } from "../../pages/deck_rows.ts";
import { homeModel } from "../../pages/home_model.ts";
import { readForm, readQuery, rowId, whole } from "../forms.ts";
import { notFound } from "../problem.ts";
import { type App, type AppContext, backTo, sendPage, type Site, wantsJson } from "../site.ts";

/** Ids of the decks that are open, "3.17"; every page of ours that has them names all of them. */
const openDecks = z.string().max(4000).regex(/^(\d{1,15}(\.\d{1,15})*)?$/)
  .transform((ids) => new Set(ids.split(".").filter((id) => id !== "").map(Number))).optional();

const treeQuery = z.object({
  open: openDecks,
  from: whole.pipe(z.number().nonnegative()).default(0),
});

const deckQuery = treeQuery.extend({
  search: z.string().max(200).default(""),
  after: whole.pipe(z.number().nonnegative()).default(0),
});

export function deckRoutes(app: App, site: Site): void {
  app.get("/", async (c) => {
    const person = c.get("person");
    const { open, from } = readQuery(c, treeQuery);
    const branch = { open, from, below: undefined, address: "/" };
    if (wantsJson(c)) {
      const all = await studying(site.store, person, nowFor(person, site.now()));
      return sendRows(c, deckRows(all.decks, all.now, branch));
    }
    const model = homeModel({ state: await homeState(site, person), problems: site.problems(), branch });
    const body = HomePage({ model, assets: site.assets(), keys: person.keysEnabled });
    return sendPage(c, site, { title: "Decks", body, frame: "wide" });
  });

  app.get("/decks/:slug", async (c) => {
    const { search, after, open, from } = readQuery(c, deckQuery);
    const person = c.get("person");
    const state = await deckState(site, person, { slug: c.req.param("slug"), search, after });
    if (state === undefined) throw notFound("deck");
    const model = deckModel(state, { fence: site.fence, open, from });
    if (wantsJson(c)) return sendRows(c, model.below);
    const body = DeckPage({ model, assets: site.assets(), keys: person.keysEnabled });
    return sendPage(c, site, { title: model.name, body, frame: "wide" });
  });

  app.post("/decks/:slug/preset", async (c) => {
    const slug = c.req.param("slug");
    const { preset } = await readForm(c, z.object({ preset: rowId }));
    const chosen = await chooseDeckPreset(site, c.get("person"), { slug, presetId: preset });
    if (!chosen) throw notFound("deck or set of options");
    return backTo(c, `/decks/${encodeURIComponent(slug)}`, "preset_chosen");
  });
}

/** The rows alone, for a branch that opens without leaving the page. */
function sendRows(c: AppContext, rows: ReturnType<typeof deckRows>): Response {
  c.header("Cache-Control", "private, no-store");
  c.header("Vary", "Accept");
  return c.json(rows);
}
