/** The promises of generators, part 4 of 4. */
import { testGenerators } from "./generator_promises.ts";

testGenerators({ share: 3, of: 4 });
