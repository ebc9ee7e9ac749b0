/** The interface for programs: every answer is what its OpenAPI document says. */
import { Validator } from "@seriousme/openapi-schema-validator";
import { Ajv2020 } from "ajv/dist/2020.js";
import { expect, test } from "vitest";
import { present } from "../../src/base/invariant.ts";
import { random } from "../../src/base/random.ts";
import { GENERATORS } from "../../src/questions/generators.ts";
import { anyParams } from "../questions/literal.ts";
import { get, openSite, ORIGIN, type Served } from "./site.ts";

const SITE = await openSite();
const AT = "/api/v1/generators";
const document = await (await get(SITE, "/api/v1/openapi.json")).json();
const ajv = new Ajv2020({ strict: false, multipleOfPrecision: 6 });
ajv.addSchema({ $id: "api", components: document.components });

/** Throws unless the answer has the shape that the document promises for its status. */
function holds(path: string, method: string, { status, body }: { status: number; body: unknown }): void {
  const { responses } = document.paths[path][method];
  const [content] = Object.values<{ schema: { $ref: string } }>(
    (responses[status] ?? responses.default).content,
  );
  const validate = present(ajv.getSchema(`api${content?.schema.$ref}`), `the schema ${content?.schema.$ref}`);
  expect(validate(body), `${method} ${path}: ${JSON.stringify([validate.errors, body]).slice(0, 500)}`).toBe(
    true,
  );
}

async function send(path: string, body: unknown, site: Served = SITE) {
  const response = await site.app.request(path, {
    method: "POST",
    body: typeof body === "string" ? body : JSON.stringify(body),
    headers: { host: "127.0.0.1:8000", origin: ORIGIN, "content-type": "application/json" },
  });
  return { status: response.status, type: response.headers.get("content-type"), body: await response.json() };
}

test("the document is a valid OpenAPI 3.1 description", async () => {
  const result = await new Validator().validate(structuredClone(document));
  expect(result.errors ?? []).toEqual([]);
  expect(result.valid).toBe(true);
  expect(document.openapi).toBe("3.1.0");
});

test("the list holds every generator", async () => {
  const body = await (await get(SITE, AT)).json();
  holds(AT, "get", { status: 200, body });
  expect(body.generators.map(({ id }: { id: string }) => id)).toEqual(GENERATORS.map(({ id }) => id));
});

test.each(GENERATORS.map(({ id, levels }) => [id, levels] as const))(
  "%s is described, drawn, solved and checked as the document says",
  async (id, levels) => {
    const detail = await (await get(SITE, `${AT}/${id}`)).json();
    holds(`${AT}/{id}`, "get", { status: 200, body: detail });
    const params = ajv.compile(detail.parameters);
    for (const level of levels) {
      const { body: variant } = await send(`${AT}/${id}/variants`, { seed: 7, level });
      holds(`${AT}/{id}/variants`, "post", { status: 200, body: variant });
      expect(params(variant.params), JSON.stringify([params.errors, variant.params])).toBe(true);

      const { body: solution } = await send(`${AT}/${id}/solve`, { params: variant.params });
      holds(`${AT}/{id}/solve`, "post", { status: 200, body: solution });
      expect(solution.unfair).toBeNull();

      const answers = Object.fromEntries(
        Object.entries(solution.answers).map(([name, value]) => [
          name,
          typeof value === "string" ? value : JSON.stringify(value),
        ]),
      );
      for (const which of [{ params: variant.params }, { seed: 7, level }]) {
        const { body: checked } = await send(`${AT}/${id}/check`, { ...which, answers });
        holds(`${AT}/{id}/check`, "post", { status: 200, body: checked });
        expect(checked.verdict, JSON.stringify({ answers, checked })).toBe("right");
      }
    }
  },
);

test("any params of a generator's domains are answered, never with our own failure", async () => {
  for (const { id, domains } of GENERATORS) {
    const params = anyParams(domains, random(3));
    const { status, body } = await send(`${AT}/${id}/solve`, { params });
    expect([200, 422], id).toContain(status);
    holds(`${AT}/{id}/solve`, "post", { status, body });
  }
  expect(SITE.logged).toEqual([]);
});

test("a known mistake is named, with the tolerance used", async () => {
  const { body } = await send(`${AT}/softmax/check`, { seed: 4, answers: { p: "[0.368, 2.718, 1]" } });
  expect(body).toMatchObject({
    verdict: "wrong",
    mistake: { kind: "mistake", ids: ["not-normalised"] },
    answers: [{ id: "p", outcome: "wrong", cells: [false, false, false], read: [0.368, 2.718, 1] }],
  });
  expect(body.answers[0].tolerance.every((tolerance: number) => tolerance >= 0.0005)).toBe(true);
});

test("cells may be given one by one, and what cannot be read says where", async () => {
  const answers = { "p[0]": "0.09", "p[1]": "x", "p[2]": "0.245" };
  const { body } = await send(`${AT}/softmax/check`, { seed: 4, answers });
  holds(`${AT}/{id}/check`, "post", { status: 200, body });
  expect(body).toMatchObject({ verdict: "unreadable", answers: [{ problems: [{ cell: 1 }] }] });
});

