/** The promises of generators, part 3 of 4. */
import { testGenerators } from "./generator_promises.ts";

testGenerators({ share: 2, of: 4 });
