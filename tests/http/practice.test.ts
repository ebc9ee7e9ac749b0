/** Practice, gallery and solver as pages, without scripts. */
import { expect, test } from "vitest";
import { z } from "zod";
import { random } from "../../src/base/random.ts";
import { generatorById, GENERATORS } from "../../src/questions/generators.ts";
import { paramText } from "../../src/questions/param_text.ts";
import { TOPICS } from "../../src/questions/topics.ts";
import { anyParams } from "../questions/literal.ts";
import { get, openSite, post } from "./site.ts";

const SITE = await openSite();
/** Logits -1, 1, 0: p = 0.090, 0.665, 0.245. */
const SOFTMAX = "/practice/softmax?level=1&seed=4";
const KEY = /0\.24[45]|0\.665|0\.090/;

const CELLS = ["field.p[0]", "field.p[1]", "field.p[2]"] as const;

function typed(...texts: readonly string[]): Record<string, string> {
  return Object.fromEntries(CELLS.map((name, i) => [name, texts[i] ?? ""]));
}

/** The hidden fields of the form on a page: what a browser without scripts brings back. */
function carried(html: string): Record<string, string> {
  const form = /<form id="check"[\s\S]*?<\/form>/.exec(html)?.[0] ?? "";
  return Object.fromEntries(
    [...form.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g)].map((
      [, name = "", value = ""],
    ) => [
      name,
      value.replaceAll("&amp;", "&"),
    ]),
  );
}

test("the gallery shows every generator with an example, and leads on to practice and solver", async () => {
  const html = await (await get(SITE, "/practice")).text();
  for (const { id } of GENERATORS) {
    expect(html).toContain(`href="/practice/${id}"`);
    expect(html).toContain(`href="/solve/${id}"`);
  }
  expect(html.match(/class="prose example"/g)).toHaveLength(GENERATORS.length);
  expect(html).not.toMatch(/bad-formula|katex-error/);
});

test.each([
  ["?search=softmax+logits", "/practice/softmax", "/practice/conv-out"],
  ["?topic=conv-shapes", "/practice/conv-out", '/practice/softmax"'],
  ["?search=xyzzy", "0 kinds of question found", 'class="gallery-entry"'],
])("the gallery of %s holds %s and not %s", async (query, there, away) => {
  const html = await (await get(SITE, `/practice${query}`)).text();
  expect(html).toContain(there);
  expect(html).not.toContain(away);
});

test.each(
  TOPICS.filter(({ slug }) => GENERATORS.some(({ topic }) => topic === slug)).map(({ slug }) => slug),
)(
  "every level that a mix of %s offers is there",
  async (slug) => {
    const html = await (await get(SITE, `/practice/topic/${slug}?seed=3`)).text();
    const levels = [...html.matchAll(/href="([^"]*)" data-go/g)].map(([, href = ""]) =>
      href.replaceAll("&amp;", "&")
    );
    for (const href of levels) expect([href, (await get(SITE, href)).status]).toEqual([href, 200]);
  },
);

test("practice without a seed leads to an address that has one", async () => {
  const response = await get(SITE, "/practice/softmax?level=2");
  expect(response.status).toBe(303);
  expect(response.headers.get("location")).toMatch(/^\/practice\/softmax\?level=2&seed=\d+$/);
});

test.each([
  ["/practice/nothing?seed=1", 404],
  ["/practice/topic/nothing?seed=1", 404],
  ["/practice/softmax?seed=-1", 400],
  ["/practice/softmax?seed=4294967296", 400],
  ["/practice/softmax?seed=x", 400],
  ["/practice/softmax?seed=1&level=4", 400],
  ["/solve/nothing", 404],
  ["/solve/softmax?seed=x", 400],
])("GET %s is answered with %i", async (path, status) => {
  expect((await get(SITE, path)).status).toBe(status);
});

test("a question is asked, tried twice and explained, all by plain forms", async () => {
  const asked = await (await get(SITE, SOFTMAX)).text();
  expect(asked).not.toMatch(KEY);
  expect(asked).not.toContain('class="steps"');

  const first =
    await (await post(SITE, SOFTMAX, { ...carried(asked), ...typed("0.368", "2.718", "1"), verb: "check" }))
      .text();
  expect(first).toContain("Divide each by their sum");
  expect(first).toContain('value="2.718"');
  expect(first).not.toMatch(KEY);

  const hinted =
    await (await post(SITE, SOFTMAX, { ...carried(first), ...typed("9", "9", "9"), verb: "hint" })).text();
  expect(hinted).toContain("Hint 1");
  expect(hinted).not.toContain("Hint 2");
  expect(hinted).toContain("Divide each by their sum");
  expect(hinted).toContain('value="9"');
  expect(hinted).not.toMatch(KEY);

  const last =
    await (await post(SITE, SOFTMAX, { ...carried(hinted), ...typed("0.1", "0.7", "0.2"), verb: "check" }))
      .text();
  expect(last).toContain('class="steps"');
  expect(last).toMatch(KEY);
  expect(last).toContain("2 tries, 1 hint");
  const next = /<a class="button primary" href="([^"]*)"/.exec(last)?.[1]?.replaceAll("&amp;", "&") ?? "";
  expect(next).toMatch(/^\/practice\/softmax\?level=1&seed=\d+$/);
  expect(next).not.toBe(SOFTMAX);
  expect((await get(SITE, next)).status).toBe(200);
});

