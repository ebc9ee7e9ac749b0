/** The server as one value: who may come in, then a line for each group of routes. */
import { Hono } from "hono";
import { compress } from "hono/compress";
import { localPerson } from "../actions/sign_in.ts";
import { errorHandler, notFoundHandler } from "./errors.ts";
import { apiRoutes } from "./api/routes.ts";
import { browseRoutes } from "./routes/browse.ts";
import { bulkRoutes } from "./routes/bulk.ts";
import { cardRoutes } from "./routes/cards.ts";
import { deckRoutes } from "./routes/decks.ts";
import { exportRoutes } from "./routes/exports.ts";
import { fileRoutes } from "./routes/files.ts";
import { galleryRoutes } from "./routes/gallery.ts";
import { importRoutes } from "./routes/imports.ts";
import { mediaRoutes } from "./routes/media.ts";
import { mediaPageRoutes } from "./routes/media_page.ts";
import { noteRoutes } from "./routes/notes.ts";
import { ownDeckRoutes } from "./routes/own_decks.ts";
import { noteTypeRoutes } from "./routes/note_types.ts";
import { practiceRoutes } from "./routes/practice.ts";
import { presetRoutes } from "./routes/presets.ts";
import { restoreRoutes, unlessRestoring } from "./routes/restore.ts";
import { reviewRoutes } from "./routes/review.ts";
import { settingsRoutes } from "./routes/settings.ts";
import { solverRoutes } from "./routes/solver.ts";
import { askToSignIn, signedInPerson, signInRoutes } from "./routes/sign_in.ts";
import { workbenchRoutes } from "./routes/workbench.ts";
import { headers, loopbackHostOnly, ownOriginOnly } from "./security.ts";
import type { App, Env, Site } from "./site.ts";
import { sizeLimits } from "./uploads.ts";

export function createApp(site: Site): App {
  const app: App = new Hono<Env>();
  app.onError(errorHandler(site));
  app.notFound(notFoundHandler(site));

  app.use(headers());
  app.use(compress());
  app.use(sizeLimits(site.imports.limits.bytes));
  if (site.isOpen()) app.use(loopbackHostOnly());
  app.use(ownOriginOnly({ baseUrl: site.baseUrl, scriptsMayWrite: site.isOpen() }));

  fileRoutes(app);
  signInRoutes(app, site);
  app.use(async (c, next) => {
    const person = site.isOpen() ? await localPerson(site.store) : await signedInPerson(c, site);
    if (person === undefined) return askToSignIn(c);
    c.set("person", person);
    return await next();
  });
  app.use(unlessRestoring(site));
  ownDeckRoutes(app, site);
  deckRoutes(app, site);
  noteRoutes(app, site);
  importRoutes(app, site);
  exportRoutes(app, site);
  restoreRoutes(app, site);
  mediaRoutes(app, site);
  mediaPageRoutes(app, site);
  reviewRoutes(app, site);
  cardRoutes(app, site);
  noteTypeRoutes(app, site);
  browseRoutes(app, site);
  bulkRoutes(app, site);
  presetRoutes(app, site);
  settingsRoutes(app, site);
  galleryRoutes(app, site);
  practiceRoutes(app, site);
  solverRoutes(app, site);
  apiRoutes(app, site);
  workbenchRoutes(app, site);
  return app;
}
