/** `deno run -A bench/templates.ts`: how long the heaviest templates that the limits allow may hold up a thread, in ms. */
import { template } from "../src/decks/card_types/template.ts";
import type { Asked } from "../src/decks/card_type.ts";
import { proseRenderer } from "../src/pages/prose.ts";
import { readTemplate } from "../src/questions/template.ts";
import type { TemplateSource } from "../src/questions/template_source.ts";
import { surveyTemplate } from "../src/questions/template_survey.ts";
import { HOSTILE } from "../tests/questions/hostile_templates.ts";

const SEEDS = 5;

console.log("template                      read   survey     draw    again   render  ops/try  ns/op  kept");
for (const [name, source] of Object.entries(HOSTILE)) measure(name, source);

function measure(name: string, source: TemplateSource): void {
  const [reading, compiled] = timed(() => readTemplate(source));
  if (!compiled.ok) {
    console.log(`${name.padEnd(25)} ${shown(reading)}  refused: ${compiled.error[0]?.message}`);
    return;
  }
  const [surveying, survey] = timed(() =>
    surveyTemplate(compiled.value, { draws: 200, enough: 200, operations: 10_000_000 })
  );
  const { ask, askDrawn } = template.load(JSON.stringify({ level: 1, template: source }));
  const draws = Array.from(
    { length: SEEDS },
    (_, seed) => timed(() => attempt(() => ask("skill", seed + 1))),
  );
  const again = draws.map(([, asked]) =>
    asked?.drawn === undefined
      ? 0
      : timed(() => attempt(() => asked.drawn && askDrawn("skill", asked.drawn)))[0]
  );
  const each = survey.operations / survey.draws;
  const nanoseconds = surveying / survey.operations * 1e6;
  const [, , [, first] = []] = draws;
  const [rendering] = timed(() => first === undefined ? "" : rendered(first));
  const slowest = Math.max(...draws.map(([ms]) => ms));
  const kept = `${survey.kept}/${survey.draws}${survey.exhausted ? " exhausted" : ""}`;
  console.log(
    name.padEnd(25),
    ...[reading, surveying, slowest, Math.max(...again), rendering].map(shown),
    each.toFixed(0).padStart(9),
    nanoseconds.toFixed(1).padStart(6),
    ` ${kept}`,
  );
}

function rendered({ face, back }: Asked): string {
  const render = proseRenderer({ deckSlug: "bench", fence: () => undefined });
  return [face.prompt, ...(back.answer === undefined ? [] : [back.answer]), ...back.steps]
    .map((text) => render.block(text)).join("");
}

function attempt<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}

function timed<T>(work: () => T): readonly [number, T] {
  const start = performance.now();
  const result = work();
  return [performance.now() - start, result];
}

function shown(ms: number): string {
  return ms.toFixed(1).padStart(8);
}
