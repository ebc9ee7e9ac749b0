/** A review over HTTP: by forms as without scripts, and by JSON as the island does it. */
import { expect, test } from "vitest";
import { basic, cardOf, deckText, MINUTE } from "../actions/house.ts";
import { get, openSite, post, type Served } from "./site.ts";

const JSON_WANTED = { accept: "application/json" };
const NUMBER =
  "- type: number\n- answer: 5/8\n- tolerance: 0.001\n\nWhat is five eighths?\n\n---\n\nIt is $0.625$.";
const NOTES = { number: NUMBER, a: basic("What is a?"), b: basic("What is b?") };
const DECKS = { d: deckText("d", NOTES) };

function answer(site: Served, card: number, version = 0, headers = {}): Promise<Response> {
  return post(
    site,
    "/review/answer",
    { card: String(card), version: String(version), rating: "3", deck: "d" },
    headers,
  );
}

async function text(response: Response): Promise<string> {
  return await response.text();
}

test("a graded form leads back to the review of its deck, and a second one is told that it is stale", async () => {
  const site = await openSite({ decks: DECKS });
  const card = await cardOf(site, "a");
  expect((await answer(site, card)).headers.get("location")).toBe("/review?deck=d");
  const again = await answer(site, card);
  expect([again.status, again.headers.get("location")]).toEqual([303, "/review?deck=d&done=stale"]);
  expect(await text(await get(site, "/review?deck=d&done=stale"))).toContain("Nothing was written twice.");
});

test("the island gets the next state of the review at once", async () => {
  const site = await openSite({ decks: DECKS });
  const response = await answer(site, await cardOf(site, "number"), 0, JSON_WANTED);
  expect(response.status).toBe(200);
  expect(await response.json()).toMatchObject({
    deck: { slug: "d" },
    done: 1,
    counts: { new: 2, learning: 1, due: 0 },
    undo: "answer",
    stage: { kind: "card", card: { cardId: await cardOf(site, "a"), version: 0, turned: false } },
  });
  const stale = await answer(site, await cardOf(site, "number"), 0, JSON_WANTED);
  expect((await stale.json()).notice).toContain("moved on");
});

test("nothing of the key is in the page before the answer is final", async () => {
  const site = await openSite({ decks: DECKS });
  const card = await cardOf(site, "number");
  for (const path of ["/review", "/review?turn=1", `/review?card=${card}&turn=1`]) {
    expect(await text(await get(site, path))).not.toContain("0.625");
  }
  await post(site, "/review/check", { card: String(card), version: "0", giveUp: "1" });
  expect(await text(await get(site, `/review?card=${card}`))).toContain("0.625");
});

test("what cannot be read comes back as it was typed, with the reason, and is not written", async () => {
  const site = await openSite({ decks: DECKS });
  const card = String(await cardOf(site, "number"));
  const response = await post(site, "/review/check", { card, version: "0", "field.answer": "five/8" });
  const html = await text(response);
  expect(response.status).toBe(422);
  expect(html).toContain('value="five/8"');
  expect(html).toContain('data-kind="unreadable"');
  expect(html).toContain('aria-invalid="true"');
  expect(await text(await get(site, `/review?card=${card}`))).not.toContain("five/8");
});

test("what people type is shown as text", async () => {
  const site = await openSite({ decks: DECKS });
  const card = String(await cardOf(site, "number"));
  const nasty = `"><script>alert(1)</script><img src=x onerror=alert(1)>`;
  const html = await text(await post(site, "/review/check", { card, version: "0", "field.answer": nasty }));
  expect(html).not.toContain("<script>alert");
  expect(html).not.toContain("<img src=x");
  const search = await text(await get(site, `/decks/d?search=${encodeURIComponent(nasty)}`));
  expect(search).not.toContain("<script>alert");
  await post(site, "/presets", { name: nasty });
  expect(await text(await get(site, "/settings"))).not.toContain("<script>alert");
});

test("undo leads back to the card that was answered, from the review and from the first page", async () => {
  const site = await openSite({ decks: DECKS });
  const card = await cardOf(site, "number");
  await answer(site, card);
  const undone = await post(site, "/undo", { back: "/review?deck=d" });
  expect(undone.headers.get("location")).toBe(`/review?deck=d&card=${card}&done=undone`);
  const redone = await post(site, "/redo", { back: "/" });
  expect(redone.headers.get("location")).toBe("/?done=redone");
  const model = await (await post(site, "/undo", { back: "/review" }, JSON_WANTED)).json();
  expect(model).toMatchObject({ notice: "Taken back.", redo: "answer", stage: { card: { cardId: card } } });
});

