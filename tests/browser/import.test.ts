/** Importing as people do it: files dropped, a conflict decided, a table mapped on a phone without scripts, an undo. */
import { Buffer } from "node:buffer";
import type { BrowserContextOptions, Page } from "playwright-core";
import { expect, test } from "vitest";
import { buildPackage } from "../packages/build_package.ts";
import { BASIC, cardWith, contentWith, DEFAULT_DECK, noteWith } from "../packages/content.ts";
import { ODD } from "../packages/odd_content.ts";
import { awake, openPage, serve } from "./browser.ts";
import { faults } from "./faults.ts";

const LONGEST_MS = 120_000;
const PHONE = {
  colorScheme: "dark",
  viewport: { width: 390, height: 844 },
  hasTouch: true,
  isMobile: true,
} as const satisfies BrowserContextOptions;

/** One dot. */
const PICTURE = Uint8Array.from(
  atob("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="),
  (letter) => letter.charCodeAt(0),
);

const SEA = contentWith({
  decks: [
    DEFAULT_DECK,
    { ...DEFAULT_DECK, id: 10, name: "Languages" },
    { ...DEFAULT_DECK, id: 11, name: "Languages::Latin" },
    { ...DEFAULT_DECK, id: 12, name: "Languages::Latin::Nature" },
  ],
  noteTypes: [BASIC],
  notes: [
    noteWith(0, {
      fields: ['mare <img src="mare nostrum.png">', "the sea"],
      cards: [cardWith({ deck: 11, due: 1 })],
    }),
    noteWith(1, { fields: ["ignis", "fire"], cards: [cardWith({ deck: 12, due: 2 })] }),
  ],
  media: [{ name: "mare nostrum.png", bytes: PICTURE }],
});

const WORDS = "#separator:tab\n#guid column:1\n#deck:Latin\nw1\taqua\twater\nw2\tterra\tearth\n";

/** Drops a file on the form, as from a window of the system. */
async function drop(page: Page, name: string, bytes: Uint8Array): Promise<void> {
  const transfer = await page.evaluateHandle(([called, letters]) => {
    const carried = new DataTransfer();
    const content = Uint8Array.from(atob(letters ?? ""), (letter) => letter.charCodeAt(0));
    carried.items.add(new File([content], called ?? ""));
    return carried;
  }, [name, btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""))]);
  await page.dispatchEvent(".upload", "drop", { dataTransfer: transfer });
}

async function choose(page: Page, name: string, text: string): Promise<void> {
  await page.goto("/import");
  await page.setInputFiles("#files", { name, mimeType: "text/plain", buffer: Buffer.from(text) });
  await page.click("text=Read the files");
}

function heading(page: Page, text: string): Promise<void> {
  return page.locator("h1", { hasText: text }).waitFor();
}

test("a package that is dropped is studied a minute later, with its picture", async () => {
  const server = await serve({});
  const { page, complaints } = await openPage(server);
  const found: string[] = [];
  await page.goto("/");
  await page.click("text=Import decks");
  await heading(page, "Import");
  await awake(page);
  await drop(page, "sea.apkg", await buildPackage(SEA, "latest"));
  await page.locator(".chosen", { hasText: "sea.apkg" }).waitFor();
  found.push(...await faults(page, "import-chosen"));
  await page.click("text=Read the files");
  await heading(page, "What the import will do");
  found.push(...await faults(page, "import-plan"));
  await page.click("text=Import 2 notes and 2 cards");
  await heading(page, "Imported");
  found.push(...await faults(page, "import-done"));
  await page.click("text=Study Languages");
  await awake(page);
  const card = page.locator("article.card");
  expect(await card.innerText()).toContain("mare");
  const seen = page.locator("article.card img");
  await expect.poll(() => seen.evaluate((image) => image instanceof HTMLImageElement && image.naturalWidth))
    .toBe(1);
  await page.keyboard.press("Space");
  await card.and(page.locator("[data-turned]")).waitFor();
  expect(await card.innerText()).toContain("the sea");
  await page.locator(".grade[value='3']").click();
  await page.waitForFunction(() => document.querySelector("article.card")?.textContent?.includes("ignis"));
  await page.goto("/");
  await awake(page);
  expect(await page.locator("a.study").allInnerTexts()).toEqual(["Languages", "Latin", "Nature"]);
  found.push(...await faults(page, "import-home"));
  await page.locator("a.toggle").first().click();
  await page.waitForFunction(() => document.querySelectorAll("a.study").length === 1);
  await page.reload();
  expect(await page.locator("a.study").allInnerTexts()).toEqual(["Languages"]);
  expect([...found, ...complaints]).toEqual([]);
}, LONGEST_MS);

