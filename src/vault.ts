/** Secrets of the machine: random tokens, hashes of tokens, and slow hashes of passwords. */
import { Buffer } from "node:buffer";
import { createHash, randomBytes, scrypt, type ScryptOptions, timingSafeEqual } from "node:crypto";
import type { Vault } from "./actions/sign_in.ts";

/** Cost of a password hash: 64 MB and about a tenth of a second. Source: OWASP password storage, scrypt N=2^16. */
const COST: ScryptOptions = { N: 2 ** 16, r: 8, p: 2, maxmem: 160 * 1024 * 1024 };
const KEY_BYTES = 32;

export const vault: Vault = vaultOfCost(COST);

/** A vault whose password hashes cost as much as given: tests cannot wait for real ones. */
export function vaultOfCost(cost: ScryptOptions): Vault {
  return {
    token: () => randomBytes(32).toString("base64url"),
    hashToken: (token) => Promise.resolve(createHash("sha256").update(token).digest("hex")),
    async hashPassword(password) {
      const salt = randomBytes(16);
      const key = await derive(password, salt, cost);
      return `scrypt$${salt.toString("base64url")}$${key.toString("base64url")}`;
    },
    async checkPassword(password, hash) {
      const [kind, salt, key] = hash.split("$");
      if (kind !== "scrypt" || salt === undefined || key === undefined) return false;
      const found = await derive(password, Buffer.from(salt, "base64url"), cost);
      const wanted = Buffer.from(key, "base64url");
      return found.length === wanted.length && timingSafeEqual(found, wanted);
    },
  };
}

function derive(password: string, salt: Buffer, cost: ScryptOptions): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(password.normalize("NFKC"), salt, KEY_BYTES, cost, (error, key) => {
      if (error === null) resolve(key);
      else reject(error);
    });
  });
}
