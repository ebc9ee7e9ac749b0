/** Names notes that have no name of their own by what they say, so that the next import knows them again. */
import { createHash } from "node:crypto";

/** The same parts give the same guid, in every file and for ever. */
export function stableGuid(parts: readonly string[]): string {
  return createHash("sha256").update(JSON.stringify(parts)).digest("base64url").slice(0, 22);
}

export function sha256Hex(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
