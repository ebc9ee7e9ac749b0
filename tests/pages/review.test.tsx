import { renderToString } from "preact-render-to-string";
import { expect, test } from "vitest";
import { ReviewPage, reviewTitle } from "../../src/pages/review.tsx";
import type { CardView, ReviewModel } from "../../src/ui/models.ts";
import { ASSETS, review, TICKING, TYPING } from "./samples.ts";

function draw(model: ReviewModel): string {
  return renderToString(<ReviewPage model={model} assets={ASSETS} />);
}

function formsOf(html: string): readonly { readonly action: string; readonly names: readonly string[] }[] {
  return [...html.matchAll(/<form[^>]*action="([^"]*)"[^>]*>([\s\S]*?)<\/form>/g)].map((
    [, action = "", inner = ""],
  ) => ({
    action,
    names: [...inner.matchAll(/ name="([^"]*)"/g)].map(([, name = ""]) => name),
  }));
}

const STAGES: readonly (readonly [string, ReviewModel])[] = [
  ["a face to turn", review()],
  ["a face to tick", review(TICKING)],
  ["a face to type", review(TYPING)],
  ["a turned card", review({ turned: true })],
  ["a pause", review({}, { stage: { kind: "pause", goOn: "/review?again=1" } })],
  [
    "the end",
    review({}, {
      stage: {
        kind: "done",
        summary: { answers: 3, minutes: 2, newCards: 1, upcoming: ["tomorrow (2 cards)"] },
      },
    }),
  ],
];

test.each(STAGES)("the review of %s has one h1 and one h2 that takes the focus", (_, model) => {
  const html = draw(model);
  expect(html.match(/<h1/g)).toHaveLength(1);
  expect(html.match(/id="question"/g)).toHaveLength(1);
});

test.each(STAGES)("the model of %s survives JSON as the props of its island", (_, model) => {
  const html = draw(model);
  const props: unknown = JSON.parse(unescape(/data-props="([^"]*)"/.exec(html)?.[1] ?? ""));
  expect(props).toEqual(JSON.parse(JSON.stringify({ model })));
  expect(html).toContain('data-src="/static/islands/review-A.js"');
});

test.each(STAGES)(
  "the review of %s is drawn the same from its props, so that the browser can take it over",
  (_, model) => {
    const html = draw(model);
    const { model: again }: { readonly model: ReviewModel } = JSON.parse(
      unescape(/data-props="([^"]*)"/.exec(html)?.[1] ?? ""),
    );
    expect(draw(again)).toBe(html);
  },
);

test.each(STAGES)("every input of the review of %s has a label", (_, model) => {
  expect(unlabelled(draw(model))).toEqual([]);
});

test("an unturned face can be turned without scripts, and gives nothing away", () => {
  const html = draw(review());
  expect(formsOf(html)).toContainEqual({ action: "/review", names: ["deck", "card", "askedAt", "turn"] });
  expect(withoutProps(html)).not.toContain("To one.");
});

test("a turned card posts its grade with what was seen", () => {
  const html = draw(review({ turned: true }));
  expect(withoutProps(html)).toContain("To one.");
  const form = formsOf(html).find(({ action }) => action === "/review/answer");
  expect(form?.names).toEqual(["card", "version", "askedAt", "deck", "rating", "rating", "rating", "rating"]);
  expect(html).toContain('name="version" value="3"');
});

test("a grade says its key, its interval and whether it is suggested", () => {
  const html = draw(review({ ...TYPING, turned: true, suggested: 2 }));
  const hard = /<button[^>]*value="2"[^>]*>[\s\S]*?<\/button>/.exec(html)?.[0] ?? "";
  expect(hard).toContain("data-suggested");
  expect(text(hard)).toContain("Hard");
  expect(text(hard)).toContain("next in 3 days");
  expect(text(hard)).toContain("suggested");
});

test.each([[true, 1], [false, 0]])(
  "Easy says that it fits too where it is offered: %s",
  (easyOffered, times) => {
    const html = draw(review({ ...TYPING, turned: true, suggested: 3, easyOffered }));
    const [, easy = ""] = /<button[^>]*value="4"[^>]*>([\s\S]*?)<\/button>/.exec(html) ?? [];
    expect(text(easy).split("quick: fits too")).toHaveLength(1 + times);
    expect(withoutProps(html).split("data-suggested")).toHaveLength(2);
  },
);

