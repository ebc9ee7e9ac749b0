/** What is done with the cards of a search: ticked ones, or all. */
import { z } from "zod";
import { type BrowseRequest, foundCards, notesOfCards } from "../../actions/browse.ts";
import { bulkEdit, previewReplace } from "../../actions/bulk_edit.ts";
import { changeCards, MOST_CARDS } from "../../actions/change_cards.ts";
import { takeBackEdit } from "../../actions/edit_notes.ts";
import { ReplacePage } from "../../pages/replace.tsx";
import { back, readForm, rowId, whole } from "../forms.ts";
import { HttpProblem, notFound } from "../problem.ts";
import { type App, type AppContext, backTo, sendPage, type Site } from "../site.ts";
import { browseAddressOf, browseQuery, requestOf } from "./browse.ts";

const many = z.union([z.string(), z.array(z.string())]).default([]).transform((given) =>
  (typeof given === "string" ? [given] : given).flatMap((text) => {
    const id = rowId.safeParse(text);
    return id.success ? [id.data] : [];
  })
);

const which = browseQuery.extend({ card: many, all: z.literal("1").optional() });

const FLAGS = { 0: 0, 1: 1, 2: 2, 3: 3, 4: 4, 5: 5, 6: 6, 7: 7 } as const;
const simple = ["suspend", "unsuspend", "bury", "reset"] as const;

const change = which.extend({
  verb: z.enum([...simple, "flag", "set_due", "add_tags", "remove_tags", "move", "replace", "delete"]),
  flag: z.enum(["0", "1", "2", "3", "4", "5", "6", "7"]).default("0").transform((text) => FLAGS[text]),
  days: whole.pipe(z.number().min(0).max(36_500)).catch(1),
  tags: z.string().max(500).default(""),
  deck: z.string().max(100).default(""),
});

const replacing = which.extend({
  step: z.enum(["preview", "apply"]),
  find: z.string().max(1000),
  with: z.string().max(1000).default(""),
  field: z.string().max(200).default(""),
  regex: z.literal("1").optional(),
  case: z.literal("1").optional(),
});

/** Places of a replacement that are shown before it is done. */
const SHOWN = 50;

export function bulkRoutes(app: App, site: Site): void {
  app.post("/browse/change", async (c) => {
    const form = await readForm(c, change);
    const cardIds = await chosenCards(c, site, form);
    if (form.verb === "replace") return await replacePage(c, site, { form: blank(form), cardIds });
    if (
      form.verb === "add_tags" || form.verb === "remove_tags" || form.verb === "move" ||
      form.verb === "delete"
    ) {
      return await editChosen(c, site, { form, cardIds });
    }
    const changed = await changeCards(site, c.get("person"), { cardIds, change: cardChange(form) });
    if (changed.kind === "too_many") {
      throw new HttpProblem(422, {
        title: `These are ${cardIds.length} cards`,
        detail: `At most ${MOST_CARDS} cards are changed at once, so that one step takes them back.`,
        mend: "Narrow the search, and change them in parts.",
      });
    }
    return backTo(c, browseAddressOf(form), changed.kind === "done" ? "cards_changed" : changed.kind);
  });

  app.post("/browse/replace", async (c) => {
    const form = await readForm(c, replacing);
    const cardIds = await chosenCards(c, site, form);
    if (form.step === "preview") return await replacePage(c, site, { form, cardIds });
    const noteIds = await notesOfCards(site, c.get("person"), cardIds);
    const edited = await bulkEdit(site, c.get("person"), {
      noteIds,
      edit: { kind: "replace", replace: replaceOf(form) },
    });
    if (!edited.ok) throw refused(edited.error.message);
    return backTo(c, browseAddressOf(form), edited.value.changed > 0 ? "replaced" : "notes_unchanged");
  });

  app.post("/notes/edits/:id/undo", async (c) => {
    const form = await readForm(c, z.object({ back }));
    const id = rowId.safeParse(c.req.param("id"));
    const taken = id.success ? await takeBackEdit(site, c.get("person"), id.data) : undefined;
    if (taken === undefined) throw notFound("edit to take back");
    return backTo(c, form.back, "undone");
  });
}