test("burying from the review goes on with the next card; a flag stays with it", async () => {
  const site = await openSite({ decks: DECKS });
  const card = await cardOf(site, "number");
  const form = { version: "0", back: "/review?deck=d" };
  const flagged = await post(site, `/cards/${card}/flag`, { ...form, flag: "2" }, JSON_WANTED);
  expect(await flagged.json()).toMatchObject({ stage: { card: { cardId: card, version: 1, flag: 2 } } });
  const buried = await post(site, `/cards/${card}/bury`, { ...form, version: "1" }, JSON_WANTED);
  expect(await buried.json()).toMatchObject({ stage: { card: { cardId: await cardOf(site, "a") } } });
});

test("a form of a card that asks the same question again stays on it until the answer is final", async () => {
  const site = await openSite({
    decks: { g: deckText("g", { g: "- type: generated\n- generator: softmax\n- level: 1" }) },
  });
  const card = String(await cardOf(site, "g"));
  const wrong = { card, version: "0", "field.p[0]": "9", "field.p[1]": "9", "field.p[2]": "9" };
  const first = await post(site, "/review/check", wrong, JSON_WANTED);
  const once = (await first.json()).stage.card;
  expect([once.turned, once.verdict.headline]).toEqual([false, "Not right. Try once more."]);
  expect(once.back).toBeUndefined();
  expect(JSON.stringify(once.verdict)).not.toContain("expected");
  const twice = (await (await post(site, "/review/check", wrong, JSON_WANTED)).json()).stage.card;
  expect([twice.turned, twice.verdict.headline, twice.suggested]).toEqual([true, "Not right", 1]);
  expect(twice.prompt).toBe(once.prompt);
  expect(twice.back.steps.length).toBeGreaterThan(0);
});

test("when only learning cards of later are left, the page says when; and asks them once it is time", async () => {
  const site = await openSite({ decks: { d: deckText("d", { a: basic("What is a?") }) } });
  await post(site, "/presets/1", { learningStepsMinutes: "1m 30m" });
  await answer(site, await cardOf(site, "a"));
  const html = await text(await get(site, "/review"));
  expect(html).toContain("Next card in 30 min");
  site.clock.now += 30 * MINUTE;
  expect(await text(await get(site, "/review"))).toContain("What is a?");
});

test("the first page tells what waits, then that nothing is left", async () => {
  const site = await openSite({ decks: { d: deckText("d", { a: basic("What is a?") }) } });
  expect(await text(await get(site, "/"))).toContain("1 new card to go.");
  await post(site, "/review/answer", { card: String(await cardOf(site, "a")), version: "0", rating: "4" });
  const html = await text(await get(site, "/"));
  expect(html).toContain("Nothing is left today");
  expect(html).toContain("1 answer given");
});

const CHOICE = `- type: choice
- shuffle: false

Which sums to one?

- [x] the softmax
  It is normalised.
- [ ] the logits
  They are any numbers.
- [ ] the gradient

---

Probabilities do.`;

/** What is seen of a page: without the props of islands and without tags. */
function seen(html: string): string {
  return html.replaceAll(/ data-props="[^"]*"/g, "").replaceAll(/<[^>]*>/g, " ").replaceAll(/\s+/g, " ");
}

test("a checked choice lists each option once, with its mark and its reason", async () => {
  const site = await openSite({ decks: { d: deckText("d", { choice: CHOICE }) } });
  const card = String(await cardOf(site, "choice"));
  await post(site, "/review/check", { card, version: "0", chosen: "o2" });
  const page = seen(await text(await get(site, `/review?card=${card}`)));
  expect(page).toMatch(
    /the softmax missed: this one is right It is normalised\. the logits wrongly ticked They are any numbers\. the gradient rightly left out Answer Probabilities do\./,
  );
  for (const label of ["the softmax", "the logits", "the gradient"]) {
    expect(page.split(label)).toHaveLength(2);
  }
});

test("who asks for the answer of a choice sees its options once, with their reasons", async () => {
  const site = await openSite({ decks: { d: deckText("d", { choice: CHOICE }) } });
  const card = String(await cardOf(site, "choice"));
  await post(site, "/review/check", { card, version: "0", giveUp: "1" });
  const page = seen(await text(await get(site, `/review?card=${card}`)));
  expect(page).toMatch(/Right: the softmax It is normalised\. .*Probabilities do\./);
  expect(page.split("the softmax")).toHaveLength(2);
});

test("the reasons of options are not in the page before the answer is checked", async () => {
  const site = await openSite({ decks: { d: deckText("d", { choice: CHOICE }) } });
  expect(await text(await get(site, "/review"))).not.toMatch(/normalised|any numbers|Probabilities do/);
});

