/** Imports: files come in, their plan is looked at and changed, it is carried out, and it can be undone. */
import { z } from "zod";
import { applyImport } from "../../actions/imports/apply_import.ts";
import { cancelImport } from "../../actions/imports/cancel_import.ts";
import { changeChoices } from "../../actions/imports/change_choices.ts";
import { importState, listImports, pageOfPlan } from "../../actions/imports/import_state.ts";
import type { ImportView } from "../../actions/imports/import_view.ts";
import { startImport } from "../../actions/imports/start_import.ts";
import { undoImport } from "../../actions/imports/undo_import.ts";
import { nowFor, studying } from "../../actions/studying.ts";
import { ImportPage } from "../../pages/imports/import.tsx";
import { ImportListPage } from "../../pages/imports/import_list.tsx";
import { importListModel, importModel, progressModel } from "../../pages/imports/import_model.ts";
import { changeWords, filesWords } from "../../pages/imports/import_words.ts";
import {
  firstTab,
  PLAN_ROWS,
  PLAN_TABS,
  type PlanPart,
  type PlanTab,
} from "../../pages/imports/plan_model.ts";
import { UndoImportPage } from "../../pages/imports/undo.tsx";
import { readForm, readQuery, rowId, whole } from "../forms.ts";
import { arrivingFiles } from "../uploads.ts";
import { HttpProblem, notFound } from "../problem.ts";
import { type App, type AppContext, backTo, sendPage, type Site, wantsJson } from "../site.ts";
import { sameWishes, wishesForm, wishesOf } from "../import_form.ts";

const planQuery = z.object({
  list: z.enum(PLAN_TABS).optional(),
  from: whole.pipe(z.number().nonnegative()).default(0),
});

export function importRoutes(app: App, site: Site): void {
  app.get("/import", async (c) => {
    const person = c.get("person");
    const views = await listImports(site.imports, person);
    const model = importListModel(views, { limit: site.imports.limits.bytes, zone: person.zone });
    const body = ImportListPage({ model, assets: site.assets() });
    return sendPage(c, site, { title: "Import", body, frame: "wide" });
  });

  app.post("/import", async (c) => {
    const uploads = arrivingFiles(c, site.imports.limits.bytes);
    const started = await startImport(site.imports, c.get("person"), { uploads });
    if (!started.ok) {
      throw new HttpProblem(422, {
        title: "These files are not taken",
        detail: started.error,
        mend: "Nothing was changed.",
      });
    }
    const at = `/imports/${started.value}`;
    return wantsJson(c) ? c.json({ at }) : backTo(c, at);
  });

  app.get("/imports/:id", async (c) => {
    const { list, from } = readQuery(c, planQuery);
    const person = c.get("person");
    const { view, part } = await shownPart(site, c, { list, from });
    const { decks } = await studying(site.store, person, nowFor(person, site.now()));
    const model = importModel(view, { zone: person.zone, decks, part });
    return sendPage(c, site, {
      title: model.title,
      body: ImportPage({ model, assets: site.assets() }),
      frame: "wide",
      ...(model.stage.kind === "busy" ? { refreshSeconds: 2 } : {}),
    });
  });

  app.get("/imports/:id/progress", async (c) => {
    c.header("Cache-Control", "private, no-store");
    return c.json(progressModel(await viewOf(site, c)));
  });

  app.post("/imports/:id/choices", async (c) => {
    const view = await viewOf(site, c);
    const form = await readForm(c, wishesForm);
    const { id } = view;
    const wishes = wishesOf(form, view);
    if (!sameWishes(wishes, view)) {
      const changed = await changeChoices(site.imports, c.get("person"), { id, wishes });
      if (!changed) throw tooLate("Its plan cannot be changed any more.");
    }
    return backTo(c, form.here, "plan_updated");
  });

  app.post("/imports/:id/guess", async (c) => {
    const { id, choices } = await viewOf(site, c);
    const wishes = { choices, table: {} };
    const changed = await changeChoices(site.imports, c.get("person"), { id, wishes });
    if (!changed) throw tooLate("Its files are not kept any more. Choose them again.");
    return backTo(c, `/imports/${id}`);
  });

  app.post("/imports/:id/apply", async (c) => {
    const view = await viewOf(site, c);
    const form = await readForm(c, wishesForm);
    const { id } = view;
    const person = c.get("person");
    const wishes = wishesOf(form, view);
    // What is carried out is what was shown: other choices are shown first.
    if (!sameWishes(wishes, view)) {
      const changed = await changeChoices(site.imports, person, { id, wishes });
      if (!changed) throw tooLate("Its plan cannot be changed any more.");
      return backTo(c, form.here, "plan_first");
    }
    const begun = await applyImport(site.imports, person, id);
    if (!begun.ok) throw tooLate(begun.error);
    return backTo(c, `/imports/${id}`);
  });

  app.post("/imports/:id/cancel", async (c) => {
    const { id } = await viewOf(site, c);
    const cancelling = await cancelImport(site.imports, c.get("person"), id);
    const notice = { cancelled: undefined, over: "too_late", elsewhere: "import_elsewhere" }[cancelling];
    return backTo(c, `/imports/${id}`, notice);
  });

  app.get("/imports/:id/undo", async (c) => {
    const view = await viewOf(site, c);
    if (view.state !== "done") return backTo(c, `/imports/${view.id}`);
    const changes = view.summary?.kind === "done" ? changeWords(view.summary.plan.counts) : [];
    const body = UndoImportPage({ id: view.id, files: filesWords(view.files), changes });
    return sendPage(c, site, { title: "Undo this import?", body });
  });

  app.post("/imports/:id/undo", async (c) => {
    const { id } = await viewOf(site, c);
    const begun = await undoImport(site.imports, c.get("person"), id);
    if (!begun.ok) throw tooLate(begun.error);
    return backTo(c, `/imports/${id}`);
  });
}

async function viewOf(site: Site, c: AppContext): Promise<ImportView> {
  const id = rowId.safeParse(c.req.param("id"));
  const view = id.success ? await importState(site.imports, c.get("person"), id.data) : undefined;
  if (view === undefined) throw notFound("import");
  return view;
}

/** The import with the part of its plan that is asked for, or the first that holds anything. */
async function shownPart(
  site: Site,
  c: AppContext,
  { list, from }: { readonly list: PlanTab | undefined; readonly from: number },
): Promise<{ readonly view: ImportView; readonly part: PlanPart }> {
  const view = await viewOf(site, c);
  if (view.summary?.kind !== "planned") return { view, part: { tab: "new", from: 0, page: undefined } };
  const tab = list ?? firstTab(view.summary.plan);
  if (view.state !== "planned") return { view, part: { tab, from, page: undefined } };
  const page = await pageOfPlan(site.imports, c.get("person"), {
    id: view.id,
    list: tab,
    from,
    count: PLAN_ROWS,
  });
  // Without a page the plan is gone: what took its place is shown.
  return { view: page === undefined ? await viewOf(site, c) : view, part: { tab, from, page } };
}

function tooLate(detail: string): HttpProblem {
  return new HttpProblem(409, {
    title: "This is too late",
    detail,
    mend: "Go back and load the page again to see how the import stands.",
  });
}