test("after a wrong answer Good and Easy say that it was a slip, and other reasons have buttons of their own", () => {
  const html = withoutProps(draw(review({ ...TYPING, turned: true, suggested: 1 })));
  const forms = [...html.matchAll(/<form[^>]*action="\/review\/answer"[^>]*>([\s\S]*?)<\/form>/g)].map((
    [, inner = ""],
  ) => ({
    reason: /name="reason" value="([^"]*)"/.exec(inner)?.[1],
    ratings: [...inner.matchAll(/name="rating" value="(\d)"/g)].map(([, value]) => value),
  }));
  expect(forms).toEqual([
    { reason: "slip", ratings: ["1", "2", "3", "4"] },
    { reason: "accepted", ratings: ["3", "4"] },
    { reason: "question", ratings: ["3", "4"] },
  ]);
  const said = [...html.matchAll(/<button[^>]*class="grade"[^>]*>([\s\S]*?)<\/button>/g)].map((
    [, inner = ""],
  ) => text(inner).includes("it was a slip"));
  expect(said).toEqual([false, false, true, true]);
  expect(html.indexOf('class="grade"')).toBeLessThan(html.indexOf('class="reasons"'));
});

test.each(
  [
    ["right", { ...TYPING, turned: true, suggested: 3 }],
    ["right at the second try", { ...TYPING, turned: true, suggested: 2 }],
    ["graded by oneself", { turned: true }],
    ["a list of points", { turned: true, face: "points", suggested: 1 }],
  ] as const,
)("no reason is asked for what was %s", (_, card) => {
  expect(withoutProps(draw(review(card)))).not.toMatch(/name="reason"|it was a slip/);
});

test("ticked options are posted by id, and none is a radio when many may be right", () => {
  const html = draw(review(TICKING));
  const form = formsOf(html).find(({ action }) => action === "/review/check");
  expect(form?.names.slice(-3)).toEqual(["chosen", "chosen", "chosen"]);
  expect(html).toContain('type="checkbox"');
  expect(draw(review({ ...TICKING, many: false }))).toContain('type="radio"');
});

test("giving up is a button of the check form", () => {
  expect(draw(review(TYPING))).toMatch(/<button[^>]*form="check"[^>]*name="giveUp" value="1"/);
});

test("typed answers are posted by field, a grid by its cells or as one text", () => {
  const form = formsOf(draw(review(TYPING))).find(({ action }) => action === "/review/check");
  expect(form?.names.filter((name) => name.startsWith("field."))).toEqual([
    "field.w",
    "field.W[0,0]",
    "field.W[0,1]",
    "field.W[1,0]",
    "field.W[1,1]",
    "field.W",
    "field.c",
    "field.c",
    "field.c",
    "field.s",
  ]);
});

test("a card that one grades oneself suggests nothing", () => {
  expect(withoutProps(draw(review({ turned: true, suggested: 3 })))).not.toContain("data-suggested");
});

const UNREADABLE: Partial<CardView> = {
  ...TYPING,
  given: { chosen: [], typed: { w: "0..5", "W[0,1]": "2" } },
  verdict: {
    kind: "unreadable",
    headline: "Could not be read",
    message: undefined,
    marks: [{ id: "w", outcome: "unreadable", read: "A second point at place 3", expected: undefined }],
  },
};

test("an unreadable answer keeps what was typed and says where it broke off", () => {
  const html = withoutProps(draw(review(UNREADABLE)));
  expect(html).toMatch(/name="field\.w"[^>]*value="0\.\.5"/);
  expect(html).toMatch(/name="field\.W\[0,1\]"[^>]*value="2"/);
  expect(html).toMatch(/name="field\.w"[^>]*aria-invalid="true"/);
  expect(html).toContain("A second point at place 3");
  expect(html).not.toContain("/review/answer");
});