test("the end of a session tells how many cards come on the day it names", async () => {
  const notes = Object.fromEntries(["a", "b", "c"].map((id) => [id, basic(`What is ${id}?`)]));
  const site = await openSite({ decks: { d: deckText("d", notes) } });
  for (const id of ["a", "b"]) {
    const card = String(await cardOf(site, id));
    await post(site, "/review/answer", { card, version: "0", rating: "4", deck: "d" });
    await post(site, `/cards/${card}/set-due`, { version: "1", days: "3", back: "/" });
  }
  await post(site, `/cards/${await cardOf(site, "c")}/bury`, { version: "0", back: "/" });
  expect(seen(await text(await get(site, "/review")))).toContain("Coming tomorrow (1 card)");
  await post(site, `/cards/${await cardOf(site, "c")}/suspend`, { version: "1", back: "/" });
  expect(seen(await text(await get(site, "/review")))).toContain("Coming in 3 d (2 cards)");
  await post(site, "/presets/1", { reviewsPerDay: "1" });
  expect(seen(await text(await get(site, "/review")))).toContain("Coming in 3 d (1 card)");
});

test("cards that the day's limit held back come tomorrow", async () => {
  const notes = Object.fromEntries(["a", "b", "c"].map((id) => [id, basic(`What is ${id}?`)]));
  const site = await openSite({ decks: { d: deckText("d", notes) } });
  for (const id of ["a", "b", "c"]) {
    const card = String(await cardOf(site, id));
    await post(site, "/review/answer", { card, version: "0", rating: "4", deck: "d" });
    await post(site, `/cards/${card}/set-due`, { version: "1", days: "1", back: "/" });
  }
  site.clock.now += 24 * 60 * MINUTE;
  await post(site, "/presets/1", { reviewsPerDay: "2" });
  for (const id of ["a", "b"]) {
    await post(site, "/review/answer", {
      card: String(await cardOf(site, id)),
      version: "2",
      rating: "4",
      deck: "d",
    });
  }
  const page = seen(await text(await get(site, "/review")));
  expect(page).toContain("Done for today");
  expect(page).toContain("Coming tomorrow (1 card)");
});

test("a wrong answer that is graded Good keeps its reason, which the card's history tells", async () => {
  const site = await openSite({ decks: DECKS });
  const card = String(await cardOf(site, "number"));
  const reasons = ["slip", "question", "somebody's own words <b>"];
  for (const [version, reason] of reasons.entries()) {
    const seenAt = { card, version: String(version) };
    await post(site, "/review/check", { ...seenAt, "field.answer": "3/8" });
    const graded = await post(site, "/review/answer", { ...seenAt, rating: "3", reason, deck: "d" });
    expect(graded.headers.get("location")).toBe("/review?deck=d");
    site.clock.now += 3650 * 24 * 60 * MINUTE;
  }
  const html = await text(await get(site, `/cards/${card}`));
  expect(html).toContain("Good: it was a slip");
  expect(html).toContain("Good: the question or its answer is wrong");
  expect(html).toContain("Good: somebody's own words &lt;b>");
});

test("a wrong answer may be graded Good without a reason, as by programs", async () => {
  const site = await openSite({ decks: DECKS });
  const card = String(await cardOf(site, "number"));
  await post(site, "/review/check", { card, version: "0", "field.answer": "3/8" });
  expect((await answer(site, Number(card))).headers.get("location")).toBe("/review?deck=d");
});

const SKILL = { g: deckText("g", { g: "- type: generated\n- generator: softmax\n- level: 1" }) };

test("a new skill shows a worked example, and a link to its question, of which nothing is in the page yet", async () => {
  const site = await openSite({ decks: SKILL });
  const card = await cardOf(site, "g");
  const html = await text(await get(site, "/review?deck=g"));
  expect(seen(html)).toContain("Worked example");
  expect(html).toContain('aria-label="Worked steps"');
  expect(html).not.toContain('id="check"');
  const [, go = ""] = /<a class="button primary" href="([^"]*)" data-go/.exec(html) ?? [];
  expect(go.replaceAll("&amp;", "&")).toBe(`/review?deck=g&card=${card}`);
  const question = (await (await get(site, go.replaceAll("&amp;", "&"), JSON_WANTED)).json()).stage.card;
  expect([question.cardId, question.turned, question.back]).toEqual([card, false, undefined]);
  expect(html).not.toContain(question.prompt);
});

test("the first question of a skill comes with its first steps, the next one without", async () => {
  const site = await openSite({ decks: SKILL });
  const card = String(await cardOf(site, "g"));
  const question = async () =>
    (await (await get(site, `/review?card=${card}`, JSON_WANTED)).json()).stage.card;
  expect((await question()).lead).toHaveLength(1);
  expect(seen(await text(await get(site, `/review?card=${card}`)))).toContain("The first steps are done");
  await post(site, "/review/check", { card, version: "0", giveUp: "1" });
  const final = await question();
  expect([final.lead, final.back.steps.length]).toEqual([[], 3]);
  await post(site, "/review/answer", { card, version: "0", rating: "1", deck: "g" });
  site.clock.now += 5 * MINUTE;
  const second = await question();
  expect([second.version, second.lead]).toEqual([1, []]);
  expect(await text(await get(site, "/review?again=1"))).toContain('id="check"');
});
