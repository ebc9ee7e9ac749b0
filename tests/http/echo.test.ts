/** How an answer is read, told while it is typed: never whether it is right, and nothing is kept. */
import { expect, test } from "vitest";
import { cardOf, deckText } from "../actions/house.ts";
import { get, openSite, post, type Served } from "./site.ts";

const NUMBER = "- type: number\n- answer: 5/8\n- tolerance: 0.001\n\nWhat is five eighths?";
const FORMULA = "- type: formula\n- answer: p - y\n- variables: {p: prob, y: prob}\n\nWhich gradient?";
const CHAIN = "- type: generated\n- generator: chain-expr\n- level: 1";
const SOFTMAX = "- type: generated\n- generator: softmax\n- level: 1";

async function echoes(site: Served, note: string, fields: Readonly<Record<string, string>>) {
  const card = String(await cardOf(site, note));
  const response = await post(site, "/review/echo", { card, version: "0", ...fields });
  expect(response.status).toBe(200);
  const body: { echoes: { field: string; html: string; isProblem: boolean }[] } = await response.json();
  return { card, ...body, text: JSON.stringify(body) };
}

async function opened(): Promise<Served> {
  return await openSite({
    decks: { d: deckText("d", { number: NUMBER, formula: FORMULA, chain: CHAIN, softmax: SOFTMAX }) },
  });
}

test.each([["1/2", "<math"], ["0,5", "0.5"], ["e^-1", "0.367879"]])(
  "a number typed as %j is set as maths",
  async (typed, shown) => {
    const { echoes: [echo] } = await echoes(await opened(), "number", { "field.answer": typed });
    expect(echo).toMatchObject({ field: "answer", isProblem: false, html: expect.stringContaining(shown) });
  },
);

test("what is wrong in a number is told with its place", async () => {
  const { echoes: [echo] } = await echoes(await opened(), "number", { "field.answer": "1/4 +" });
  expect(echo).toMatchObject({ isProblem: true, html: expect.stringContaining("at character 6") });
});

test("a formula is set as maths, and what is wrong in it is located", async () => {
  const site = await opened();
  const read = await echoes(site, "formula", { "field.answer": "(p-y)/2" });
  expect(read.echoes[0]).toMatchObject({ isProblem: false, html: expect.stringContaining("<math") });
  const broken = await echoes(site, "formula", { "field.answer": "p - q" });
  expect(broken.echoes[0]).toMatchObject({ isProblem: true, html: expect.stringContaining("character 5") });
});

test("a formula of a generated question is set as maths without being judged", async () => {
  const { echoes: [echo], text } = await echoes(await opened(), "chain", { "field.slope": "x^2 - sin(x)/2" });
  expect(echo).toMatchObject({ field: "slope", isProblem: false, html: expect.stringContaining("<mfrac>") });
  expect(text).not.toMatch(/yours gives|expected|outcome/);
});

test("right and wrong answers have the same echo but for what was typed, and nothing is kept", async () => {
  const site = await opened();
  const right = await echoes(site, "number", { "field.answer": "0.625" });
  const wrong = await echoes(site, "number", { "field.answer": "0.725" });
  expect(wrong.text.replaceAll("0.725", "0.625")).toBe(right.text);
  expect(wrong.text).not.toMatch(/outcome|right|wrong|expected|5\/8/);
  expect(await (await get(site, `/review?card=${right.card}`)).text()).not.toContain("read as");
});

test("empty fields have no echo, and a half-filled grid says nothing of its other cells", async () => {
  const site = await opened();
  expect((await echoes(site, "number", { "field.answer": " " })).echoes).toEqual([]);
  expect((await echoes(site, "softmax", { "field.p[0]": "0.1" })).echoes).toEqual([]);
  const { echoes: [bad] } = await echoes(site, "softmax", { "field.p[0]": "0.1.2" });
  expect(bad).toMatchObject({ field: "p", isProblem: true });
});

const JSON_WANTED = { accept: "application/json" };
/** Logits -1, 1, 0: p = 0.090, 0.665, 0.245. */
const PRACTICE = "/practice/softmax?level=1&seed=4";

async function kept(site: Served) {
  return await site.store.db.all(
    "select (select count(*) from review) as answers, (select count(*) from attempt) as attempts",
  );
}

/** The text of the echo under a field, and whether it tells of a problem. */
function echoIn(html: string, field: string) {
  const [, tag = "", inside = ""] = new RegExp(`<output([^>]*data-echo="${field}"[^>]*)>(.*?)</output>`, "s")
    .exec(html) ?? [];
  return { isProblem: tag.includes("data-problem"), html: inside };
}

