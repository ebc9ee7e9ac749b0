/** The solver: a form by GET, so that an address holds the numbers and can be shared. */
import { z } from "zod";
import { solve } from "../../actions/practice_solve.ts";
import { SolverPage } from "../../pages/solver.tsx";
import { solverModel } from "../../pages/solver_model.ts";
import { readQuery } from "../forms.ts";
import { notFound } from "../problem.ts";
import { type App, sendPage, type Site } from "../site.ts";
import { level, seed } from "./practice.ts";

const PREFIX = "p.";
const LONGEST = 4000;

const query = z.object({ level: level.optional(), seed: seed.optional() }).catchall(z.string().max(LONGEST));

export function solverRoutes(app: App, site: Site): void {
  app.get("/solve/:id", (c) => {
    const { level, seed, ...rest } = readQuery(c, query);
    const typed = Object.entries(rest).filter(([name]) => name.startsWith(PREFIX)).map(([name, text]) =>
      [name.slice(PREFIX.length), String(text)] as const
    );
    const state = solve({
      generatorId: c.req.param("id"),
      typed: typed.length === 0 ? undefined : Object.fromEntries(typed),
      level,
      seed: seed ?? 1,
    });
    if (state === undefined) throw notFound("kind of question");
    return sendPage(c, site, {
      title: `Solve: ${state.generator.title}`,
      body: SolverPage({ model: solverModel(state) }),
      status: state.solved === undefined ? 422 : 200,
    });
  });
}
