/** A file that takes more memory than there is ends its own reading, and not the program. */
import { expect, test } from "vitest";
import { buildPackage } from "../packages/build_package.ts";
import { contentWith } from "../packages/content.ts";
import { freshFolder, runProgram } from "./server.ts";

const LONGEST_MS = 120_000;

/** Notes of this package take some 1,000 bytes each, and as much again for their cards. */
const NOTES = 150_000;

test("a package that fills the memory of its thread is given up in a sentence", async () => {
  const folder = await freshFolder();
  const bytes = await buildPackage(contentWith({}), "legacy1", {
    sql: (database) => {
      const numbers = `with recursive n(i) as (select 1 union all select i + 1 from n where i < ${NOTES})`;
      database.run(`${numbers} insert into notes select 2000000000000 + i, 'g' || i, 1700000000001, 1, -1, '',
        'front ' || i || char(31) || hex(zeroblob(200)), '', 0, 0, '' from n`);
      database.run(
        `${numbers} insert into cards select 3000000000000 + i, 2000000000000 + i, 1, 0, 0, -1, 0, 0, i,
        0, 0, 0, 0, 0, 0, 0, 0, '{}' from n`,
      );
    },
  });
  await Deno.writeFile(`${folder}/many.apkg`, bytes);
  const around = { environment: {}, folder: Deno.cwd(), input: "" };
  const read = async (megabytes: number) =>
    await runProgram(
      [`--v8-flags=--max-old-space-size=${megabytes}`, "tests/roots/read_import.ts", `${folder}/many.apkg`],
      around,
    );
  expect(await read(2000)).toEqual({ code: 0, output: `${NOTES + 1} notes\n` });
  const refused = await read(150);
  expect(refused.output).toMatch(/^stopped: Reading the file takes more than \d+ MB of memory\n$/);
  expect(refused.code).toBe(0);
}, LONGEST_MS);
