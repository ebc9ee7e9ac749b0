/** A program that reads the file of argument 1 as an import, and says how many notes it has or why it has none. */
import { importReader } from "../../src/import_reader.ts";

const [path = ""] = Deno.args;
const sqlWasm = () => Deno.readFile("node_modules/sql.js/dist/sql-wasm.wasm");
const reader = importReader({ sqlWasm, readSeconds: 100, callSeconds: 100 });
try {
  const session = await reader.open([{ name: path, bytes: await Deno.readFile(path) }], () => {});
  const read = await session.read({});
  console.log(read.ok ? `${read.value.notes} notes` : `refused: ${read.error[0]?.message}`);
} catch (error) {
  console.log(`stopped: ${error instanceof Error ? error.message : error}`);
}
Deno.exit(0);
