/** What a person sees of their imports: how far each is, what its plan would do, what came of it. */
import type { PageAsked, PlanPage } from "../../decks/imports/plan_lists.ts";
import { importOf, importsOf } from "../../store/import_runs.ts";
import type { Person } from "../../store/people.ts";
import { ImportStopped } from "../import_reader.ts";
import { type ImportDesk, inTurn, liveImport } from "./desk.ts";
import { type ImportView, viewOf } from "./import_view.ts";
import { planOf, readImport } from "./read_import.ts";
import { isElsewhere, progressOf } from "./under_way.ts";

const MOST_LISTED = 50;

/** undefined when this person has no such import. Reading that was cut off by a restart is taken up again. */
export async function importState(
  desk: ImportDesk,
  person: Person,
  id: number,
): Promise<ImportView | undefined> {
  const run = await importOf(desk.store, person.id, id);
  if (run === undefined) return undefined;
  if (run.state === "reading" && !desk.live.has(id) && !(await isElsewhere(desk, run))) {
    const live = liveImport(desk, person, id);
    live.progress = { share: 0, doing: "Reading" };
    void inTurn(live, () => readImport(desk, live, { run, reread: true }));
  }
  return viewOf(run, await progressOf(desk, run));
}

/** Newest first. */
export async function listImports(desk: ImportDesk, person: Person): Promise<readonly ImportView[]> {
  const runs = await importsOf(desk.store, person.id, MOST_LISTED);
  return await Promise.all(runs.map(async (run) => viewOf(run, await progressOf(desk, run))));
}

/** undefined when there is no plan to look at. A plan that a restart has cost is made again. */
export async function pageOfPlan(
  desk: ImportDesk,
  person: Person,
  { id, ...asked }: PageAsked & { readonly id: number },
): Promise<PlanPage | undefined> {
  const run = await importOf(desk.store, person.id, id);
  if (run?.state !== "planned") return undefined;
  const live = liveImport(desk, person, id);
  if (live.writing) return undefined;
  return await inTurn(live, async () => {
    try {
      if (live.cancelled) return undefined;
      if (live.session === undefined && !(await planOf(desk, live, { run, reread: false })).ok) {
        return undefined;
      }
      return await live.session?.page(asked);
    } catch (error) {
      if (error instanceof ImportStopped) return undefined;
      throw error;
    }
  });
}
