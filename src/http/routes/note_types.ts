/** Style sheets of imported note types, for the person whose notes follow them. */
import { noteTypeSheet } from "../../actions/note_type_sheet.ts";
import { type App, type Site } from "../site.ts";

export function noteTypeRoutes(app: App, site: Site): void {
  app.get("/note-types/:id{[1-9][0-9]{0,14}}/:sheet{note-[0-9a-f]{16}\\.css}", async (c) => {
    const sheet = await noteTypeSheet(site, c.get("person"), {
      id: Number(c.req.param("id")),
      name: c.req.param("sheet").replace(/\.css$/, ""),
    });
    if (sheet === undefined) return c.notFound();
    c.header("Content-Type", "text/css; charset=utf-8");
    c.header("X-Content-Type-Options", "nosniff");
    // The name changes with the sheet; it belongs to one person.
    c.header("Cache-Control", "private, max-age=31536000, immutable");
    return c.body(sheet);
  });
}
