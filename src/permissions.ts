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
