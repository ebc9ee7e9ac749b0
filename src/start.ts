/** Builds the islands, then runs the server in a process of its own with no more permissions than it needs. */
import { buildIslands, watchIslands } from "./build_islands.ts";
import { makeDataFolder, settingsOrFail } from "./opening.ts";
import { ENGINE_FLAGS, serverPermissions } from "./permissions.ts";

const isDevelopment = Deno.args.includes("--dev");
const settings = settingsOrFail();
makeDataFolder(settings);
await buildIslands();
const watching = isDevelopment ? await watchIslands(() => undefined) : undefined;

const server = new Deno.Command(Deno.execPath(), {
  args: [
    "run",
    "--no-prompt",
    ENGINE_FLAGS,
    ...(isDevelopment ? ["--watch=src,islands,cards"] : []),
    ...serverPermissions(settings),
    "src/main.ts",
    ...(isDevelopment ? ["--reload-assets"] : []),
  ],
}).spawn();

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  Deno.addSignalListener(signal, () => {
    try {
      server.kill(signal);
    } catch {
      // It has ended already.
    }
  });
}
const { code } = await server.status;
await watching?.stop();
Deno.exit(code);
