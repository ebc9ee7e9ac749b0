/** What exports need of the machine: the bytes of sql.js's WebAssembly, and a way to let others in between. */
import type { ExportTools } from "./decks/exports/export_format.ts";

export function exportTools(): ExportTools {
  let wasm: Promise<Uint8Array<ArrayBuffer>> | undefined;
  return {
    sqlWasm: () => wasm ??= Deno.readFile(new URL(import.meta.resolve("sql.js/dist/sql-wasm.wasm"))),
    pause: () => new Promise((resolve) => setTimeout(resolve, 0)),
  };
}
