/** The first page, a deck's page, and the options that a deck follows. */
import { z } from "zod";
import { deckState } from "../../actions/deck_state.ts";
import { homeState } from "../../actions/home_state.ts";
import { chooseDeckPreset } from "../../actions/presets.ts";
import { DeckPage } from "../../pages/deck.tsx";
import { deckModel } from "../../pages/deck_model.ts";
import { HomePage } from "../../pages/home.tsx";
import { homeModel } from "../../pages/home_model.ts";
import { readForm, readQuery, rowId, whole } from "../forms.ts";
import { notFound } from "../problem.ts";
import { type App, backTo, sendPage, type Site } from "../site.ts";

const deckQuery = z.object({
  search: z.string().max(200).default(""),
  after: whole.pipe(z.number().nonnegative()).default(0),
});

export function deckRoutes(app: App, site: Site): void {
  app.get("/", async (c) => {
    const person = c.get("person");
    const model = homeModel(await homeState(site, person), site.problems());
    const body = HomePage({ model, assets: site.assets(), keys: person.keysEnabled });
    return sendPage(c, site, { title: "Decks", body, frame: "wide" });
  });

  app.get("/decks/:slug", async (c) => {
    const { search, after } = readQuery(c, deckQuery);
    const state = await deckState(site, c.get("person"), { slug: c.req.param("slug"), search, after });
    if (state === undefined) throw notFound("deck");
    const model = deckModel(state, site.fence);
    return sendPage(c, site, { title: model.name, body: DeckPage({ model }), frame: "wide" });
  });

  app.post("/decks/:slug/preset", async (c) => {
    const slug = c.req.param("slug");
    const { preset } = await readForm(c, z.object({ preset: rowId }));
    const chosen = await chooseDeckPreset(site, c.get("person"), { slug, presetId: preset });
    if (!chosen) throw notFound("deck or set of options");
    return backTo(c, `/decks/${encodeURIComponent(slug)}`, "preset_chosen");
  });
}
