/** Keys of a generator for given params as nested lists, and params drawn blindly from its domains. */
import type { Random } from "../../src/base/random.ts";
import { numbersIn } from "../../src/questions/answer_value.ts";
import { generatorById } from "../../src/questions/generators.ts";
import type { Domain, Json } from "../../src/questions/question.ts";
import { type Nested, toNested } from "../../src/tensor/tensor.ts";

/** Throws when the params do not lie in the domains. */
export function literalKeys(id: string, params: Json): Readonly<Record<string, Nested>> {
  const built = generatorById(id)?.withParams(params, 1);
  if (built === undefined || !built.ok) {
    throw new Error(`${id} does not take ${JSON.stringify(params)}: ${JSON.stringify(built)}`);
  }
  return Object.fromEntries(
    Object.entries(built.value.key).map(([answer, key]) => [answer, toNested(numbersIn(key))]),
  );
}

/** What a visitor could type: any values of the domains, fair or not. */
export function anyParams(domains: Readonly<Record<string, Domain>>, random: Random): Json {
  return Object.fromEntries(
    Object.entries(domains).map(([name, domain]) => [name, anyValue(domain, random)]),
  );
}

function anyValue(domain: Domain, random: Random): Json {
  switch (domain.kind) {
    case "int":
      return random.int(domain.lo, domain.hi);
    case "dec":
      return random.dec(domain.lo, domain.hi, domain.step);
    case "pick":
      return random.pick(domain.of);
    case "list":
      return Array.from(
        { length: random.int(domain.min, domain.max) },
        () => anyValue(domain.of, random),
      );
  }
}
