/** Signing in with a password, and the sessions that follow. Passwords are kept as scrypt hashes. */
import { credentialsOf, localOwner, type Person, setPassword } from "../store/people.ts";
import { createSession, deleteSession, deleteSessionsOf, findSession } from "../store/sessions.ts";
import type { Store } from "../store/open.ts";

const SESSION_DAYS = 90;
const DAY_MS = 86_400_000;

/** What signing in needs of the machine: secure random tokens, a hash for tokens, and slow hashes for passwords. */
export interface Vault {
  /** 32 random bytes as base64url. */
  readonly token: () => string;
  /** SHA-256 as hex; tokens are stored only so. */
  readonly hashToken: (token: string) => Promise<string>;
  readonly hashPassword: (password: string) => Promise<string>;
  readonly checkPassword: (password: string, hash: string) => Promise<boolean>;
}

export interface SignedIn {
  readonly person: Person;
  readonly token: string;
  readonly expiresAt: number;
}

export interface Entry {
  readonly name: string;
  readonly password: string;
  readonly now: number;
}

/** The owner, who needs no password on their own machine as long as none is set. */
export function localPerson(store: Store): Promise<Person | undefined> {
  return localOwner(store);
}

/** undefined when name or password is wrong; which of the two is not told, not even by the time it takes. */
export async function signIn(store: Store, vault: Vault, entry: Entry): Promise<SignedIn | undefined> {
  const known = await credentialsOf(store, entry.name);
  if (known?.passwordHash === undefined) {
    // As much work as checking a password.
    await vault.hashPassword(entry.password);
    return undefined;
  }
  if (!await vault.checkPassword(entry.password, known.passwordHash)) return undefined;
  const token = vault.token();
  const expiresAt = entry.now + SESSION_DAYS * DAY_MS;
  await createSession(store, {
    tokenHash: await vault.hashToken(token),
    userId: known.person.id,
    createdAt: entry.now,
    expiresAt,
  });
  return { person: known.person, token, expiresAt };
}

export async function personOfToken(
  store: Store,
  vault: Vault,
  { token, now }: { readonly token: string; readonly now: number },
): Promise<Person | undefined> {
  return await findSession(store, await vault.hashToken(token), now);
}

export async function signOut(store: Store, vault: Vault, token: string): Promise<void> {
  await deleteSession(store, await vault.hashToken(token));
}

/** Sets a password and signs the person out everywhere. */
export async function changePassword(
  store: Store,
  vault: Vault,
  { person, password }: { readonly person: Person; readonly password: string },
): Promise<void> {
  await setPassword(store, person.id, await vault.hashPassword(password));
  await deleteSessionsOf(store, person.id);
}
