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
