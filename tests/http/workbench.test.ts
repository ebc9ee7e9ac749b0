/** The workbench: what an author sees of a note, and that strangers' notes cannot do more than be refused. */
import { describe, expect, test } from "vitest";
import { EXAMPLE_NOTE } from "../../src/pages/workbench_model.ts";
import { examples, wholeFile } from "../decks/readme_examples.ts";
import { get, openSite, post } from "./site.ts";

const site = await openSite();

async function tried(text: string) {
  const response = await post(site, "/workbench", { text });
  return { status: response.status, html: await response.text() };
}

/** Text of the page without its tags, entities read. */
function plain(html: string): string {
  const text = html.replace(/<[^>]*>/g, " ").replaceAll("&lt;", "<").replaceAll("&gt;", ">");
  return text.replaceAll("&quot;", '"').replaceAll("&amp;", "&").replace(/\s+/g, " ");
}

describe("the page", () => {
  test("begins with an example, and the example is fair", async () => {
    const html = await (await get(site, "/workbench")).text();
    expect(html).toContain('<h1 id="workbench">');
    expect(plain(html)).toContain("## perplexity-of-two");
    expect((await tried(EXAMPLE_NOTE)).status).toBe(200);
  });

  test("is linked in the settings", async () => {
    expect(await (await get(site, "/settings")).text()).toContain('href="/workbench"');
  });

  test("shows five draws with key and steps, and how draws come out", async () => {
    const { status, html } = await tried(EXAMPLE_NOTE);
    const text = plain(html);
    expect(status).toBe(200);
    expect(html.match(/<article/g)).toHaveLength(5);
    expect(html.match(/class="steps"/g)).toHaveLength(5);
    expect(text).toContain("No problems. Template with fresh numbers: 5 cards shown below.");
    expect(text).toMatch(/\d+ of 200 draws make a fair question \(\d+ %\)/);
    expect(text).toMatch(/\d+ not p != q/);
    expect(text).toMatch(/wrong-1 \d+ always told apart/);
  });

  test("keeps the text, as text", async () => {
    const { html } = await tried(
      "## a\n\n- type: basic\n\n</textarea><script>alert(1)</script>\n\n---\n\nb\n",
    );
    expect(html).toContain("&lt;/textarea>&lt;script>alert(1)&lt;/script>");
    expect(html).not.toContain("<script>alert");
  });

  test.each(examples.map(({ type, note }) => [type, note] as const))(
    "takes the README's note of type %s",
    async (_, note) => {
      const { status, html } = await tried(note);
      expect(status).toBe(200);
      expect(html).toContain("<article");
    },
  );

  test("takes a whole deck file of one note", async () => {
    expect((await tried(wholeFile)).status).toBe(200);
  });

  test("stores nothing", async () => {
    const before = await (await get(site, "/")).text();
    await tried(EXAMPLE_NOTE);
    expect(await (await get(site, "/")).text()).toBe(before);
  });
});