test(
  "a newer file asks what to keep where both changed something, and the import is undone, all by keyboard",
  async () => {
    const server = await serve({});
    const { page, complaints } = await openPage(server);
    const found: string[] = [];
    const press = async (text: string) => {
      await page.locator("button, a.button, a", { hasText: text }).first().focus();
      await page.keyboard.press("Enter");
    };
    for (
      const [text, action] of [[WORDS, "Import 2 notes"], [
        WORDS.replace("water", "the water"),
        "Import 1 change",
      ]]
    ) {
      await choose(page, "words.txt", text ?? "");
      await heading(page, "What the import will do");
      await press(action ?? "");
      await heading(page, "Imported");
    }
    await page.goto("/notes/1/edit");
    await page.fill("[name='field.Back']", "my water");
    await press("Save");
    await page.waitForURL((url) => !url.pathname.endsWith("/edit"));
    await choose(page, "words.txt", WORDS.replace("water", "a water").replace("earth", "the earth"));
    await heading(page, "What the import will do");
    expect(await page.locator(".versions [data-kept] .diff").innerText()).toBe("my water");
    found.push(...await faults(page, "import-conflict"));
    await page.locator("input[name=bothChanged][value=theirs]").focus();
    await page.keyboard.press("Space");
    await press("Update the plan");
    await page.locator("text=Import 2 changes").waitFor();
    expect(await page.locator(".versions [data-kept] .diff").innerText()).toBe("a water");
    await page.locator("nav.tabs a", { hasText: /^Changed 2/ }).focus();
    await page.keyboard.press("Enter");
    await page.waitForURL(/list=updated/);
    expect(await page.locator(".diff ins").last().innerText()).toBe("the ");
    await page.locator("input[name=take]").last().focus();
    await page.keyboard.press("Space");
    await press("Leave out what is not ticked");
    await press("Import 1 change");
    await heading(page, "Imported");
    await press("Undo this import");
    await heading(page, "Undo this import?");
    found.push(...await faults(page, "import-undo"));
    await press("Undo the import");
    await heading(page, "The import is undone");
    await page.locator("text=1 note is as before.").waitFor();
    found.push(...await faults(page, "import-undone"));
    await page.goto("/import");
    await awake(page);
    found.push(...await faults(page, "import-list"));
    expect([...found, ...complaints]).toEqual([]);
  },
  LONGEST_MS,
);

test("a table is mapped by hand on a phone without scripts", async () => {
  const server = await serve({});
  const { page } = await openPage(server, { ...PHONE, javaScriptEnabled: false });
  await choose(page, "words.csv", "water;aqua;noun\nearth;terra;noun\n");
  await heading(page, "What the import will do");
  await page.selectOption("#column-1", "field:Back");
  await page.selectOption("#column-2", "field:Front");
  await page.selectOption("#column-3", "tags");
  await page.fill("[id='table.deck']", "Latin::Words");
  await page.click("text=Read it like this");
  await page.locator(".planned-summary", { hasText: "aqua" }).waitFor();
  await page.click("text=Import 2 notes and 2 cards");
  await heading(page, "Imported");
  await page.click("text=Study Latin");
  expect(await page.locator("article.card").innerText()).toContain("aqua");
}, LONGEST_MS);

test("a plan, its table and a refusal fit a phone in the dark", async () => {
  const server = await serve({});
  const { page } = await openPage(server, PHONE);
  const found: string[] = [];
  await choose(page, "words.csv", "water;aqua;noun\nearth;terra;noun\n");
  await heading(page, "What the import will do");
  found.push(...await faults(page, "import-phone-table"));
  await choose(page, "deck.apkg", "<!doctype html><html><body>Sign in</body></html>");
  await heading(page, "Nothing could be imported");
  found.push(...await faults(page, "import-phone-refused"));
  await page.goto("/import");
  await awake(page);
  found.push(...await faults(page, "import-phone-list"));
  expect(found).toEqual([]);
}, LONGEST_MS);

test(
  "what a plan tells of a package is read on a phone in the dark, and again when it is carried out",
  async () => {
    const { page } = await openPage(await serve({}), PHONE);
    await page.goto("/import");
    await page.setInputFiles("#files", {
      name: "odd.apkg",
      mimeType: "application/zip",
      buffer: Buffer.from(await buildPackage(ODD, "latest")),
    });
    await page.click("text=Read the files");
    await heading(page, "What the import will do");
    const found: string[] = [];
    for (
      const [tab, words] of [["History", "Left out"], ["Deck options", "20,000"], [
        "Formulas",
        "nosuch",
      ]] as const
    ) {
      await page.click(`.tabs a:has-text("${tab}")`);
      await page.waitForSelector(`#list :text("${words}")`);
      found.push(...await faults(page, `import-phone-${tab.toLowerCase().replace(" ", "-")}`));
    }
    await page.click("text=Import 2 notes");
    await heading(page, "Imported");
    for (const summary of await page.locator("summary").all()) await summary.click();
    await page.waitForSelector(':text("here it becomes 99 %")');
    found.push(...await faults(page, "import-phone-told"));
    expect(found).toEqual([]);
  },
  LONGEST_MS,
);
