/** The gallery of all generated questions. */
import { z } from "zod";
import { gallery } from "../../actions/practice_gallery.ts";
import { GalleryPage } from "../../pages/gallery.tsx";
import { galleryModel, makeExamples } from "../../pages/gallery_model.ts";
import { readQuery } from "../forms.ts";
import { type App, sendPage, type Site } from "../site.ts";

const DAY_MS = 86_400_000;

const query = z.object({
  search: z.string().max(200).default(""),
  topic: z.string().max(100).optional().transform((slug) => slug === "" ? undefined : slug),
});

export function galleryRoutes(app: App, site: Site): void {
  const examples = makeExamples();
  app.get("/practice", (c) => {
    const state = gallery(readQuery(c, query), Math.floor(site.now() / DAY_MS));
    return sendPage(c, site, {
      title: "Practice",
      body: GalleryPage({ model: galleryModel(state, examples) }),
      frame: "page",
    });
  });
}
