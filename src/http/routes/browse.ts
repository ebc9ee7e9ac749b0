/** The browser of all cards: a page, and windows of its table for scrolling. */
import { z } from "zod";
import { browse, type BrowseRequest, makeFoundKeeper } from "../../actions/browse.ts";
import { bulkState } from "../../actions/bulk_edit.ts";
import { BrowsePage } from "../../pages/browse.tsx";
import { bulkModel } from "../../pages/bulk_model.ts";
import { browseAddress } from "../../pages/browse.tsx";
import { browseModel, browseWindow, misreadModel } from "../../pages/browse_model.ts";
import { readQuery, whole } from "../forms.ts";
import { HttpProblem } from "../problem.ts";
import { type App, sendPage, type Site } from "../site.ts";

const sorts = [
  "position",
  "text",
  "deck",
  "due",
  "interval",
  "reviews",
  "lapses",
  "stability",
  "difficulty",
  "added",
  "changed",
] as const;

export const browseQuery = z.object({
  q: z.string().max(1000).default(""),
  sort: z.enum(sorts).default("position"),
  order: z.enum(["up", "down"]).default("up"),
  by: z.enum(["card", "note"]).default("card"),
  from: whole.pipe(z.number().nonnegative()).default(0),
});

type BrowseQuery = z.infer<typeof browseQuery>;

export function requestOf({ q, sort, order, by }: BrowseQuery): BrowseRequest {
  return { text: q, sort, descending: order === "down", by };
}

export function browseAddressOf(query: BrowseQuery): string {
  return browseAddress(requestOf(query), query.from);
}

export function browseRoutes(app: App, site: Site): void {
  const keeper = makeFoundKeeper();

  app.get("/browse", async (c) => {
    const read = readQuery(c, browseQuery);
    const request = requestOf(read);
    const found = await browse(site, c.get("person"), { request, from: read.from, keeper });
    const model = found.ok ? browseModel(request, found.value) : misreadModel(request, found.error);
    const person = c.get("person");
    const bulk = bulkModel(await bulkState(site, person));
    const body = BrowsePage({ model, bulk, assets: site.assets() });
    return sendPage(c, site, { title: "Browse", body, frame: "wide", status: found.ok ? 200 : 422 });
  });

  app.get("/browse/rows", async (c) => {
    const read = readQuery(c, browseQuery);
    const found = await browse(site, c.get("person"), { request: requestOf(read), from: read.from, keeper });
    if (!found.ok) {
      throw new HttpProblem(422, { title: found.error.message, detail: "", mend: found.error.mend });
    }
    c.header("Cache-Control", "private, no-store");
    return c.json(browseWindow(found.value));
  });
}