test("without scripts the review shows beside each field how it is read, keeps what was typed and counts nothing", async () => {
  const site = await opened();
  const card = String(await cardOf(site, "number"));
  const form = { card, version: "0", deck: "d", askedAt: "1741597200000", echo: "1" };
  const response = await post(site, "/review/check", { ...form, "field.answer": "1/2 + 1/4" });
  const html = await response.text();
  expect(response.status).toBe(200);
  expect(echoIn(html, "answer")).toMatchObject({ isProblem: false, html: expect.stringContaining("<math") });
  expect(html).toContain('value="1/2 + 1/4"');
  expect(html).toContain('name="askedAt" value="1741597200000"');
  expect(html).not.toMatch(/0\.625|class="outcome|data-kind="(right|wrong|unreadable)"/);
  expect(await kept(site)).toEqual([{ answers: 0, attempts: 0 }]);
});

test("without scripts what cannot be read is located, also in a cell of a grid", async () => {
  const site = await opened();
  const card = String(await cardOf(site, "softmax"));
  const fields = { "field.p[0]": "0.1", "field.p[1]": "0.1.2", "field.p[2]": "" };
  const html = await (await post(site, "/review/check", { card, version: "0", echo: "1", ...fields })).text();
  expect(echoIn(html, "p")).toMatchObject({ isProblem: true, html: expect.stringMatching(/^Entry 2: /) });
  expect(html).toMatch(/name="field\.p\[1\]"[^>]*aria-invalid="true"/);
  expect(html).not.toMatch(/name="field\.p\[0\]"[^>]*aria-invalid/);
  expect(await kept(site)).toEqual([{ answers: 0, attempts: 0 }]);
});

test("asking for the echo between tries changes neither the tries nor the hints nor the verdict", async () => {
  const site = await opened();
  const card = String(await cardOf(site, "softmax"));
  const wrong = { card, version: "0", "field.p[0]": "9", "field.p[1]": "9", "field.p[2]": "9" };
  await post(site, "/review/check", { ...wrong, hint: "1" });
  await post(site, "/review/check", wrong);
  const before = await site.store.db.all("select * from attempt");
  const html = await (await post(site, "/review/check", { ...wrong, "field.p[0]": "e^-1", echo: "1" }))
    .text();
  expect(await site.store.db.all("select * from attempt")).toEqual(before);
  expect(html).toContain("Hint 1");
  expect(html).toContain("Not right. Try once more.");
  expect(html).toContain('value="e^-1"');
});

test("the echo of a card that has moved on is refused, so that nothing is typed into another question", async () => {
  const site = await opened();
  const card = String(await cardOf(site, "number"));
  await post(site, "/review/answer", { card, version: "0", rating: "4", deck: "d" });
  const stale = { card, version: "0", deck: "d", "field.answer": "1/2" };
  const response = await post(site, "/review/check", { ...stale, echo: "1" });
  expect([response.status, response.headers.get("location")]).toEqual([303, "/review?deck=d&done=stale"]);
  expect(await (await post(site, "/review/echo", stale)).json()).toEqual({ echoes: [] });
  expect((await post(site, "/review/check", { ...stale, card: "999", echo: "1" })).status).toBe(404);
});

test.each([PRACTICE, "/practice/topic/softmax-cross-entropy?level=1&seed=4"])(
  "%s says where the echo comes from, and there an answer is read without being judged",
  async (page) => {
    const site = await opened();
    const model = await (await get(site, page, JSON_WANTED)).json();
    const [field] = model.question.fields;
    const typed = field.input === "grid" && field.shape !== undefined
      ? { [`field.${field.id}`]: `[${Array.from({ length: 3 }, () => "e^-1").join(", ")}]` }
      : { [`field.${field.id}`]: "e^-1" };
    const response = await post(site, model.echo, typed, JSON_WANTED);
    const text = await response.text();
    expect(response.status).toBe(200);
    expect(JSON.parse(text).echoes).toMatchObject([{ field: field.id }]);
    expect(text).not.toMatch(/outcome|"right|wrong|expected/);
  },
);

test("right and wrong answers have the same echo in practice", async () => {
  const site = await opened();
  const { echo } = await (await get(site, PRACTICE, JSON_WANTED)).json();
  const echoOf = async (text: string) => await (await post(site, echo, { "field.p": text })).text();
  const right = await echoOf("[0.090, 0.665, 0.245]");
  const wrong = await echoOf("[0.090, 0.665, 0.249]");
  expect(right).toContain("0.245");
  expect(wrong.replaceAll("0.249", "0.245")).toBe(right);
});

test("without scripts practice shows the echo too, and the tries and hints stay as they were", async () => {
  const site = await opened();
  const form = { "field.p[0]": "1/11", "field.p[1]": "0.665", "field.p[2]": "0.245" };
  const response = await post(site, PRACTICE, { ...form, verb: "echo", tries: "1", hints: "2" });
  const html = await response.text();
  expect(response.status).toBe(200);
  expect(echoIn(html, "p")).toMatchObject({ isProblem: false, html: expect.stringContaining("<math") });
  expect(html).toContain('value="1/11"');
  expect(html).toMatch(/name="tries" value="1"/);
  expect(html).toMatch(/name="hints" value="2"/);
  expect(html).not.toMatch(/class="steps"|data-kind="(right|wrong)"/);
  const broken = await (await post(site, PRACTICE, { ...form, "field.p[2]": "0.2.4", verb: "echo" })).text();
  expect(echoIn(broken, "p")).toMatchObject({ isProblem: true, html: expect.stringMatching(/^Entry 3: /) });
});

test.each(["/practice/nothing/echo?seed=1", "/practice/topic/nothing/echo?seed=1"])(
  "there is no echo at %s",
  async (path) => {
    expect((await post(await opened(), path, {})).status).toBe(404);
  },
);
