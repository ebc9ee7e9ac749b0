/**
 * Young objects of each thread stay within a few MB: the engine's own choice takes 50 MB more of memory in each, and
 * nothing gets quicker by it.
 */
export const ENGINE_FLAGS = "--v8-flags=--max-semi-space-size=8";

/** The Deno permissions that the server runs with: its own address, its own files, its own settings. */
import { SETTING_NAMES, type Settings } from "./settings.ts";

export function serverPermissions(settings: Settings): readonly string[] {
  const { host, port, dataDir, databaseUrl } = settings;
  const address = host.includes(":") ? `[${host}]:${port}` : `${host}:${port}`;
  const remote = databaseUrl.startsWith("file:")
    ? []
    : [new URL(databaseUrl.replace(/^libsql:/, "https:")).host];
  return [
    `--allow-net=${[address, ...remote].join(",")}`,
    `--allow-read=.,${dataDir}`,
    `--allow-write=${dataDir}`,
    `--allow-env=${SETTING_NAMES.join(",")}`,
    // Packages look at variables of their own while they load; they find none.
    "--ignore-env",
    // The loader of the SQLite binding asks which C library this machine has.
    "--allow-sys=cpus,hostname,networkInterfaces",
    "--allow-ffi=node_modules",
  ];
}
