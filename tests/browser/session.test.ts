/** A first session from start to end: by keyboard alone, and without scripts. */
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { awake, openPage, picture, serve } from "./browser.ts";

const LONGEST_MS = 120_000;

/** Presses Tab until the element has the focus, as somebody without a mouse does. */
async function tabTo(page: Page, selector: string): Promise<void> {
  for (let presses = 0; presses < 80; presses++) {
    await page.keyboard.press("Tab");
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted) ?? false, selector)) return;
  }
  throw new Error(`No Tab leads to ${selector}`);
}

async function faceNow(page: Page): Promise<string> {
  const card = page.locator("article.card");
  return await card.count() === 0 ? "none" : await card.getAttribute("data-face") ?? "none";
}

/** What is in view, so that a change of it can be waited for. */
function inView(page: Page): Promise<string> {
  return page.evaluate(() => {
    const card = document.querySelector("article.card");
    const version = document.querySelector<HTMLInputElement>("input[name=version]")?.value;
    const id = document.querySelector<HTMLInputElement>("input[name=card]")?.value;
    const turned = card?.hasAttribute("data-turned");
    return `${id} ${version} ${turned} ${document.querySelector(".verdict")?.textContent ?? ""} ${
      document.querySelector(".stage h2")?.textContent ?? ""
    }`;
  });
}

async function changed(page: Page, before: string): Promise<void> {
  await page.waitForFunction((was) => {
    if (document.querySelector("[data-busy]") !== null) return false;
    const card = document.querySelector("article.card");
    const version = document.querySelector<HTMLInputElement>("input[name=version]")?.value;
    const id = document.querySelector<HTMLInputElement>("input[name=card]")?.value;
    const turned = card?.hasAttribute("data-turned");
    return was !==
      `${id} ${version} ${turned} ${document.querySelector(".verdict")?.textContent ?? ""} ${
        document.querySelector(".stage h2")?.textContent ?? ""
      }`;
  }, before);
}

async function pressAndWait(page: Page, key: string): Promise<void> {
  const before = await inView(page);
  await page.keyboard.press(key);
  await changed(page, before);
}

test("a session goes from the first start to its end by keyboard alone", async () => {
  const server = await serve();
  const { page, complaints } = await openPage(server);
  await page.goto("/");
  await awake(page);
  await picture(page, "home-first");

  // Straight to days, so that each card comes once: by the options of the deck.
  await page.keyboard.press("j");
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("One of each");
  await tabTo(page, "a[href='/decks/all-types']");
  await page.keyboard.press("Enter");
  await page.waitForURL("**/decks/all-types");
  await tabTo(page, "a[href^='/presets/']");
  await page.keyboard.press("Enter");
  await page.waitForURL("**/presets/*");
  await tabTo(page, "[name=learningStepsMinutes]");
  await page.keyboard.press("Delete");
  await page.keyboard.press("Enter");
  await page.waitForURL("**/presets/*?done=preset");
  expect(await page.locator(".notice").textContent()).toBe("Options saved.");
  await picture(page, "options-saved");

  await page.goto("/");
  await awake(page);
  await tabTo(page, "a[href='/review']");
  await page.keyboard.press("Enter");
  await page.waitForURL("**/review");
  await awake(page);
  const faces = new Set<string>();
  const inputs = new Set<string>();
  for (let cards = 0; cards < 40; cards++) {
    const face = await faceNow(page);
    if (face === "none") break;
    faces.add(face);
    if (face === "example") {
      await picture(page, "session-example");
      await pressAndWait(page, "Space");
    } else if (face === "reveal" || face === "points") {
      await pressAndWait(page, "Space");
      await picture(page, `session-${face}-turned`);
      if (face === "points") {
        expect(await page.evaluate(() => document.activeElement?.matches("[data-point]"))).toBe(true);
        await page.keyboard.press("Space");
        await page.keyboard.press("Tab");
        await page.keyboard.press("Space");
        expect(await page.locator(".grade[data-suggested]").getAttribute("value")).toBe("3");
      }
      await pressAndWait(page, face === "points" ? "Enter" : "3");
    } else {
      // Enter leads to the first input, unless it has the focus already.
      const typing = await page.evaluate(() => document.activeElement?.matches("#check input"));
      if (face === "fields" && await page.locator(".lead-steps").count() > 0) expect(typing).toBe(false);
      if (typing !== true) await page.keyboard.press("Enter");
      expect(await page.evaluate(() => document.activeElement?.matches("#check input"))).toBe(true);
      inputs.add(
        await page.evaluate(() => document.activeElement?.closest("[data-grid]") ? "grid" : "single"),
      );
      const isFields = face === "fields";
      if (isFields) {
        for (let i = 0; i < await page.locator("#check input[type=text]").count(); i++) {
          if (i > 0) await page.keyboard.press("Tab");
          await page.keyboard.type("0.3");
        }
      } else await page.keyboard.press("Space");
      await pressAndWait(page, "Enter");
      if (await page.locator("article.card[data-turned]").count() === 0) {
        await picture(page, `session-${face}-tried`);
        await tabTo(page, "[name=giveUp]");
        await pressAndWait(page, "Enter");
      }
      await picture(page, `session-${face}-checked`);
      await pressAndWait(page, "Enter");
    }
  }
  expect([...faces].sort()).toEqual(["example", "fields", "options", "points", "reveal"]);
  expect([...inputs].sort()).toEqual(["grid", "single"]);
  expect(await page.locator(".stage h2").textContent()).toBe("Done for today");
  await picture(page, "session-done");
  await tabTo(page, "a.primary[href='/']");
  await page.keyboard.press("Enter");
  await page.waitForURL(`${server.origin}/`);
  expect(await page.locator("h1").textContent()).toBe("Nothing is left today");
  expect(complaints).toEqual([]);
}, LONGEST_MS);

test("a session goes from the first start to its end without scripts", async () => {
  const server = await serve();
  const { page } = await openPage(server, { javaScriptEnabled: false });
  await page.goto("/");
  await page.click("text=Study everything");
  const faces = new Set<string>();
  for (let answers = 0; answers < 60 && await faceNow(page) !== "none"; answers++) {
    const face = await faceNow(page);
    faces.add(face);
    if (face === "example") {
      await page.click("a[data-go]");
      continue;
    }
    if (face === "reveal" || face === "points") {
      await page.click("text=Show answer");
    } else {
      for (const input of await page.locator("#check input[type=text]").all()) await input.fill("0.3");
      const options = page.locator("#check input[type=radio], #check input[type=checkbox]");
      if (await options.count() > 0) await options.first().check();
      await page.locator("button.primary[form=check]").click();
      if (await page.locator("article.card[data-turned]").count() === 0) {
        await page.locator("button[name=giveUp]").click();
      }
    }
    await page.locator(".grade[value='4']").click();
  }
  expect([...faces].sort()).toEqual(["example", "fields", "options", "points", "reveal"]);
  expect(await page.locator(".stage h2").textContent()).toBe("Done for today");
  await page.click("text=undo");
  expect(await page.locator(".notice").textContent()).toBe("Taken back.");
  expect(await faceNow(page)).not.toBe("none");
}, LONGEST_MS);
