/** Writing notes of one's own: the editor, its live preview, pictures for it. */
import { sha256 } from "hono/utils/crypto";
import { z } from "zod";
import { keepUpload, LARGEST_UPLOAD, mediaType } from "../../actions/media.ts";
import { bulkEdit } from "../../actions/bulk_edit.ts";
import {
  type Draft,
  editorOf,
  editorState,
  readDraft,
  saveNote,
  turnDraft,
} from "../../actions/note_editor.ts";
import { NoteEditorPage } from "../../pages/note_editor.tsx";
import { noteEditorModel, notePreview } from "../../pages/note_editor_model.ts";
import { renderPreview } from "../../pages/note_preview_html.ts";
import { back, readForm, readQuery, rowId } from "../forms.ts";
import { HttpProblem, notFound } from "../problem.ts";
import { type App, type AppContext, backWithUndo, sendPage, type Site } from "../site.ts";

const file = z.union([z.instanceof(File), z.array(z.instanceof(File)), z.string()]).optional().transform((
  given,
) =>
  (Array.isArray(given) ? given : [given]).filter((one): one is File => one instanceof File && one.size > 0)
);

const draftForm = z.looseObject({
  kind: z.string().max(200),
  deck: z.string().max(100).default(""),
  tags: z.string().max(1000).default(""),
  source: z.string().max(1000).default(""),
  text: z.string().max(300_000).default(""),
  media: file,
  /** The kind that the form was drawn for. */
  was: z.string().max(200).default(""),
  step: z.enum(["save", "another", "preview", "kind"]).default("save"),
  back,
});

type DraftForm = z.infer<typeof draftForm>;

const newQuery = z.object({
  deck: z.string().max(100).default(""),
  kind: z.string().max(200).default("basic"),
  back,
});

export function noteRoutes(app: App, site: Site): void {
  app.get("/notes/new", async (c) => {
    const { deck, kind, back } = readQuery(c, newQuery);
    const draft = { kind, deck, tags: [], source: "", text: "", values: {} };
    const state = await editorState(site, c.get("person"), { note: undefined, draft });
    const address = back === "/" && state.draft.deck !== "" ? `/decks/${state.draft.deck}` : back;
    return sendEditor(c, site, noteEditorModel(state, { read: undefined, fence: site.fence, back: address }));
  });

  app.get("/notes/:id/edit", async (c) => {
    const { back } = readQuery(c, newQuery);
    const state = await editorOf(site, c.get("person"), idOf(c));
    if (state === undefined) throw notFound("note of your own");
    const read = readDraft(state.draft, state.noteType?.definition);
    const address = back === "/" ? `/decks/${state.draft.deck}` : back;
    return sendEditor(c, site, noteEditorModel(state, { read, fence: site.fence, back: address }));
  });

  app.post("/notes", async (c) => await written(c, site, undefined));
  app.post("/notes/:id{[1-9][0-9]{0,14}}", async (c) => await written(c, site, idOf(c)));

  app.post("/notes/preview", async (c) => {
    const form = await readForm(c, draftForm);
    const { draft } = await turnDraft(site, c.get("person"), { draft: draftOf(form), was: form.was });
    if (isBlank(draft)) return c.html(renderPreview(undefined));
    const state = await editorState(site, c.get("person"), { note: undefined, draft });
    const preview = notePreview(readDraft(draft, state.noteType?.definition), {
      deckSlug: state.draft.deck,
      fence: site.fence,
      noteTypeId: state.noteType?.id,
    });
    return c.html(renderPreview(preview));
  });

  app.post("/notes/media", async (c) => {
    const { file: files } = await readForm(c, z.object({ file }));
    const [first] = files;
    if (first === undefined) throw refused("No file came with the form.");
    const kept = await keep(c, site, first);
    if (!kept.ok) throw refused(kept.error);
    return c.text(kept.value);
  });

  app.post("/notes/:id/delete", async (c) => {
    const form = await readForm(c, z.object({ back }));
    const done = await bulkEdit(site, c.get("person"), { noteIds: [idOf(c)], edit: { kind: "delete" } });
    if (!done.ok || done.value.changed === 0) throw notFound("note of your own");
    return backWithUndo(c, form.back, { notice: "note_deleted", editId: done.value.id });
  });
}

async function written(c: AppContext, site: Site, noteId: number | undefined): Promise<Response> {
  const form = await readForm(c, draftForm);
  const person = c.get("person");
  const kept = await keptUploads(c, site, form);
  const { draft, isTurned, said } = await turnDraft(site, person, { draft: kept.draft, was: form.was });
  if (form.step === "preview" || form.step === "kind" || isTurned || kept.problems.length > 0) {
    return await sendDraft(c, site, { noteId, draft, back: form.back, problems: kept.problems, said });
  }
  const saved = await saveNote(site, person, { noteId, guid: crypto.randomUUID(), draft });
  if (saved.kind === "missing") throw notFound("note of your own");
  if (saved.kind === "problems") {
    const problems = saved.problems.map(({ message }) => message);
    return await sendDraft(c, site, { noteId, draft, back: form.back, problems, said });
  }
  if (form.step === "another") {
    const query = new URLSearchParams({ deck: draft.deck, kind: draft.kind, back: form.back });
    return backWithUndo(c, `/notes/new?${query}`, { notice: "note_saved", editId: saved.edited.id });
  }
  return backWithUndo(c, form.back, { notice: "note_saved", editId: saved.edited.id });
}

