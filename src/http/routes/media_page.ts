/** The page of a person's files: missing, unused and used ones; unused go, missing ones come. */
import { sha256 } from "hono/utils/crypto";
import { z } from "zod";
import { LARGEST_UPLOAD, mediaType } from "../../actions/media.ts";
import { bringMissing, deleteUnused, surveyMedia } from "../../actions/media_survey.ts";
import { DeleteMediaPage, MEDIA_LISTS, type MediaList, MediaPage } from "../../pages/media.tsx";
import { deleteMediaModel, mediaModel } from "../../pages/media_model.ts";
import { readForm, readQuery, whole } from "../forms.ts";
import { type App, type AppContext, backTo, sendPage, type Site } from "../site.ts";

const query = z.object({
  show: z.enum(MEDIA_LISTS).default("missing"),
  from: whole.pipe(z.number().nonnegative()).default(0),
});

const names = z.string().max(700_000).transform((text, context): readonly string[] => {
  const read = z.array(z.string().max(1000)).safeParse(jsonOf(text));
  if (read.success) return read.data;
  context.addIssue({ code: "custom", message: "a list of names is needed" });
  return z.NEVER;
});

export function mediaPageRoutes(app: App, site: Site): void {
  app.get("/media", async (c) => {
    const { show, from } = readQuery(c, query);
    return await mediaPage(c, site, { list: show, from, problem: undefined });
  });

  app.post("/media/missing", async (c) => {
    const form = await readForm(c, z.object({ name: z.string().max(1000), file: z.instanceof(File) }));
    const problem = await broughtProblem(c, site, form);
    if (problem === undefined) return backTo(c, "/media?show=missing", "media_added");
    return await mediaPage(c, site, { list: "missing", from: 0, problem });
  });

  app.get("/media/unused", async (c) => {
    const model = deleteMediaModel(await surveyMedia(site, c.get("person")));
    return sendPage(c, site, { title: "Delete files", body: DeleteMediaPage({ model }) });
  });

  app.post("/media/unused", async (c) => {
    const form = await readForm(c, z.object({ names }));
    const gone = await deleteUnused(site, c.get("person"), { seen: new Set(form.names), files: site.media });
    return backTo(c, "/media?show=unused", gone === 0 ? "media_kept" : "media_deleted");
  });
}

interface Shown {
  readonly list: MediaList;
  readonly from: number;
  readonly problem: string | undefined;
}

async function mediaPage(c: AppContext, site: Site, shown: Shown): Promise<Response> {
  const survey = await surveyMedia(site, c.get("person"));
  const isPicture = (name: string) => mediaType(name)?.startsWith("image/") === true;
  const body = MediaPage({ model: mediaModel(survey, { ...shown, isPicture }) });
  const status = shown.problem === undefined ? 200 : 422;
  return sendPage(c, site, { title: "Pictures and sounds", body, frame: "wide", status });
}

/** Why the file was not kept; undefined when it was. */
async function broughtProblem(
  c: AppContext,
  site: Site,
  { name, file }: { readonly name: string; readonly file: File },
): Promise<string | undefined> {
  if (file.size > LARGEST_UPLOAD) return `${file.name} has more than ${LARGEST_UPLOAD / 1e6} MB.`;
  const bytes = new Uint8Array(await file.arrayBuffer());
  const hash = await sha256(bytes) ?? "";
  const kept = await bringMissing(site, c.get("person"), { name, bytes, hash, files: site.media });
  return kept.ok ? undefined : kept.error;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
