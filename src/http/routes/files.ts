/** Files that the build made, and a sign of life: for everybody. */
import { serveStatic } from "hono/deno";
import type { App } from "../site.ts";

export function fileRoutes(app: App): void {
  app.get("/healthz", (c) => c.json({ status: "ok" }));

  app.use(
    "/static/islands/*",
    serveStatic({
      root: "./",
      // Names carry a hash of their content.
      onFound: (_path, c) => c.header("Cache-Control", "public, max-age=31536000, immutable"),
    }),
  );
}
