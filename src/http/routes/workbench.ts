/** The workbench: an author's note is tried out, and nothing is stored. */
import { z } from "zod";
import { WorkbenchPage } from "../../pages/workbench.tsx";
import { EXAMPLE_NOTE, workbenchModel } from "../../pages/workbench_model.ts";
import { readForm } from "../forms.ts";
import { type App, sendPage, type Site } from "../site.ts";

/** Above what is read, so that a text that is too long comes back with its problem and is not lost. */
const workbenchForm = z.object({ text: z.string().max(200_000) });

export function workbenchRoutes(app: App, site: Site): void {
  app.get("/workbench", (c) => {
    const model = workbenchModel(EXAMPLE_NOTE, undefined, site.fence);
    return sendPage(c, site, { title: "Workbench", body: WorkbenchPage({ model }), frame: "wide" });
  });

  app.post("/workbench", async (c) => {
    const { text } = await readForm(c, workbenchForm);
    const model = workbenchModel(text, await site.tryNote(text), site.fence);
    return sendPage(c, site, {
      title: "Workbench",
      body: WorkbenchPage({ model }),
      frame: "wide",
      status: model.problems.length > 0 ? 422 : 200,
    });
  });
}