function cardChange({ verb, flag, days }: z.infer<typeof change>) {
  if (verb === "flag") return { kind: verb, flag } as const;
  if (verb === "set_due") return { kind: verb, inDays: days } as const;
  const kind = simple.find((one) => one === verb);
  if (kind === undefined) throw refused(`“${verb}” is nothing that can be done with cards.`);
  return { kind } as const;
}

async function editChosen(
  c: AppContext,
  site: Site,
  { form, cardIds }: { readonly form: z.infer<typeof change>; readonly cardIds: readonly number[] },
): Promise<Response> {
  const tags = form.tags.split(/[\s,]+/).filter((tag) => tag !== "");
  const needsTags = form.verb === "add_tags" || form.verb === "remove_tags";
  if (needsTags && tags.length === 0) throw refused("No tag is given.");
  const noteIds = await notesOfCards(site, c.get("person"), cardIds);
  const edit = form.verb === "move"
    ? { kind: form.verb, slug: form.deck } as const
    : form.verb === "delete"
    ? { kind: form.verb } as const
    : { kind: form.verb === "add_tags" ? form.verb : "remove_tags", tags } as const;
  const edited = await bulkEdit(site, c.get("person"), { noteIds, edit });
  if (!edited.ok) throw refused(edited.error.message);
  const { changed, notOwn } = edited.value;
  return backTo(
    c,
    browseAddressOf(form),
    changed > 0 ? "notes_changed" : notOwn > 0 ? "notes_not_own" : "notes_unchanged",
  );
}

/** The cards that are ticked, or all that the search finds. */
async function chosenCards(
  c: AppContext,
  site: Site,
  form: z.infer<typeof which>,
): Promise<readonly number[]> {
  if (form.all === undefined) {
    if (form.card.length > 0) return form.card;
    throw refused("No card is ticked.");
  }
  const request: BrowseRequest = requestOf(form);
  const found = await foundCards(site, c.get("person"), request);
  if (!found.ok) throw refused(found.error.message);
  return found.value;
}

type ReplaceForm = Omit<z.infer<typeof replacing>, "step">;

function blank(form: z.infer<typeof which>): ReplaceForm {
  return { ...form, find: "", with: "", field: "" };
}

function replaceOf(form: ReplaceForm) {
  return {
    find: form.find,
    with: form.with,
    isRegex: form.regex !== undefined,
    matchCase: form.case !== undefined,
    field: form.field === "" ? undefined : form.field,
  };
}

async function replacePage(
  c: AppContext,
  site: Site,
  { form, cardIds }: { readonly form: ReplaceForm; readonly cardIds: readonly number[] },
): Promise<Response> {
  const noteIds = await notesOfCards(site, c.get("person"), cardIds);
  const replace = replaceOf(form);
  const preview = form.find === ""
    ? undefined
    : await previewReplace(site, c.get("person"), { noteIds, replace, most: SHOWN });
  const problem = preview?.ok === false ? preview.error : undefined;
  const body = ReplacePage({
    model: {
      which: [
        ...(form.all === undefined
          ? form.card.map((id) => ["card", String(id)] as const)
          : [["all", "1"] as const]),
        ["q", form.q],
        ["sort", form.sort],
        ["order", form.order],
        ["by", form.by],
      ],
      noteCount: noteIds.length,
      find: form.find,
      with: form.with,
      isRegex: replace.isRegex,
      matchCase: replace.matchCase,
      field: form.field,
      problem,
      preview: preview?.ok === true
        ? {
          notes: preview.value.notes,
          places: preview.value.places,
        }
        : undefined,
      back: browseAddressOf(form),
    },
  });
  return sendPage(c, site, { title: "Find and replace", body, status: problem === undefined ? 200 : 422 });
}

function refused(detail: string): HttpProblem {
  return new HttpProblem(422, { title: "Nothing was changed", detail, mend: "Go back, and choose again." });
}
