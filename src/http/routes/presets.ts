/** Scheduling options: their page, saving, copying, deleting. */
import { z } from "zod";
import { makePreset, presetState, removePreset, savePreset } from "../../actions/presets.ts";
import { PresetPage } from "../../pages/preset.tsx";
import { presetModel } from "../../pages/preset_model.ts";
import { readForm, rowId } from "../forms.ts";
import { HttpProblem, notFound } from "../problem.ts";
import { type App, type AppContext, backTo, sendPage, type Site } from "../site.ts";

const name = z.string().trim().min(1, "a name is needed").max(100);
const makeForm = z.object({ name, copyOf: rowId.optional() });
const saveForm = z.object({ name: name.optional() }).catchall(z.unknown());

export function presetRoutes(app: App, site: Site): void {
  app.get("/presets/:id", async (c) => {
    const state = await presetState(site, c.get("person"), idOf(c));
    if (state === undefined) throw notFound("set of options");
    const model = presetModel({
      id: state.preset.id,
      name: state.preset.name,
      texts: state.texts,
      problems: [],
      usedBy: state.usedBy,
    });
    return sendPage(c, site, { title: `Options: ${model.name}`, body: PresetPage({ model }) });
  });

  app.post("/presets", async (c) => {
    const form = await readForm(c, makeForm);
    const made = await makePreset(site, c.get("person"), { name: form.name, copyOf: form.copyOf });
    if (!made.ok) throw made.error === "missing" ? notFound("set of options") : nameTaken(form.name);
    return backTo(c, `/presets/${made.value}`, "preset_made");
  });

  app.post("/presets/:id", async (c) => {
    const id = idOf(c);
    const form = await readForm(c, saveForm);
    const state = await presetState(site, c.get("person"), id);
    if (state === undefined) throw notFound("set of options");
    const texts = textsOf(form);
    const newName = form.name ?? state.preset.name;
    const saved = await savePreset(site, c.get("person"), { id, name: newName, texts });
    switch (saved.kind) {
      case "done":
        return backTo(c, `/presets/${id}`, "preset");
      case "missing":
        throw notFound("set of options");
      case "name_taken":
        throw nameTaken(newName);
      case "refused": {
        const model = presetModel({
          id,
          name: newName,
          texts: { ...state.texts, ...texts },
          problems: saved.problems,
          usedBy: state.usedBy,
        });
        return sendPage(c, site, {
          title: `Options: ${model.name}`,
          body: PresetPage({ model }),
          status: 422,
        });
      }
    }
  });

  app.post("/presets/:id/delete", async (c) => {
    const deleted = await removePreset(site, c.get("person"), idOf(c));
    if (deleted === "missing") throw notFound("set of options");
    return backTo(c, "/settings", deleted === "done" ? "preset_deleted" : "preset_last");
  });
}

function textsOf(form: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(form).filter((entry): entry is [string, string] => typeof entry[1] === "string"),
  );
}

function nameTaken(taken: string): HttpProblem {
  return new HttpProblem(409, {
    title: "This name is taken",
    detail: `You already have options called ${taken}.`,
    mend: "Go back and choose another name.",
  });
}

function idOf(c: AppContext): number {
  const read = rowId.safeParse(c.req.param("id"));
  if (!read.success) throw notFound("set of options");
  return read.data;
}
