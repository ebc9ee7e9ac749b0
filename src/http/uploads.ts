/** Takes uploaded files in, and holds every request to the size that its address may have. */
import { bodyLimit } from "hono/body-limit";
import type { MiddlewareHandler } from "hono";
import type { Upload } from "../actions/imports/start_import.ts";
import { BY_COMMAND } from "../actions/restore_archive.ts";
import { filesOf, MultipartFault } from "./multipart.ts";
import { HttpProblem } from "./problem.ts";
import type { AppContext } from "./site.ts";

const LARGEST_FORM = 1_000_000;
/** Notes come with pictures and sounds. */
const LARGEST_NOTE = 60_000_000;
/** What a form has around its files. */
const AROUND = 100_000;
/** More are not even counted. */
const MOST_FILES = 1000;

/** Addresses whose bodies go to the disk as they arrive. */
const STREAMED: ReadonlySet<string> = new Set(["/import", "/restore"]);

/** Forms are small, those of notes bring media, and imports and archives bring what an import may hold. */
export function sizeLimits(uploadBytes: number): MiddlewareHandler {
  const form = bodyLimit({ maxSize: LARGEST_FORM });
  const note = bodyLimit({ maxSize: LARGEST_NOTE });
  return async (c, next) => {
    const { path } = c.req;
    if (STREAMED.has(path)) {
      // A limit that counts would hold the whole body: arrivingFiles() counts what the sender says nothing of.
      if (Number(c.req.header("content-length")) > uploadBytes + AROUND) throw tooLarge(uploadBytes, path);
      return await next();
    }
    const isNote = path === "/notes" || path.startsWith("/notes/") || path === "/media/missing";
    return await (isNote ? note : form)(c, next);
  };
}

function tooLarge(bytes: number, path: string): HttpProblem {
  return new HttpProblem(413, {
    title: "These files are too large",
    detail: `At most ${Math.floor(bytes / (1024 * 1024))} MB are taken at once.`,
    mend: path === "/restore" ? BY_COMMAND : "Import them in parts, or export the deck without its media.",
  });
}

/** The files of the form while they arrive, one after the other. */
export async function* arrivingFiles(c: AppContext, uploadBytes: number): AsyncGenerator<Upload> {
  const limits = { bytes: uploadBytes + AROUND, files: MOST_FILES };
  const problem = (error: unknown) => problemOf(error, { uploadBytes, path: c.req.path });
  try {
    for await (const { field, name, content } of filesOf(c.req.raw, limits)) {
      if (field === "files") yield { name, content: inWords(content, problem) };
    }
  } catch (error) {
    throw problem(error);
  }
}

async function* inWords(
  content: AsyncIterable<Uint8Array>,
  problem: (error: unknown) => unknown,
): AsyncGenerator<Uint8Array> {
  try {
    yield* content;
  } catch (error) {
    throw problem(error);
  }
}

function problemOf(
  error: unknown,
  { uploadBytes, path }: { readonly uploadBytes: number; readonly path: string },
): unknown {
  if (!(error instanceof MultipartFault)) return error;
  switch (error.kind) {
    case "too_large":
      return tooLarge(uploadBytes, path);
    case "too_many":
      return new HttpProblem(422, {
        title: "These files are not taken",
        detail: `More than ${MOST_FILES} files were chosen.`,
        mend: "Nothing was changed. Put them into one zip file, or import them in parts.",
      });
    case "broken":
      return new HttpProblem(400, {
        title: "These files did not arrive whole",
        detail: "The form could not be read to its end.",
        mend: "Check the connection and send them once more.",
      });
  }
}
