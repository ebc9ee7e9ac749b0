/** Files: what the build made, pictures of decks, and a sign of life. */
import { serveStatic } from "hono/deno";
import { type App, type Site } from "../site.ts";

const TYPES: Readonly<Record<string, string>> = {
  svg: "image/svg+xml",
  png: "image/png",
  jpg: "image/jpeg",
  jpeg: "image/jpeg",
  gif: "image/gif",
  webp: "image/webp",
  avif: "image/avif",
};

export function fileRoutes(app: App, site: Site): void {
  app.get("/healthz", (c) => c.json({ status: "ok" }));

  app.use(
    "/static/islands/*",
    serveStatic({
      root: "./",
      // Names carry a hash of their content.
      onFound: (_path, c) => c.header("Cache-Control", "public, max-age=31536000, immutable"),
    }),
  );

  app.get("/media/:deck/:file", async (c) => {
    const name = c.req.param("file");
    const type = TYPES[name.split(".").at(-1)?.toLowerCase() ?? ""];
    const content = type === undefined ? undefined : await site.deckFile(c.req.param("deck"), name);
    if (type === undefined || content === undefined) return c.notFound();
    c.header("Content-Type", type);
    c.header("Cache-Control", "private, max-age=3600");
    // A picture opened by itself must not be able to run anything.
    c.header("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; sandbox");
    return c.body(content);
  });
}
