/** Queries that are built once for each store: building one costs as much as running it. */
import type { LibSQLDatabase } from "drizzle-orm/libsql";
import type { Store } from "./open.ts";

export function prepared<Query>(build: (db: LibSQLDatabase) => Query): (store: Store) => Query {
  const built = new WeakMap<Store, Query>();
  return (store) => {
    const known = built.get(store);
    if (known !== undefined) return known;
    const query = build(store.db);
    built.set(store, query);
    return query;
  };
}