test("after a first try the inputs stay, with what is right and what is not", () => {
  const html = withoutProps(draw(review({
    ...TYPING,
    given: { chosen: [], typed: { w: "2", "W[0,0]": "1", "W[1,0]": "3" } },
    verdict: {
      kind: "partial",
      headline: "Partly right. Try once more.",
      message: undefined,
      marks: [
        { id: "w", outcome: "right", read: "2", expected: undefined },
        { id: "W[0,0]", outcome: "right", read: "1", expected: undefined },
        { id: "W[1,0]", outcome: "wrong", read: "3", expected: undefined },
      ],
    },
  })));
  expect(html).toMatch(/name="field\.W\[1,0\]"[^>]*value="3"[^>]*aria-invalid="true"/);
  expect(html).not.toMatch(/name="field\.W\[0,0\]"[^>]*aria-invalid/);
  expect(text(html)).toContain("Not right yet: row 2, column 1");
  expect(html).toContain('form="check"');
});

test("marks say in words how each option came out", () => {
  const html = draw(review({
    ...TICKING,
    turned: true,
    given: { chosen: ["a", "b"], typed: {} },
    verdict: {
      kind: "partial",
      headline: "Not quite: 1 of 3",
      message: undefined,
      marks: [
        { id: "a", outcome: "right", read: undefined, expected: undefined },
        { id: "b", outcome: "wrong", read: undefined, expected: undefined },
        { id: "c", outcome: "missed", read: undefined, expected: undefined },
      ],
    },
  }));
  const items = [...withoutProps(html).matchAll(/<li[^>]*class="option"[^>]*>[\s\S]*?<\/li>/g)].map((
    [item],
  ) => text(item));
  expect(items).toEqual(["Option a right", "Option b wrongly ticked", "Option c missed: this one is right"]);
});

test("the verdict has its place before it comes, so that it is announced", () => {
  expect(draw(review(TICKING))).toMatch(/<div class="verdict" role="status"/);
});

test("keys are neither shown nor listed when they are off", () => {
  const html = withoutProps(draw(review({}, { keys: false })));
  expect(html).not.toContain('id="keys"');
  expect(html).not.toContain("keys-button");
});

test("what else can be done works as forms that come back", () => {
  const posts = formsOf(draw(review())).filter(({ action }) => action.startsWith("/cards/12/"));
  expect(posts.map(({ action }) => action)).toEqual([
    "/cards/12/bury",
    "/cards/12/bury-note",
    "/cards/12/suspend",
    "/cards/12/flag",
    "/cards/12/set-due",
  ]);
  expect(posts.every(({ names }) => names[0] === "version" && names[1] === "back")).toBe(true);
});

test("a deck's name cannot break out of the props", () => {
  const html = draw(review({}, { deck: { slug: "x", name: '"><script>alert(1)</script>' } }));
  expect(html).not.toContain("<script");
});

test.each([
  [review(), "Attention"],
  [review({}, { deck: undefined }), "All decks"],
])("reviewTitle() names the deck", (model, title) => {
  expect(reviewTitle(model)).toBe(title);
});

function unescape(attribute: string): string {
  return attribute.replaceAll("&quot;", '"').replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll(
    "&amp;",
    "&",
  );
}

function withoutProps(html: string): string {
  return html.replaceAll(/ data-props="[^"]*"/g, "");
}

function text(html: string): string {
  return html.replaceAll(/<[^>]*>/g, " ").replaceAll(/\s+/g, " ").trim();
}

/** Inputs that stand neither in a label, nor are named by one, nor by themselves. */
function unlabelled(html: string): readonly string[] {
  const labelled = new Set([...html.matchAll(/<label[^>]* for="([^"]*)"/g)].map(([, id]) => id));
  const outside = withoutProps(html).replaceAll(/<label[^>]*>[\s\S]*?<\/label>/g, "");
  return [...outside.matchAll(/<(?:input|select|textarea)\b[^>]*>/g)].map(([tag]) => tag).filter((tag) =>
    !/type="hidden"|aria-label=/.test(tag) && !labelled.has(/ id="([^"]*)"/.exec(tag)?.[1])
  );
}
