/** The interface for programs: generators, variants, solutions and checks as JSON. */
import { z } from "zod";
import {
  checkTexts,
  generatorDetail,
  generatorLines,
  type Refusal,
  solutionOf,
  variantOf,
} from "../../actions/practice_api.ts";
import type { Result } from "../../base/result.ts";
import { HttpProblem } from "../problem.ts";
import type { App, AppContext, Site } from "../site.ts";
import { openApiDocument } from "./document.ts";
import { checkRequest, solveRequest, variantRequest } from "./schemas.ts";

const AT = "/api/v1";

export function apiRoutes(app: App, site: Site): void {
  app.get(`${AT}/openapi.json`, (c) => send(c, openApiDocument({ server: site.baseUrl })));

  app.get(`${AT}/generators`, (c) => send(c, { generators: generatorLines() }));

  app.get(`${AT}/generators/:id`, (c) => {
    const detail = generatorDetail(c.req.param("id"));
    if (detail === undefined) throw problemOf({ kind: "missing", what: "generator" });
    return send(c, detail);
  });

  app.post(`${AT}/generators/:id/variants`, async (c) => {
    const { seed, level } = await readBody(c, variantRequest);
    return sendResult(c, variantOf(c.req.param("id"), { seed, level }));
  });

  app.post(`${AT}/generators/:id/solve`, async (c) => {
    const { params } = await readBody(c, solveRequest);
    return sendResult(c, solutionOf(c.req.param("id"), params));
  });

  app.post(`${AT}/generators/:id/check`, async (c) => {
    const { answers, ...rest } = await readBody(c, checkRequest);
    const which = "params" in rest
      ? { kind: "params" as const, params: rest.params }
      : { kind: "seed" as const, seed: rest.seed, level: rest.level };
    return sendResult(c, checkTexts(c.req.param("id"), { which, texts: answers }));
  });
}

function send(c: AppContext, body: object): Response {
  c.header("Cache-Control", "private, no-store");
  return c.json(body);
}

function sendResult(c: AppContext, result: Result<object, Refusal>): Response {
  if (!result.ok) throw problemOf(result.error);
  return send(c, result.value);
}

function problemOf(refusal: Refusal): HttpProblem {
  if (refusal.kind === "missing") {
    return new HttpProblem(404, {
      title: `There is no such ${refusal.what}`,
      detail: `The address names a ${refusal.what} that does not exist.`,
      mend: `See ${AT}/generators for those that do.`,
    });
  }
  return unprocessable(refusal.faults);
}

function unprocessable(faults: readonly { readonly path: string; readonly message: string }[]): HttpProblem {
  return new HttpProblem(422, {
    title: "The body has faults",
    detail: `${faults.map(({ path, message }) => `${path}: ${message.replace(/\.$/, "")}`).join("; ")}.`,
    mend: `Mend them and send it again; ${AT}/openapi.json describes every body.`,
    faults,
  });
}

async function readBody<T>(c: AppContext, schema: z.ZodType<T>): Promise<T> {
  const read = jsonText.pipe(schema).safeParse(await c.req.text());
  if (read.success) return read.data;
  const notJson = read.error.issues.find((issue) => issue.path.length === 0 && issue.message === NOT_JSON);
  if (notJson !== undefined) {
    throw new HttpProblem(400, {
      title: "The body is not JSON",
      detail: "It could not be parsed.",
      mend: "Send a JSON object with the header Content-Type: application/json.",
    });
  }
  throw unprocessable(read.error.issues.map(({ path, message }) => ({ path: pathText(path), message })));
}

const NOT_JSON = "not JSON";

const jsonText = z.string().transform((text, context): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    context.addIssue(NOT_JSON);
    return z.NEVER;
  }
});

/** params.logits[2] of ["params", "logits", 2]. */
function pathText(path: readonly PropertyKey[]): string {
  return path.map((part, i) =>
    typeof part === "number" ? `[${part}]` : `${i === 0 ? "" : "."}${String(part)}`
  )
    .join("");
}