describe("problems", () => {
  test.each([
    [
      "an unknown name",
      EXAMPLE_NOTE.replace("exp(loss)", "exp(lost)"),
      "13:12",
      "“lost” is not known here",
      "ppl: exp(lost)",
    ],
    [
      "a formula of the prompt",
      EXAMPLE_NOTE.replace("${{q}}$.", "$\\nope{{q}}$."),
      "23:",
      "Undefined control sequence",
      "\\nope",
    ],
    ["no note", "Just words.", "1:1", "There is no note here", "Just words."],
    ["no type", "## a\n\nText\n", "1:1", "The note a has no type", "## a"],
    [
      "two notes",
      "## a\n\n- type: basic\n\nx\n\n---\n\ny\n\n## b\n",
      "11:1",
      "A second note begins here",
      "## b",
    ],
    [
      "a deck with an error in its front",
      `---\ndeck: A\n---\n${EXAMPLE_NOTE}`,
      "2:7",
      "`deck` is",
      "deck: A",
    ],
  ])("%s is quoted at its place", async (_, text, place, message, quoted) => {
    const { status, html } = await tried(text);
    expect(status).toBe(422);
    expect(plain(html)).toContain(`${place}`);
    expect(plain(html)).toContain(message);
    const quotes = [...html.matchAll(/<pre class="quoted"[^>]*><code>([\s\S]*?)<\/code>/g)].map((
      [, quote = ""],
    ) => quote);
    expect(quotes.some((quote) => plain(quote).includes(quoted)), quotes.join("|")).toBe(true);
  });

  test("the mark stands under the character", async () => {
    const { html } = await tried(EXAMPLE_NOTE.replace("exp(loss)", "exp(lost)"));
    expect(html).toContain("  ppl: exp(lost)\n           ^");
  });

  test("draws that are never fair are explained by their mistakes", async () => {
    const { status, html } = await tried(EXAMPLE_NOTE.replace("expr: loss\n", "expr: ppl * 1\n"));
    expect(status).toBe(422);
    expect(plain(html)).toContain("0 of 200 draws make a fair question");
    expect(plain(html)).toMatch(/wrong-1 \d+ can never be told from the key/);
  });

  test("mistakes that are always the same are named together", async () => {
    const { html } = await tried(EXAMPLE_NOTE.replace("expr: loss\n", "expr: 1 / p / q\n"));
    expect(plain(html)).toMatch(/wrong-1 \d+ can never be told from wrong-2/);
  });

  test("a mistake that can never be made is said to be one", async () => {
    const { html } = await tried(EXAMPLE_NOTE.replace("expr: loss\n", "expr: loss\n    when: p > 1\n"));
    expect(plain(html)).toContain("wrong-1 0 can never be made");
  });
});

describe("a note from a stranger", () => {
  const withLet = (line: string) =>
    EXAMPLE_NOTE.replace("  ppl: exp(loss)", `  ppl: exp(loss)\n  x: ${line}`);

  test.each([
    ["constructor", withLet("constructor")],
    ["a prototype", withLet("'[1].__proto__'")],
    ["a call of the prototype", withLet("constructor(1)")],
    ["deep nesting", withLet("(".repeat(900) + "1" + ")".repeat(900))],
    ["a huge power", withLet("10^10^10")],
    ["large tensors", withLet("sum(zeros(4000, 4000))")],
    ["many large tensors", withLet(`"${"sum(ones(64, 64) @ ones(64, 64)) + ".repeat(20)}1"`)],
    ["a billion laughs", withLet("&a [1]\n  b: &b [*a, *a, *a]\n  c: [*b, *b, *b]")],
    ["deep YAML", withLet("[".repeat(4000))],
    ["unclosed quotes", withLet(`"${"\\".repeat(3000)}`)],
    ["too long a text", `${EXAMPLE_NOTE}${"x".repeat(30_000)}`],
    ["many dollars", `## a\n\n- type: basic\n\n${"$".repeat(15_000)}\n\n---\n\nb\n`],
    ["many brackets", `## a\n\n- type: basic\n\n${"![".repeat(7_000)}$\n\n---\n\nb\n`],
  ])("is refused with a reason: %s", async (_, text) => {
    const { status, html } = await tried(text);
    expect(status).toBe(422);
    expect(html).toContain('class="problems"');
    expect(site.logged).toEqual([]);
  });

  test("cannot send from another site, or more than the form takes", async () => {
    const foreign = await post(site, "/workbench", { text: EXAMPLE_NOTE }, {
      "origin": "http://evil.example",
      "sec-fetch-site": "cross-site",
    });
    expect(foreign.status).toBe(403);
    expect((await post(site, "/workbench", { text: "x".repeat(300_000) })).status).toBe(400);
    expect((await post(site, "/workbench", { text: "x".repeat(1_100_000) })).status).toBe(413);
  });
});