test("what cannot be read is kept and costs nothing", async () => {
  const response = await post(SITE, SOFTMAX, {
    ...typed("x", "1", ""),
    verb: "check",
    tries: "1",
    hints: "0",
  });
  const html = await response.text();
  expect(response.status).toBe(422);
  expect(carried(html)).toMatchObject({ tries: "1" });
  expect(html).toContain('value="x"');
});

test("practice writes nothing", async () => {
  const count = async () =>
    await SITE.store.db.all<{ n: number }>(
      "select (select count(*) from review) + (select count(*) from action) + (select count(*) from attempt) as n",
    );
  const before = await count();
  await post(SITE, SOFTMAX, { ...typed("0.090", "0.665", "0.245"), verb: "check" });
  expect(await count()).toEqual(before);
});

test("made up fields of the form do no harm", async () => {
  const form = {
    ...typed("1", "2", "3"),
    judged: "p%5B0%5D=%00&__proto__=1&=2",
    tries: "7",
    hints: "99",
    verb: "hint",
  };
  expect((await post(SITE, SOFTMAX, form)).status).toBe(422);
  expect((await post(SITE, SOFTMAX, { verb: "explode" })).status).toBe(400);
});

test("the solver begins with an example and its answer", async () => {
  const html = await (await get(SITE, "/solve/softmax?seed=4&level=1")).text();
  expect(html).toContain('value="[-1, 1, 0]"');
  expect(html).toContain('class="steps"');
  expect(html).toMatch(KEY);
});

test("the solver says each fault at its field and keeps what was typed", async () => {
  const response = await get(SITE, "/solve/softmax?p.classes=9&p.logits=1+2+x&p.temperature=1");
  const html = await response.text();
  expect(response.status).toBe(422);
  expect(html).toContain('value="1 2 x"');
  expect(html.match(/aria-invalid="true"/g)).toHaveLength(2);
  expect(html).not.toContain('id="result"');
  expect(html).not.toContain('class="steps"');
});

test("the solver says when numbers do not fit together", async () => {
  const html = await (await get(SITE, "/solve/softmax?p.classes=4&p.logits=1+2+3&p.temperature=1")).text();
  expect(html).toContain("there are 3 logits for 4 classes");
});

test("the solver notes that a question would not have these numbers, and solves it", async () => {
  const html = await (await get(SITE, "/solve/softmax?p.classes=3&p.logits=1+1+1&p.temperature=1")).text();
  expect(html).toContain("too many logits are equal");
  expect(html).toContain('class="steps"');
});

test("the solver of every generator answers any numbers of its domains, and never fails", async () => {
  for (const generator of GENERATORS) {
    for (let seed = 0; seed < 3; seed++) {
      const params = Object.entries(Object(anyParams(generator.domains, random(seed))));
      const query = new URLSearchParams(
        params.map(([name, value]) => [`p.${name}`, paramText(JSON.parse(JSON.stringify(value)))]),
      );
      const { status } = await get(SITE, `/solve/${generator.id}?${query}`);
      expect([200, 422], `${generator.id} ${query}`).toContain(status);
    }
  }
  expect(SITE.logged).toEqual([]);
});

const WEIGHTED = z.object({ weight: z.number(), temperature: z.number() });

test("a formula is practised without scripts: asked again, named and shown where it fails, then right", async () => {
  const page = "/practice/ce-grad-symbolic?level=2&seed=1";
  const drawn = generatorById("ce-grad-symbolic")!.draw(1, 2, {});
  const { weight, temperature } = WEIGHTED.parse(drawn.ok && drawn.value.question.params);
  const html = await (await get(SITE, page)).text();
  expect(html).toMatch(/<input[^>]*type="text"[^>]*name="field\.gradient"/);
  expect(html).toContain("a formula in p, y");
  const answer = async (typed: string) => {
    const response = await post(SITE, page, { ...carried(html), "field.gradient": typed });
    return { status: response.status, html: await response.text() };
  };
  expect((await answer("p - z")).status).toBe(422);
  const wrong = await answer(`${weight}*(y - p)/${temperature}`);
  expect(wrong.html).toMatch(/The sign: a step against the gradient[\s\S]*yours gives/);
  expect(wrong.html).toContain("Try once more");
  const right = await answer(`${weight}/${temperature}*p - ${weight / temperature}*y`);
  expect(right.html).toMatch(/Right[\s\S]*cancels the/);
  expect(right.html).not.toMatch(/bad-formula|katex-error|yours gives/);
});
