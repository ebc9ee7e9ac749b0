/** Finding, changing and writing notes: by keyboard, by wheel, by paste and drop, from a review, and without scripts. */
import { Buffer } from "node:buffer";
import type { BrowserContextOptions, Page } from "playwright-core";
import { expect, test } from "vitest";
import { awake, openPage, picture, serve, violations } from "./browser.ts";

const LONGEST_MS = 120_000;
const PNG =
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
const ROWS = 2000;
const MANY = `---\ndeck: many\nname: Many\ndescription: For scrolling.\norder: 1\n---\n\n${
  Array.from({ length: ROWS }, (_, index) => {
    const number = String(index).padStart(4, "0");
    return `## n${number}\n\n- type: basic\n\nQuestion ${number}\n\n---\n\nAnswer ${number}\n`;
  }).join("\n")
}`;

type Server = Awaited<ReturnType<typeof serve>>;

/** A deck "Mine" with these notes, made as its forms make it. */
async function withNotes(server: Server, texts: readonly string[]): Promise<void> {
  const { page } = await openPage(server, { javaScriptEnabled: false });
  await page.goto("/decks/new");
  await page.fill("#name", "Mine");
  await page.click("text=Make the deck");
  for (const text of texts) {
    await page.goto("/notes/new?deck=mine");
    await page.fill("#text", text);
    await page.click("text=Save >> nth=0");
    await page.waitForURL("**/decks/mine?**");
  }
  await page.context().close();
}

async function tabTo(page: Page, selector: string): Promise<void> {
  for (let presses = 0; presses < 60; presses++) {
    await page.keyboard.press("Tab");
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted) ?? false, selector)) return;
  }
  throw new Error(`No Tab leads to ${selector}`);
}

async function textOf(page: Page, selector: string): Promise<string> {
  return await page.locator(selector).inputValue();
}

test(
  "a search is mended, thousands of rows are scrolled, and rows out of view are changed and taken back",
  async () => {
    const server = await serve({ many: MANY });
    await withNotes(server, ["AAA the first\n\n---\n\nx", "zzz the last\n\n---\n\ny"]);
    const { page, complaints } = await openPage(server, { viewport: { width: 1100, height: 800 } });
    await page.goto("/browse?sort=text");
    await page.fill("#q", "is:tired");
    await page.keyboard.press("Enter");
    await page.locator("[role=alert]").waitFor();
    expect(await page.locator(".search-place mark").textContent()).toContain("tired");
    expect(await violations(page)).toEqual([]);
    complaints.length = 0;
    await page.fill("#q", "");
    await page.keyboard.press("Enter");
    await page.locator(".browse-count", { hasText: /^2,?002 cards found/ }).waitFor();
    await awake(page);

    await tabTo(page, ".browse-frame.scrolling");
    await page.keyboard.press("End");
    await page.locator("text=zzz the last").waitFor();
    expect(await page.locator("tbody tr").count()).toBeLessThan(120);
    expect(await page.locator("tbody tr", { hasText: "zzz the last" }).getAttribute("aria-rowindex"))
      .toBe(String(ROWS + 3));
    await picture(page, "browse-scrolled");
    await page.locator(".browse-frame").hover();
    await page.mouse.wheel(0, -10_000_000);
    await page.locator("text=AAA the first").waitFor();
    await page.mouse.wheel(0, 20_000);
    await page.locator("text=/Question 0[5-9]/ >> nth=0").waitFor();

    await page.mouse.wheel(0, -10_000_000);
    await page.locator("tr", { hasText: "AAA the first" }).locator("input").check();
    await page.locator(".browse-frame").focus();
    await page.keyboard.press("End");
    await page.locator("tr", { hasText: "zzz the last" }).locator("input").check();
    await page.locator("text=2 ticked").waitFor();
    await page.click("text=Tags, deck and text of their notes");
    await page.fill("#bulk-tags", "seen far");
    await page.keyboard.press("Enter");
    expect(new URL(page.url()).searchParams.get("done")).toBeNull();
    await page.click("text=Add tags");
    await page.locator("text=The tags of 2 notes were changed.").waitFor();
    await page.goto("/browse?q=tag:seen");
    expect(await page.locator("tbody tr").count()).toBe(2);
    await page.click("text=Take it back");
    await page.locator("text=Taken back.").waitFor();
    expect(await page.locator("tbody tr").count()).toBe(0);
    expect(complaints).toEqual([]);
  },
  LONGEST_MS,
);

test("a replacement is seen before it is done", async () => {
  const server = await serve();
  await withNotes(server, ["The colour of <grass>\n\n---\n\ngreen colour"]);
  const { page, complaints } = await openPage(server);
  await page.goto("/browse?q=deck:Mine");
  await page.check("[name=all]");
  await page.click("text=Tags, deck and text of their notes");
  await page.click("text=Find and replace");
  await page.fill("#find", "colour");
  await page.fill("#with", "color");
  await page.keyboard.press("Enter");
  await page.locator("text=1 note would change").waitFor();
  expect(await page.locator(".replacements ins").allTextContents()).toEqual([
    "The color of <grass>",
    "green color",
  ]);
  expect(await violations(page)).toEqual([]);
  await picture(page, "replace");
  await page.click("text=Replace in 1 note");
  await page.locator("text=The text was replaced.").waitFor();
  expect(await page.locator("tbody").textContent()).toContain("The color of");
  expect(complaints).toEqual([]);
}, LONGEST_MS);

test("a note with deletions is written by keyboard alone, its cards drawn beside it", async () => {
  const server = await serve();
  await withNotes(server, []);
  const { page, complaints } = await openPage(server);
  await page.goto("/notes/new?deck=mine&kind=cloze");
  await awake(page);
  await tabTo(page, "#text");
  await page.keyboard.type("The capital of France is Paris");
  await page.keyboard.press("Control+Shift+ArrowLeft");
  await page.keyboard.press("Control+Shift+KeyC");
  expect(await textOf(page, "#text")).toBe("The capital of France is {{c1::Paris}}");
  await page.keyboard.press("End");
  await page.keyboard.type(", of Italy Rome");
  await page.keyboard.press("Control+Shift+ArrowLeft");
  await page.keyboard.press("Control+Shift+KeyC");
  expect(await textOf(page, "#text")).toContain("{{c2::Rome}}");
  await page.locator("#note-preview", { hasText: "deletion 2" }).waitFor();
  expect(await violations(page)).toEqual([]);
  await picture(page, "note-written");
  await page.keyboard.press("Control+KeyZ");
  expect(await textOf(page, "#text")).toContain("of Italy Rome");
  await page.keyboard.press("Control+Shift+KeyC");
  await tabTo(page, "#tags");
  await page.keyboard.type("cities");
  await page.keyboard.press("Enter");
  await page.waitForURL("**/decks/mine?**");
  await page.locator(".notice", { hasText: "The note is saved." }).waitFor();
  expect(await page.locator(".notes .note").count()).toBe(1);
  await picture(page, "note-saved");
  await tabTo(page, ".with-undo button");
  await page.keyboard.press("Enter");
  await page.locator("text=Taken back.").waitFor();
  expect(await page.locator(".notes .note").count()).toBe(0);
  expect(complaints).toEqual([]);
}, LONGEST_MS);

test("pictures are pasted and dropped into the text, and shown at once", async () => {
  const server = await serve();
  await withNotes(server, []);
  const { page, complaints } = await openPage(server);
  await page.goto("/notes/new?deck=mine");
  await awake(page);
  await page.fill("#text", "Look: ");
  await page.locator("#text").focus();
  await page.keyboard.press("End");
  const bring = (kind: "paste" | "drop", name: string) =>
    page.locator("#text").evaluate((area, { kind, name, png }) => {
      const bytes = Uint8Array.from(atob(png), (sign) => sign.charCodeAt(0));
      const files = new DataTransfer();
      files.items.add(new File([bytes], name, { type: "image/png" }));
      const options = { bubbles: true, cancelable: true };
      area.dispatchEvent(
        kind === "paste"
          ? new ClipboardEvent("paste", { ...options, clipboardData: files })
          : new DragEvent("drop", { ...options, dataTransfer: files }),
      );
    }, { kind, name, png: PNG });
  await bring("paste", "my dot.png");
  await page.waitForFunction(() =>
    document.querySelector<HTMLTextAreaElement>("#text")?.value === "Look: ![my dot](my-dot.png)"
  );
  await page.keyboard.type("\n\n---\n\nA ");
  await bring("drop", "other.png");
  await page.waitForFunction(() =>
    document.querySelector<HTMLTextAreaElement>("#text")?.value.endsWith("A ![other](other.png)")
  );
  await page.waitForFunction(() =>
    [...document.querySelectorAll<HTMLImageElement>("#note-preview img")].some(({ naturalWidth }) =>
      naturalWidth === 1
    )
  );
  await page.click("text=Save >> nth=0");
  await page.waitForURL("**/decks/mine?**");
  await page.goto("/media?show=used");
  expect(await page.locator(".media-name").allTextContents()).toEqual(["my-dot.png", "other.png"]);
  expect(await violations(page)).toEqual([]);
  await picture(page, "media-used");
  expect(complaints).toEqual([]);
}, LONGEST_MS);

test("e leads from a review to the editor of one's own note and back to the same card", async () => {
  const server = await serve({});
  await withNotes(server, ["one\n\n---\n\nx", "two\n\n---\n\ny"]);
  const { page, complaints } = await openPage(server);
  await page.goto("/review?deck=mine");
  await awake(page);
  const asked = await page.locator("article.card .prose").first().textContent() ?? "";
  await page.keyboard.press("e");
  await page.waitForURL("**/notes/*/edit?**");
  await awake(page);
  expect((await textOf(page, "#text")).startsWith(asked.trim())).toBe(true);
  await page.fill("#text", "asked anew\n\n---\n\nz");
  await page.locator("#tags").focus();
  await page.keyboard.press("Enter");
  await page.waitForURL("**/review?**");
  expect(new URL(page.url()).searchParams.get("deck")).toBe("mine");
  expect(await page.locator("article.card .prose").first().textContent()).toContain("asked anew");
  expect(complaints).toEqual([]);
}, LONGEST_MS);

test("notes are found, tagged, replaced, written and brought their pictures without scripts", async () => {
  const server = await serve();
  await withNotes(server, ["first ![Dot](gone.png)\n\n---\n\nx"]);
  const { page } = await openPage(server, { javaScriptEnabled: false });
  await page.goto("/browse");
  await page.fill("#q", "deck:Mine");
  await page.click("button:has-text('Search')");
  await page.locator("tbody input[type=checkbox]").check();
  await page.click("text=Tags, deck and text of their notes");
  await page.fill("#bulk-tags", "seen");
  await page.click("text=Add tags");
  expect(await page.locator("tbody .browse-tags").textContent()).toBe("seen");
  await page.click("text=Take it back");
  expect(await page.locator("tbody .browse-tags").textContent()).toBe("");
  await page.goto("/media");
  await page.setInputFiles(".media-bring input[type=file]", {
    name: "any.png",
    mimeType: "image/png",
    buffer: Buffer.from(PNG, "base64"),
  });
  await page.click(".media-bring button");
  expect(await page.locator(".notice").textContent()).toBe("The file is there now.");
  await page.goto("/notes/new?deck=mine");
  await page.selectOption("#kind", "cloze");
  await page.fill("#text", "{{c1::kept}} text");
  await page.click("text=Change");
  expect(await textOf(page, "#text")).toBe("{{c1::kept}} text");
  await page.click("text=Show the cards");
  expect(await page.locator("#note-preview").textContent()).toContain("deletion 1");
  await page.click("text=Save >> nth=0");
  expect(await page.locator(".notes .note").count()).toBe(2);
}, LONGEST_MS);

const LOOKS: readonly (readonly [string, BrowserContextOptions])[] = [
  ["light", { colorScheme: "light", viewport: { width: 1100, height: 800 } }],
  ["light-phone", { colorScheme: "light", viewport: { width: 390, height: 844 }, isMobile: true }],
  ["dark", { colorScheme: "dark", viewport: { width: 1100, height: 800 } }],
  ["dark-phone", { colorScheme: "dark", viewport: { width: 390, height: 844 }, isMobile: true }],
];

test("the pages of notes have nothing for axe to find, and fit every screen", async () => {
  const server = await serve();
  await withNotes(server, ["first ![Dot](gone.png)\n\n---\n\nx", "second\n\n---\n\ny"]);
  const found: { readonly page: string; readonly faults: string }[] = [];
  for (const [look, options] of LOOKS) {
    const { page } = await openPage(server, options);
    for (
      const [name, address] of [
        ["browse", "/browse"],
        ["browse-misread", "/browse?q=is:tired"],
        ["note-new", "/notes/new?deck=mine"],
        ["deck-edit", "/decks/mine/edit"],
        ["media", "/media"],
        ["media-unused", "/media/unused"],
      ] as const
    ) {
      await page.goto(address);
      await awake(page);
      await page.evaluate(() => {
        for (const details of document.querySelectorAll("main details")) details.setAttribute("open", "");
      });
      await picture(page, `${look}-${name}`);
      const wide = await page.evaluate(() =>
        document.documentElement.scrollWidth - document.documentElement.clientWidth
      );
      const faults = `${JSON.stringify(await violations(page))} and ${wide} px too wide`;
      found.push({ page: `${look}-${name}`, faults });
    }
    await page.context().close();
  }
  expect(found.length).toBe(LOOKS.length * 6);
  expect(found.filter(({ faults }) => faults !== "[] and 0 px too wide")).toEqual([]);
}, LONGEST_MS);
