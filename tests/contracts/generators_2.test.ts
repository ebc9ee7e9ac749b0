/** The promises of generators, part 2 of 4. */
import { testGenerators } from "./generator_promises.ts";

testGenerators({ share: 1, of: 4 });