interface Sending {
  readonly noteId: number | undefined;
  readonly draft: Draft;
  readonly back: string;
  readonly problems: readonly string[];
  readonly said: readonly string[];
}

/** The form again with what was typed, and its cards or problems. */
async function sendDraft(
  c: AppContext,
  site: Site,
  { noteId, draft, back, problems, said }: Sending,
): Promise<Response> {
  const person = c.get("person");
  const state = await editorState(site, person, { note: undefined, draft });
  const read = readDraft(state.draft, state.noteType?.definition);
  const model = noteEditorModel(state, { read, fence: site.fence, back });
  const more = problems.map((message) => ({ line: 1, column: 1, message, expected: "another try" }));
  const known = new Set(model.preview?.problems.map(({ message }) => message));
  const preview = model.preview && {
    ...model.preview,
    problems: [...model.preview.problems, ...more.filter(({ message }) => !known.has(message))],
  };
  const title = noteId === undefined ? "New note" : "Edit note";
  return sendEditor(
    c,
    site,
    { ...model, noteId, title, preview, said },
    preview?.problems.length === 0 ? 200 : 422,
  );
}

function sendEditor(
  c: AppContext,
  site: Site,
  model: ReturnType<typeof noteEditorModel>,
  status: 200 | 422 = 200,
): Response {
  return sendPage(c, site, {
    title: model.title,
    body: NoteEditorPage({ model, assets: site.assets() }),
    frame: "wide",
    status,
  });
}

function draftOf({ kind, deck, tags, source, text, ...rest }: DraftForm): Draft {
  const values = Object.entries(rest).flatMap(([name, value]): [string, string][] =>
    name.startsWith("field.") && typeof value === "string"
      ? [[name.slice("field.".length), value.replace(/\r\n?/g, "\n")]]
      : []
  );
  return {
    kind,
    deck,
    tags: tagsIn(tags, kind),
    source,
    text: text.replace(/\r\n?/g, "\n"),
    values: Object.fromEntries(values),
  };
}

/** With blanks or commas between; inside the tags of note types commas are signs like others. */
function tagsIn(text: string, kind: string): readonly string[] {
  const tags = text.split(kind.startsWith("anki:") ? /\s+/ : /[\s,]+/).map((tag) =>
    tag.replace(/^,+|,+$/g, "")
  );
  return [...new Set(tags)].filter((tag) => tag !== "");
}

/** Nothing is written yet, which is no mistake. A generated note has settings only, or none. */
function isBlank({ kind, text, values }: Draft): boolean {
  return kind !== "generated" && [text, ...Object.values(values)].every((one) => one.trim() === "");
}

/** Files that came with the form are kept, and put at the end of the text or of the first field. */
async function keptUploads(c: AppContext, site: Site, form: DraftForm) {
  let draft = draftOf(form);
  const problems: string[] = [];
  for (const upload of form.media) {
    const kept = await keep(c, site, upload);
    if (kept.ok) draft = withMedia(draft, kept.value);
    else problems.push(kept.error);
  }
  return { draft, problems };
}

function withMedia(draft: Draft, name: string): Draft {
  const isPicture = mediaType(name)?.startsWith("image/") === true;
  const [first] = Object.keys(draft.values);
  if (first === undefined) {
    const markup = isPicture ? `![${wordsOf(name)}](${name})` : `[${name}](${name})`;
    return { ...draft, text: draft.text === "" ? markup : `${draft.text}\n\n${markup}` };
  }
  const markup = isPicture ? `<img src="${name}" alt="">` : `[sound:${name}]`;
  return { ...draft, values: { ...draft.values, [first]: `${draft.values[first] ?? ""}${markup}` } };
}

/** What a picture is called until its author says what it shows. */
function wordsOf(name: string): string {
  return name.replace(/\.[^.]*$/, "").replaceAll("-", " ");
}

async function keep(c: AppContext, site: Site, upload: File) {
  if (upload.size > LARGEST_UPLOAD) throw refused(`${upload.name} has more than ${LARGEST_UPLOAD / 1e6} MB.`);
  const bytes = new Uint8Array(await upload.arrayBuffer());
  const hash = await sha256(bytes) ?? "";
  return await keepUpload(site, c.get("person"), {
    upload: { name: upload.name, bytes, hash },
    files: site.media,
  });
}

function idOf(c: AppContext): number {
  const read = rowId.safeParse(c.req.param("id"));
  if (!read.success) throw notFound("note");
  return read.data;
}

function refused(detail: string): HttpProblem {
  return new HttpProblem(422, { title: "The file was not kept", detail, mend: "Choose another file." });
}
