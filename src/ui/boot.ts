/** Brings the islands of a page to life: at the start, and again when rich text has been swapped in. */
import { type ComponentType, h, hydrate } from "preact";
import { CONTENT_CHANGED } from "./live/content_event.ts";

wake();
document.addEventListener(CONTENT_CHANGED, wake);

function wake(): void {
  for (const root of document.querySelectorAll<HTMLElement>("[data-island]:not([data-awake])")) {
    root.dataset.awake = "";
    wakeOne(root).catch((problem) => {
      delete root.dataset.awake;
      console.error(`Cannot wake the island ${root.dataset.island}`, problem);
    });
  }
}

async function wakeOne(root: HTMLElement): Promise<void> {
  const { src, props } = root.dataset;
  if (src === undefined || props === undefined) return;
  const module: unknown = await import(src);
  const values: unknown = JSON.parse(props);
  if (!isIslandModule(module)) throw new TypeError(`${src} has no default export to draw`);
  if (typeof values !== "object" || values === null) throw new TypeError(`The props of ${src} are no object`);
  hydrate(h(module.default, values), root);
}

function isIslandModule(module: unknown): module is { readonly default: ComponentType<object> } {
  return typeof module === "object" && module !== null && "default" in module &&
    typeof module.default === "function";
}