const RESIDUAL = { form: "residual", alpha: 1, beta: 1 };

test("a variant that asks for a formula says which variables may stand in it, and keeps the key", async () => {
  const { body } = await send(`${AT}/matcalc-quadratic-symbolic/variants`, { seed: 7, level: 1 });
  expect(body.answers).toMatchObject([{
    id: "gradient",
    type: "expression",
    variables: { A: "matrix[n,n]", b: "vector[n]", x: "vector[n]" },
    form: { forbid: [], mustContain: [] },
  }]);
  expect(JSON.stringify(body)).not.toContain("A + A'");
});

test("a formula is solved as text, checked however it is written, and shown where it fails", async () => {
  const path = `${AT}/matcalc-quadratic-symbolic`;
  const { body: solution } = await send(`${path}/solve`, { params: RESIDUAL });
  expect(solution.answers).toEqual({ gradient: "2*A'@(A@x - b)" });
  expect(solution.steps.map(({ value }: { value: unknown }) => value)).toEqual([
    "(A@x - b)",
    "2*(A@x - b)",
    "2*A'@(A@x - b)",
  ]);
  const check = async (gradient: string) => {
    const { body } = await send(`${path}/check`, { params: RESIDUAL, answers: { gradient } });
    holds(`${AT}/{id}/check`, "post", { status: 200, body });
    return body;
  };
  expect(await check("2*A'@A@x - 2*A'@b")).toMatchObject({
    verdict: "right",
    mistake: null,
    answers: [{ read: "2*A'@A@x - 2*A'@b", counterexample: null }],
  });
  expect(await check("A'@(A@x - b)")).toMatchObject({
    verdict: "wrong",
    mistake: { kind: "mistake", ids: ["two-forgotten"] },
    answers: [{ outcome: "wrong", counterexample: expect.stringMatching(/^At \$A = .*expected/) }],
  });
  expect(await check("2*A'@(A@x - c)")).toMatchObject({
    verdict: "unreadable",
    answers: [{ problems: [{ cell: null, message: expect.stringContaining("character 13") }] }],
  });
});

/** A generator without hard questions. */
const EASY = present(GENERATORS.find(({ levels }) => !levels.includes(3)), "a generator without level 3");
const GOOD = { classes: 3, logits: [1, 2, 3], temperature: 1 };

test.each<[string, unknown, number, readonly string[]]>([
  ["softmax/solve", { params: { ...GOOD, logits: [1, 2, "x"], classes: 9 } }, 422, [
    "params.classes",
    "params.logits[2]",
  ]],
  ["softmax/solve", { params: { classes: 3, logits: [1, 2, 3] } }, 422, ["params.temperature"]],
  ["softmax/solve", { params: { ...GOOD, extra: 1 } }, 422, ["params.extra"]],
  ["softmax/solve", { params: { ...GOOD, classes: 4 } }, 422, ["params"]],
  ["softmax/solve", { params: [] }, 422, ["params"]],
  ["softmax/solve", {}, 422, ["params"]],
  ["softmax/variants", { seed: -1 }, 422, ["seed"]],
  ["softmax/variants", { seed: 1.5 }, 422, ["seed"]],
  ["softmax/variants", { seed: 1, level: 4 }, 422, ["level"]],
  [`${EASY.id}/variants`, { seed: 1, level: 3 }, 422, ["level"]],
  ["softmax/check", { seed: 1, answers: { q: "1" } }, 422, ["answers.q"]],
  ["softmax/check", { answers: {} }, 422, [""]],
  ["softmax/solve", "{", 400, []],
  ["softmax/solve", "", 400, []],
  ["nothing/solve", { params: {} }, 404, []],
  ["nothing/variants", { seed: 1 }, 404, []],
])("POST %s of %j is a problem with status %i and faults at %j", async (path, given, status, paths) => {
  const sent = await send(`${AT}/${path}`, given);
  expect([sent.status, sent.type]).toEqual([status, "application/problem+json"]);
  expect(sent.body).toMatchObject({ type: "about:blank", status });
  expect((sent.body.faults ?? []).map((fault: { path: string }) => fault.path)).toEqual(paths);
  holds(`${AT}/{id}/${path.split("/")[1]}`, "post", sent);
});

test("an unknown address is a problem object, not a page", async () => {
  const response = await get(SITE, "/api/v1/nothing", { accept: "text/html" });
  expect([response.status, response.headers.get("content-type")]).toEqual([404, "application/problem+json"]);
});

test("programs are held to the same sign-in and origin as pages", async () => {
  const closed = await openSite({ password: true });
  expect((await closed.app.request(AT, { headers: { host: "127.0.0.1:8000" } })).status).toBe(401);
  const foreign = await SITE.app.request(`${AT}/softmax/variants`, {
    method: "POST",
    body: '{"seed":1}',
    headers: { host: "127.0.0.1:8000", origin: "https://elsewhere.example" },
  });
  expect([foreign.status, foreign.headers.get("content-type")]).toEqual([403, "application/problem+json"]);
});
