/** Holds a page against axe, and against the width of its screen. */
import axe from "axe-core";
import type { Page } from "playwright-core";
import { picture } from "./browser.ts";

/** What is wrong with the page in view: what axe found, and how far it can be pushed sideways. */
export async function faults(page: Page, name: string): Promise<string[]> {
  await picture(page, name);
  await page.evaluate(axe.source);
  const found = await page.evaluate(async () => {
    const checker: unknown = Reflect.get(globalThis, "axe");
    const run = typeof checker === "object" && checker !== null ? Reflect.get(checker, "run") : undefined;
    const { violations } = await run(document, { resultTypes: ["violations"] });
    const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
    return { violations: JSON.stringify(violations), wide };
  });
  const violations: { id: string; nodes: { html: string; failureSummary: string }[] }[] = JSON.parse(
    found.violations,
  );
  return [
    ...violations.map(({ id, nodes }) =>
      `${name}: ${id}: ${
        nodes.map((node) => `${node.html.slice(0, 160)} ${node.failureSummary}`).join(" | ")
      }`
    ),
    ...(found.wide > 0 ? [`${name}: ${found.wide} px wider than the screen`] : []),
  ];
}
