/** Decks of one's own: made, named, put under others, deleted. */
import { z } from "zod";
import { changeDeck, makeDeck, ownDeck, ownDecks, removeDeck } from "../../actions/own_decks.ts";
import { OwnDeckPage } from "../../pages/own_deck.tsx";
import { readForm } from "../forms.ts";
import { notFound } from "../problem.ts";
import { type App, type AppContext, backTo, sendPage, type Site } from "../site.ts";

const deckForm = z.object({
  name: z.string().max(500),
  description: z.string().max(2000).default(""),
  parent: z.string().max(100).default(""),
});

type DeckForm = z.infer<typeof deckForm>;

export function ownDeckRoutes(app: App, site: Site): void {
  app.get("/decks/new", async (c) => {
    return await deckPage(c, site, { slug: undefined, form: { name: "", description: "", parent: "" } });
  });

  app.post("/decks", async (c) => {
    const form = await readForm(c, deckForm);
    const made = await makeDeck(site, c.get("person"), form);
    if (!made.ok) return await deckPage(c, site, { slug: undefined, form, problem: made.error });
    return backTo(c, `/decks/${made.value}`, "deck_made");
  });

  app.get("/decks/:slug/edit", async (c) => {
    const slug = c.req.param("slug");
    const found = await ownDeck(site, c.get("person"), slug);
    if (found === undefined) throw notFound("deck of your own");
    return await deckPage(c, site, { slug, form: found });
  });

  app.post("/decks/:slug/edit", async (c) => {
    const slug = c.req.param("slug");
    const form = await readForm(c, deckForm);
    const changed = await changeDeck(site, c.get("person"), { slug, draft: form });
    if (changed === undefined) throw notFound("deck of your own");
    if (!changed.ok) return await deckPage(c, site, { slug, form, problem: changed.error });
    return backTo(c, `/decks/${slug}`, "deck_saved");
  });

  app.post("/decks/:slug/delete", async (c) => {
    const removed = await removeDeck(site, c.get("person"), c.req.param("slug"));
    if (!removed) throw notFound("deck of your own");
    return backTo(c, "/", "deck_deleted");
  });
}

interface Shown {
  readonly slug: string | undefined;
  readonly form: DeckForm;
  readonly problem?: string;
}

async function deckPage(c: AppContext, site: Site, { slug, form, problem }: Shown): Promise<Response> {
  const decks = await ownDecks(site, c.get("person"));
  const parents = decks.filter((deck) => deck.slug !== slug).map(({ slug, path }) => ({
    slug,
    name: path.join(" › "),
  }));
  const body = OwnDeckPage({ model: { slug, ...form, parents, problem } });
  return sendPage(c, site, {
    title: slug === undefined ? "New deck" : "Edit deck",
    body,
    status: problem === undefined ? 200 : 422,
  });
}
