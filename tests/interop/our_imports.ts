/** Imports series of packages one after the other into one store. */
import { openOurHouse, type OurStep, take } from "./our_house.ts";

/** A refusal ends the series: its sentence stands in the place of a step. */
export async function ourImports(files: readonly string[]): Promise<readonly (OurStep | string)[]> {
  const house = await openOurHouse();
  try {
    const steps: (OurStep | string)[] = [];
    for (const file of files) {
      const step = await take(house, file);
      steps.push(step);
      if (typeof step === "string") break;
    }
    return steps;
  } finally {
    await house.close();
  }
}
