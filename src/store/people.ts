/** People: who they are, how they sign in, and how they like it. */
import { asc, eq, sql } from "drizzle-orm";
import { err, ok, type Result } from "../base/result.ts";
import { databaseError } from "./client.ts";
import { addMissingMemories } from "./new_memories.ts";
import type { Store } from "./open.ts";
import type { NewPreset } from "./presets.ts";
import { preset, user } from "./schema.ts";

export type Theme = "system" | "light" | "dark";

export interface PersonSettings {
  /** IANA name. */
  readonly zone: string;
  /** 0 to 23: when a new day begins. */
  readonly rolloverHour: number;
  readonly theme: Theme;
  /** Whether single-key shortcuts are on. */
  readonly keysEnabled: boolean;
}

export interface Person extends PersonSettings {
  readonly id: number;
  readonly name: string;
  /** ms UTC. */
  readonly createdAt: number;
  readonly hasPassword: boolean;
}

export interface NewPerson extends PersonSettings {
  readonly name: string;
  readonly createdAt: number;
  readonly passwordHash: string | undefined;
  /** The preset that decks follow unless another is chosen. */
  readonly preset: NewPreset;
}

export const personColumns = {
  id: user.id,
  name: user.name,
  createdAt: user.createdAt,
  zone: user.zone,
  rolloverHour: user.rolloverHour,
  theme: user.theme,
  keysEnabled: user.keysEnabled,
  hasPassword: sql<number>`${user.passwordHash} is not null`,
} as const;

/** Adds a person with their first preset and a memory for every card of every shipped deck. */
export async function createOwner(store: Store, person: NewPerson): Promise<Result<Person, "name_taken">> {
  const { name, createdAt, passwordHash, zone, rolloverHour, theme, keysEnabled } = person;
  const id = sql`(select ${user.id} from ${user} where lower(${user.name}) = lower(${name}))`;
  try {
    const [inserted] = await store.write([
      store.db.insert(user).values({
        name,
        createdAt,
        passwordHash: passwordHash ?? null,
        zone,
        rolloverHour,
        theme,
        keysEnabled,
      }),
      store.db.insert(preset).values({
        userId: id,
        name: person.preset.name,
        options: JSON.stringify(person.preset.options),
      }),
      addMissingMemories(sql`${user.id} = ${id}`),
    ]);
    const hasPassword = passwordHash !== undefined;
    return ok({
      id: Number(inserted?.lastInsertRowid),
      name,
      createdAt,
      hasPassword,
      zone,
      rolloverHour,
      theme,
      keysEnabled,
    });
  } catch (error) {
    if (databaseError(error)?.extendedCode === "SQLITE_CONSTRAINT_UNIQUE") return err("name_taken");
    throw error;
  }
}

/** The first person of the instance, who needs no password on their own machine; undefined before there is one. */
export async function localOwner(store: Store): Promise<Person | undefined> {
  const [row] = await store.db.select(personColumns).from(user).orderBy(asc(user.id)).limit(1);
  return row === undefined ? undefined : personOf(row);
}

export async function personById(store: Store, id: number): Promise<Person | undefined> {
  const [row] = await store.db.select(personColumns).from(user).where(eq(user.id, id));
  return row === undefined ? undefined : personOf(row);
}

export interface Credentials {
  readonly person: Person;
  readonly passwordHash: string | undefined;
}

/** For signing in; the case of the name does not matter. */
export async function credentialsOf(store: Store, name: string): Promise<Credentials | undefined> {
  // Index: user_name.
  const [row] = await store.db.select({ ...personColumns, passwordHash: user.passwordHash }).from(user)
    .where(sql`lower(${user.name}) = lower(${name})`);
  if (row === undefined) return undefined;
  const { passwordHash, ...person } = row;
  return { person: personOf(person), passwordHash: passwordHash ?? undefined };
}

export async function setPassword(store: Store, id: number, passwordHash: string): Promise<void> {
  await store.write([store.db.update(user).set({ passwordHash }).where(eq(user.id, id))]);
}

export async function updateSettings(store: Store, id: number, settings: PersonSettings): Promise<void> {
  const { zone, rolloverHour, theme, keysEnabled } = settings;
  await store.write([
    store.db.update(user).set({ zone, rolloverHour, theme, keysEnabled }).where(eq(user.id, id)),
  ]);
}

export function personOf(row: Omit<Person, "hasPassword"> & { readonly hasPassword: number }): Person {
  return { ...row, hasPassword: row.hasPassword === 1 };
}
