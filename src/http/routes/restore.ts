/** Restores: an archive comes in, and a person who has nothing here has everything again. */
import type { MiddlewareHandler } from "hono";
import { isEmpty, restoreUpload } from "../../actions/restore_archive.ts";
import { RestorePage } from "../../pages/restore.tsx";
import { HttpProblem } from "../problem.ts";
import { type App, type AppContext, backTo, type Env, sendPage, type Site } from "../site.ts";
import { arrivingFiles } from "../uploads.ts";

export function restoreRoutes(app: App, site: Site): void {
  app.get("/restore", async (c) => await restorePage(c, site, undefined));

  app.post("/restore", async (c) => {
    const uploads = arrivingFiles(c, site.restores.bytes);
    const restored = await restoreUpload(site, c.get("person"), { desk: site.restores, uploads });
    if (!restored.ok) return await restorePage(c, site, restored.error);
    return backTo(c, "/", restored.value.missingMedia.length > 0 ? "restored_partly" : "restored");
  });
}

/** While somebody's archive is being written nothing else of theirs is: the two would get in each other's way. */
export function unlessRestoring({ restores }: Site): MiddlewareHandler<Env> {
  return async (c, next) => {
    const isReading = c.req.method === "GET" || c.req.method === "HEAD" || c.req.path === "/restore";
    if (!isReading && restores.busy.has(c.get("person").id)) {
      throw new HttpProblem(409, {
        title: "Your archive is being restored",
        detail: "Until that is done nothing else is written for you.",
        mend: "Wait a moment, and send this once more.",
      });
    }
    await next();
  };
}

async function restorePage(
  c: AppContext,
  site: Site,
  problem: { readonly message: string; readonly mend: string } | undefined,
): Promise<Response> {
  const person = c.get("person");
  const isBusy = site.restores.busy.has(person.id);
  const stage = isBusy ? "busy" : await isEmpty(site, person) ? "empty" : "not_empty";
  const model = { stage, limit: site.restores.bytes, problem } as const;
  return sendPage(c, site, {
    title: "Restore an archive",
    body: RestorePage({ model }),
    status: problem === undefined ? 200 : 422,
    ...(isBusy ? { refreshSeconds: 2 } : {}),
  });
}
