/** Practice: a question by its address, and what was typed into it; nothing is written. */
import { z } from "zod";
import {
  type Course,
  firstSeed,
  LARGEST_SEED,
  practice,
  practiceEchoes,
  practiceFurther,
  type PracticeRequest,
  type PracticeState,
} from "../../actions/practice.ts";
import type { Given } from "../../decks/face.ts";
import { echoView } from "../../pages/echo_view.ts";
import { PracticePage, practiceTitle } from "../../pages/practice.tsx";
import { practiceAddress, practiceModel } from "../../pages/practice_model.ts";
import { readForm, readQuery, typedFields, whole } from "../forms.ts";
import { notFound } from "../problem.ts";
import { type App, type AppContext, sendPage, type Site, wantsJson } from "../site.ts";

export const level = whole.pipe(z.union([z.literal(1), z.literal(2), z.literal(3)]));
export const seed = whole.pipe(z.number().nonnegative().max(LARGEST_SEED));

const query = z.object({ level: level.optional(), seed: seed.optional() });

const form = z.object({
  verb: z.enum(["check", "hint", "steps", "echo"]).default("check"),
  tries: whole.pipe(z.number().min(0).max(99)).default(0),
  hints: whole.pipe(z.number().min(0).max(999)).default(0),
  judged: z.string().max(200_000).optional(),
}).catchall(z.unknown());

export function practiceRoutes(app: App, site: Site): void {
  const courses = [
    ["/practice/topic/:name", (slug: string): Course => ({ kind: "topic", slug })],
    ["/practice/:name", (id: string): Course => ({ kind: "generator", id })],
  ] as const;
  for (const [path, courseOf] of courses) {
    app.get(path, (c) => {
      const { level, seed } = readQuery(c, query);
      const course = courseOf(c.req.param("name"));
      const state = practice({ course, level, seed: seed ?? firstSeed(site.now()) });
      if (state === undefined) throw notFound("kind of question");
      if (seed === undefined) return c.redirect(practiceAddress(course, { level, seed: state.seed }), 303);
      return send(c, site, state);
    });
    app.post(path, async (c) => {
      const { level, seed = 0 } = readQuery(c, query);
      const request: PracticeRequest = { course: courseOf(c.req.param("name")), level, seed };
      const { verb, tries, hints, judged, ...rest } = await readForm(c, form);
      const state = practiceFurther(request, {
        verb,
        tries,
        hints,
        typed: { chosen: [], typed: typedFields(rest) },
        judged: readJudged(judged),
      });
      if (state === undefined) throw notFound("kind of question");
      return send(c, site, state);
    });
    app.post(`${path}/echo`, async (c) => {
      const { level, seed = 0 } = readQuery(c, query);
      const typed: Given = {
        chosen: [],
        typed: typedFields(await readForm(c, z.record(z.string(), z.unknown()))),
      };
      const echoes = practiceEchoes({ course: courseOf(c.req.param("name")), level, seed }, typed);
      if (echoes === undefined) throw notFound("kind of question");
      c.header("Cache-Control", "private, no-store");
      return c.json({ echoes: echoes.map(echoView) });
    });
  }
}

/** What the form brings back of the last check, written as a query. */
function readJudged(text: string | undefined): Given | undefined {
  return text === undefined
    ? undefined
    : { chosen: [], typed: Object.fromEntries(new URLSearchParams(text)) };
}

function send(c: AppContext, site: Site, state: PracticeState): Response {
  const model = practiceModel(state, { keys: c.get("person").keysEnabled });
  if (wantsJson(c)) {
    c.header("Cache-Control", "private, no-store");
    c.header("Vary", "Accept");
    return c.json(model);
  }
  return sendPage(c, site, {
    title: practiceTitle(model),
    body: PracticePage({ model, assets: site.assets() }),
    frame: "bare",
    status: state.verdict?.kind === "unreadable" ? 422 : 200,
  });
}
