/** Questions of the past: what was asked, typed and worked out stays to be seen, whatever became of card and generator. */
import { readFileSync } from "node:fs";
import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { changePassword } from "../../src/actions/sign_in.ts";
import { generatorById } from "../../src/questions/generators.ts";
import { DEFAULT_PRESET } from "../../src/scheduling/preset.ts";
import { addPerson, basic, cardOf, deckText, load } from "../actions/house.ts";
import { get, openSite, post, QUICK_VAULT, type Served, signedIn } from "./site.ts";

const GENERATED = "- type: generated\n- generator: conv-out\n- level: 1";
const TEMPLATE = `- type: template

\`\`\`yaml
vars: {n: {int: [2, 9]}}
answer: {expr: n + 1, type: integer}
\`\`\`

What comes after {{n}}?`;

const [FIRST] = JSON.parse(readFileSync("tests/golden/versions.json", "utf8"));

function checked(site: Served, card: number, typed: Readonly<Record<string, string>>, headers = {}) {
  return post(site, "/review/check", { card: String(card), version: "0", ...typed }, headers);
}

function graded(site: Served, card: number, headers = {}) {
  return post(site, "/review/answer", { card: String(card), version: "0", rating: "3" }, headers);
}

async function page(site: Served, card: number, seq = 1): Promise<string> {
  const response = await get(site, `/cards/${card}/answers/${seq}`);
  expect(response.status).toBe(200);
  return await response.text();
}

/** Puts the question that is now shown back to one that the generator's first version drew. */
async function drawnByFirst(site: Served, card: number) {
  await site.store.db.run(sql`update attempt set generator_version = ${FIRST.version}, seed = ${FIRST.seed},
    params = ${JSON.stringify(FIRST.params)} where card_id = ${card}`);
}

test("an answer drawn by an earlier version is asked, judged and shown later by that version", async () => {
  const site = await openSite({ decks: { g: deckText("g", { g: GENERATED }) } });
  const card = await cardOf(site, "g");
  await checked(site, card, { "field.shape": "[1, 1, 1]" });
  await drawnByFirst(site, card);
  const asked = await (await get(site, `/review?card=${card}`)).text();
  const sizes = `${FIRST.params.height},\\; ${FIRST.params.width}`;
  expect(asked).toContain(sizes);
  await checked(site, card, { "field.shape": "[6, 13, 13]" });
  await graded(site, card);

  expect(generatorById("conv-out")?.version).toBeGreaterThan(1);
  const [row] = await site.store.db.all(sql`select generator_version as version, params from review`);
  expect(row).toEqual({ version: 1, params: JSON.stringify(FIRST.params) });
  const history = await (await get(site, `/cards/${card}`)).text();
  expect(history).toContain(`href="/cards/${card}/answers/1"`);
  const html = await page(site, card);
  expect(html).toContain(sizes);
  expect(html).toContain("[6, 13, 13]");
  expect(html).toContain("Graded Good");
  expect(html).toContain("Drawn by conv-out, version 1.");
  expect(html).toContain('data-kind="right"');
  expect(html).toContain(FIRST.steps[0]);
  expect(html).not.toContain("changed since");
});

test("a wrong answer stands beside the right one, with the mistake that was named", async () => {
  const site = await openSite({ decks: { g: deckText("g", { g: GENERATED }) } });
  const card = await cardOf(site, "g");
  await checked(site, card, { "field.shape": "[1, 1, 1]" });
  await drawnByFirst(site, card);
  await checked(site, card, { "field.shape": "[3, 13, 13]" });
  await graded(site, card);
  const html = await page(site, card);
  expect(html).toContain("Partly right");
  expect(html).toContain("[3, 13, 13]");
  expect(html).toContain("the input channels are summed over");
  expect(html).toContain("Right answer");
});

test("a question that was given up is shown with its answer", async () => {
  const site = await openSite({ decks: { g: deckText("g", { g: GENERATED }) } });
  const card = await cardOf(site, "g");
  await checked(site, card, { giveUp: "1" });
  await graded(site, card);
  const html = await page(site, card);
  expect(html).toContain("You asked for the answer without giving one.");
  expect(html).toContain("Worked steps");
});

test("a template that was edited since says so, and one that cannot take the numbers tells what was kept", async () => {
  const site = await openSite({ decks: { t: deckText("t", { t: TEMPLATE }) } });
  const card = await cardOf(site, "t");
  await checked(site, card, { "field.answer": "1" });
  await checked(site, card, { "field.answer": "1" });
  await graded(site, card);
  expect(await page(site, card)).not.toContain("changed since");
  await load(site, { t: deckText("t", { t: TEMPLATE.replace("What comes", "Which number comes") }) });
  const edited = await page(site, card);
  expect(edited).toContain("This card has changed since.");
  expect(edited).toContain("Which number comes");
  await load(site, { t: deckText("t", { t: TEMPLATE.replace("int: [2, 9]", "int: [20, 90]") }) });
  const gone = await page(site, card);
  expect(gone).toContain("cannot ask with these numbers any more");
  expect(gone).toMatch(/<code>\{&quot;n&quot;:\d\}<\/code>/);
  expect(gone).toContain("answer: 1");
});

test("an answer by a version that the program does not know is not shown as another's", async () => {
  const site = await openSite({ decks: { g: deckText("g", { g: GENERATED }) } });
  const card = await cardOf(site, "g");
  await checked(site, card, { giveUp: "1" });
  await graded(site, card);
  // As a later program would have written it.
  await site.store.db.run(sql`drop trigger review_never_changes`);
  await site.store.db.run(sql`update review set generator_version = 77`);
  expect(await page(site, card)).toContain("This card has changed since.");
  await site.store.db.run(sql`update review set seed = seed + 1`);
  expect(await page(site, card)).toContain("cannot ask with these numbers any more");
});

test("there is no past question of another person, of a card without numbers, or of no answer", async () => {
  const site = await openSite({
    decks: { g: deckText("g", { g: GENERATED, b: basic("What is b?") }) },
    password: true,
  });
  const bob = await addPerson(site.store, { name: "Bob", options: DEFAULT_PRESET });
  await changePassword(site.store, QUICK_VAULT, { person: bob, password: "bob's password" });
  const [ada, other] = [await signedIn(site), await signedIn(site, "Bob", "bob's password")];
  const [drawn, plain] = [await cardOf(site, "g"), await cardOf(site, "b")];
  await checked(site, drawn, { giveUp: "1" }, ada);
  for (const card of [drawn, plain]) await graded(site, card, ada);
  const status = async (path: string, who: Readonly<Record<string, string>>) =>
    (await get(site, path, who)).status;
  expect(await status(`/cards/${drawn}/answers/1`, ada)).toBe(200);
  expect(await status(`/cards/${drawn}/answers/1`, other)).toBe(404);
  expect(await status(`/cards/${plain}/answers/1`, ada)).toBe(404);
  for (const seq of ["2", "0", "-1", "x", "1.5", "9007199254740993"]) {
    expect(await status(`/cards/${drawn}/answers/${seq}`, ada)).toBe(404);
  }
  expect(await (await get(site, `/cards/${plain}`, ada)).text()).not.toContain("See the question");
});
