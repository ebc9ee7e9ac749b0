/** Pictures, sounds and films of notes: those that a deck ships, and the person's own. */
import { sha256 } from "hono/utils/crypto";
import { mediaFile, mediaType, showable } from "../../actions/media.ts";
import { type App, type AppContext, type Site } from "../site.ts";

type Bytes = Uint8Array<ArrayBuffer>;

export function mediaRoutes(app: App, site: Site): void {
  app.get("/media/:deck/:file", async (c) => {
    const name = c.req.param("file");
    const type = mediaType(name);
    const shipped = type === undefined ? undefined : await site.deckFile(c.req.param("deck"), name);
    if (shipped !== undefined) return await sendFile(c, { type, bytes: shipped });
    const own = await mediaFile(site, c.get("person"), { name, files: site.media });
    return own === undefined ? c.notFound() : await sendFile(c, { type, bytes: own.bytes, hash: own.hash });
  });
}

interface Sent {
  readonly type: string | undefined;
  readonly bytes: Bytes;
  readonly hash?: string;
}

async function sendFile(c: AppContext, { type, bytes, hash }: Sent): Promise<Response> {
  const content = showable(type, bytes);
  const etag = `"${content === bytes && hash !== undefined ? hash : await sha256(content)}"`;
  c.header("ETag", etag);
  c.header("Cache-Control", "private, max-age=3600");
  c.header("Accept-Ranges", "bytes");
  // A picture opened by itself must not be able to run anything.
  c.header("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; sandbox");
  if (c.req.header("if-none-match") === etag) return c.body(null, 304);
  c.header("Content-Type", type ?? "application/octet-stream");
  if (type === undefined) c.header("Content-Disposition", "attachment");
  const range = rangeOf(c.req.header("range"), content.length);
  if (range === undefined) return c.body(content);
  if (range === "unsatisfiable") {
    c.header("Content-Range", `bytes */${content.length}`);
    return c.body(null, 416);
  }
  // Players ask for parts, and some play nothing that comes whole.
  c.header("Content-Range", `bytes ${range.from}-${range.to}/${content.length}`);
  return c.body(content.slice(range.from, range.to + 1), 206);
}

interface Range {
  readonly from: number;
  readonly to: number;
}

/** One range of bytes, as players ask for; undefined for none, and for lists of ranges, which need not be honoured. */
function rangeOf(header: string | undefined, length: number): Range | "unsatisfiable" | undefined {
  const found = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header ?? "");
  if (found === null) return undefined;
  const [first, last] = [found[1] ?? "", found[2] ?? ""];
  if (first === "" && last === "") return undefined;
  const from = first === "" ? Math.max(0, length - Number(last)) : Number(first);
  const to = first === "" || last === "" ? length - 1 : Math.min(Number(last), length - 1);
  return from > to ? "unsatisfiable" : { from, to };
}
