/** Opens what the server and the command line share: settings, data folder, secret, store and the first owner. */
import { randomBytes } from "node:crypto";
import { fail } from "./fail.ts";
import { DEFAULT_ROLLOVER_HOUR } from "./scheduling/day.ts";
import { DEFAULT_PRESET } from "./scheduling/preset.ts";
import { isZone } from "./scheduling/zone_offset.ts";
import { readSettings, SETTING_NAMES, type Settings } from "./settings.ts";
import { openStore, type Store, type StoreOptions } from "./store/open.ts";
import { createOwner, localOwner, type Person } from "./store/people.ts";
import { databaseThread } from "./workers/database_thread.ts";

export function settingsOrFail(): Settings {
  const read = readSettings(Object.fromEntries(SETTING_NAMES.map((name) => [name, Deno.env.get(name)])));
  if (!read.ok) fail(...read.error);
  return read.value;
}

export function makeDataFolder({ dataDir }: Settings): void {
  try {
    Deno.mkdirSync(dataDir, { recursive: true });
    const probe = `${dataDir}/.writable`;
    Deno.writeTextFileSync(probe, "");
    Deno.removeSync(probe);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    fail(
      `DATA_DIR ${dataDir} cannot be written to (${reason}). Give the program leave to write there, or set DATA_DIR.`,
    );
  }
}

/** The secret that seeds are mixed from: given, or made once and kept with the data. */
export function secretOf({ secret, dataDir }: Settings): string {
  if (secret !== undefined) return secret;
  const file = `${dataDir}/secret`;
  try {
    const kept = Deno.readTextFileSync(file).trim();
    if (kept.length >= 32) return kept;
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
  const made = randomBytes(32).toString("base64url");
  Deno.writeTextFileSync(file, `${made}\n`, { mode: 0o600 });
  return made;
}

/** For the server. `process` is the name of this one, for what writes imports. */
export function storeOrFail(settings: Settings, process: string | undefined): Promise<Store> {
  return openedOrFail(settings, { process, gapMs: 0, thread: databaseThread });
}

/** For commands: a server may be at work beside them, and finds the database free between their batches. */
export function commandStoreOrFail(settings: Settings, process: string | undefined): Promise<Store> {
  return openedOrFail(settings, { process, gapMs: 5, thread: undefined });
}

async function openedOrFail(
  { databaseUrl }: Settings,
  options: Pick<StoreOptions, "process" | "gapMs" | "thread">,
): Promise<Store> {
  const opened = await openStore({
    ...options,
    url: databaseUrl,
    authToken: undefined,
    migrations: "migrations",
    busyTimeoutMs: 5000,
    pause: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    observe: () => undefined,
  });
  if (!opened.ok) fail(opened.error.message);
  return opened.value;
}

/** The first person of the instance, made at the first start with this machine's zone. */
export async function ownerOf(store: Store): Promise<Person> {
  const owner = await localOwner(store);
  if (owner !== undefined) return owner;
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const made = await createOwner(store, {
    name: "owner",
    createdAt: Date.now(),
    passwordHash: undefined,
    zone: isZone(zone) ? zone : "UTC",
    rolloverHour: DEFAULT_ROLLOVER_HOUR,
    theme: "system",
    keysEnabled: true,
    preset: { name: "Default", options: DEFAULT_PRESET },
  });
  if (!made.ok) fail("The first owner could not be made: the name owner is taken.");
  return made.value;
}
