/** The review in a browser: keys, double clicks, and two tabs of one person. */
import { expect, test } from "vitest";
import { basic, deckText } from "../actions/house.ts";
import { awake, openPage, picture, serve } from "./browser.ts";

const LONGEST_MS = 60_000;
const DECKS = {
  d: deckText("d", { a: basic("What is a?"), b: basic("What is b?"), c: basic("What is c?") }),
};

async function openReview() {
  const server = await serve(DECKS);
  const { page, complaints } = await openPage(server);
  await page.goto("/review");
  await awake(page);
  return { server, page, complaints };
}

test("u takes the last answer back and shows its card, Shift and U does it again", async () => {
  const { page, complaints } = await openReview();
  await page.keyboard.press("Space");
  await page.keyboard.press("4");
  await page.locator("text=What is b?").waitFor();
  await page.keyboard.press("u");
  await page.locator("text=What is a?").waitFor();
  expect(await page.locator(".notice").textContent()).toBe("Taken back.");
  await page.keyboard.press("Shift+U");
  await page.locator("text=What is b?").waitFor();
  expect(await page.locator(".notice").textContent()).toBe("Done again.");
  expect(complaints).toEqual([]);
}, LONGEST_MS);

test("? lists the keys, Escape closes the list, and the card is where it was", async () => {
  const { page } = await openReview();
  await page.keyboard.press("?");
  await page.locator("#keys:popover-open").waitFor();
  await picture(page, "review-keys");
  await page.keyboard.press("Escape");
  await page.locator("#keys:popover-open").waitFor({ state: "detached" });
  await page.waitForFunction(() => document.activeElement?.closest("#keys") === null);
  await page.keyboard.press("Space");
  await page.locator("article.card[data-turned]").waitFor();
}, LONGEST_MS);

test("keys rest while somebody types, and when they are switched off", async () => {
  const { page } = await openReview();
  await page.locator("summary", { hasText: "More" }).click();
  await page.locator("#due-in").fill("");
  await page.locator("#due-in").pressSequentially("14");
  await page.keyboard.press("u");
  expect(await page.locator("article.card[data-turned]").count()).toBe(0);
  expect(await page.locator("#due-in").inputValue()).toBe("14");
  await page.goto("/settings");
  await page.locator("[name=keys]").uncheck();
  await page.locator("text=Save settings").click();
  await page.goto("/review");
  await awake(page);
  expect(await page.locator("text=keys").count()).toBe(0);
  await page.locator("#question").focus();
  await page.keyboard.press("Space");
  expect(await page.locator("article.card[data-turned]").count()).toBe(0);
  await page.locator("text=Show answer").click();
  await page.locator("article.card[data-turned]").waitFor();
}, LONGEST_MS);

test("a double click on a grade writes one answer and does not grade the next card", async () => {
  const { page } = await openReview();
  await page.locator("text=Show answer").click();
  await page.locator(".grade[value='4']").dblclick();
  await page.locator("text=What is b?").waitFor();
  await page.reload();
  expect(await page.locator("text=What is b?").count()).toBeGreaterThan(0);
  await page.goto("/");
  expect(await page.locator(".lead").first().textContent()).toContain("1 answer given");
}, LONGEST_MS);

test("of two tabs the one that is behind is told so, and shows what is next", async () => {
  const { page } = await openReview();
  const other = await page.context().newPage();
  await other.goto("/review");
  await awake(other);
  for (const tab of [page, other]) {
    await tab.locator("text=Show answer").click();
    await tab.locator(".grade[value='4']").click();
    await tab.locator("text=What is b?").waitFor();
  }
  expect(await other.locator(".notice").textContent()).toContain("Nothing was written twice.");
  expect(await page.locator(".notice").isVisible()).toBe(false);
  await other.goto("/");
  expect(await other.locator(".lead").first().textContent()).toContain("1 answer given");
}, LONGEST_MS);

test("when the server is gone the answer is not lost in silence", async () => {
  const { page, server } = await openReview();
  await page.locator("text=Show answer").click();
  await server.stop("SIGTERM");
  const failed = page.waitForEvent("requestfailed", (request) => request.isNavigationRequest());
  await page.locator(".grade[value='3']").click();
  expect((await failed).url()).toContain("/review/answer");
}, LONGEST_MS);
