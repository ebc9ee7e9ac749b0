/** Reads uploaded files, and holds every request to the size that its address may have. */
import { bodyLimit } from "hono/body-limit";
import type { MiddlewareHandler } from "hono";
import type { Upload } from "../actions/imports/start_import.ts";
import { HttpProblem } from "./problem.ts";
import type { AppContext } from "./site.ts";

const LARGEST_FORM = 1_000_000;
/** Notes come with pictures and sounds. */
const LARGEST_NOTE = 60_000_000;
/** What a form has around its files. */
const AROUND = 100_000;

/** Forms are small, those of notes bring media, and imports bring what an import may hold. */
export function sizeLimits(uploadBytes: number): MiddlewareHandler {
  const form = bodyLimit({ maxSize: LARGEST_FORM });
  const note = bodyLimit({ maxSize: LARGEST_NOTE });
  const upload = bodyLimit({ maxSize: uploadBytes + AROUND, onError: () => refuse(uploadBytes) });
  return (c, next) => {
    const { path } = c.req;
    if (path === "/import") return upload(c, next);
    const isNote = path === "/notes" || path.startsWith("/notes/") || path === "/media/missing";
    return (isNote ? note : form)(c, next);
  };
}

function refuse(bytes: number): never {
  throw new HttpProblem(413, {
    title: "These files are too large",
    detail: `At most ${Math.floor(bytes / (1024 * 1024))} MB are taken at once.`,
    mend: "Import them in parts, or export the deck without its media.",
  });
}

/** The files of the form; empty where none was chosen. */
export async function readUploads(c: AppContext): Promise<readonly Upload[]> {
  let form: FormData;
  try {
    form = await c.req.formData();
  } catch {
    throw new HttpProblem(400, {
      title: "These files did not arrive whole",
      detail: "The form could not be read to its end.",
      mend: "Check the connection and send them once more.",
    });
  }
  return form.getAll("files").filter((value) => value instanceof File)
    .filter(({ name, size }) => name !== "" || size > 0)
    .map((file) => ({ name: file.name, size: file.size, content: file.stream() }));
}
