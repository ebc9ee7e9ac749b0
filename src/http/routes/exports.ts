/** Exports: which decks, in which format, and the file itself. */
import { z } from "zod";
import { exportArchive } from "../../actions/archive.ts";
import { exportState, writeExport, type WrittenExport } from "../../actions/write_export.ts";
import { ExportPage } from "../../pages/export.tsx";
import { readForm, readQuery, whole } from "../forms.ts";
import { HttpProblem, notFound } from "../problem.ts";
import { type App, type AppContext, sendPage, type Site } from "../site.ts";

const slug = z.string().max(100);

const exportForm = z.object({
  format: z.string().max(50),
  deck: z.union([slug.transform((one) => [one]), z.array(slug).max(10_000)]).default([]),
  schedules: z.string().optional(),
  media: z.string().optional(),
  older: z.string().optional(),
  variants: whole.pipe(z.number().min(1).max(1000)),
});

export function exportRoutes(app: App, site: Site): void {
  app.get("/export", async (c) => {
    const { deck } = readQuery(c, z.object({ deck: slug.optional() }));
    const state = await exportState(site, c.get("person"));
    const decks = state.decks.map((one) => ({ ...one, chosen: one.slug === deck }));
    const model = { ...state, decks };
    return sendPage(c, site, { title: "Export", body: ExportPage({ model }) });
  });

  app.post("/export", async (c) => {
    const form = await readForm(c, exportForm);
    const wishes = {
      schedules: form.schedules !== undefined,
      media: form.media !== undefined,
      older: form.older !== undefined,
      variants: form.variants,
    };
    const asked = { format: form.format, decks: form.deck, wishes };
    const tools = { ...site.exporting, media: site.media, deckFile: site.deckFile };
    const written = await writeExport(site, c.get("person"), asked, tools);
    if (!written.ok) throw notFound(written.error === "no_deck" ? "deck" : "format");
    return await sendFile(c, written.value);
  });

  app.post("/export/archive", async (c) => {
    const tools = { media: site.media, pause: site.exporting.pause };
    const written = await exportArchive(site, c.get("person"), tools);
    if (!written.ok) {
      throw new HttpProblem(409, {
        title: "The archive cannot be made now",
        detail: written.error,
        mend: "Wait until that is done, and download it then.",
      });
    }
    return await sendFile(c, written.value);
  });
}

/** The first piece is made before anything is sent, so that what fails at the start is still told as a page. */
async function sendFile(c: AppContext, { name, mediaType, pieces }: WrittenExport): Promise<Response> {
  const first = await firstOf(pieces);
  c.header("Content-Type", mediaType);
  c.header("Content-Disposition", `attachment; filename="${name}"`);
  c.header("Cache-Control", "private, no-store");
  let waiting = first;
  const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
    async pull(controller) {
      const next = waiting ?? await pieces.next();
      waiting = undefined;
      if (next.done === true) controller.close();
      else controller.enqueue(next.value);
    },
    async cancel() {
      await pieces.return(undefined);
    },
  });
  return c.body(body);
}

async function firstOf(
  pieces: WrittenExport["pieces"],
): Promise<Awaited<ReturnType<WrittenExport["pieces"]["next"]>> | undefined> {
  try {
    return await pieces.next();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new HttpProblem(422, {
      title: "This is too large for one file",
      detail: error.message,
      mend: "Export fewer decks at a time, or leave the media out.",
    });
  }
}
