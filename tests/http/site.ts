/** The server as one value over a store in memory, and requests to it as a browser would send them. */
import type { ImportDesk } from "../../src/actions/imports/desk.ts";
import type { ImportReader } from "../../src/actions/import_reader.ts";
import type { ImportUploads } from "../../src/actions/imports/uploads.ts";
import type { RestoreDesk } from "../../src/actions/restore_archive.ts";
import { archiveSession } from "../../src/decks/archive/archive_session.ts";
import type { MediaFiles } from "../../src/actions/media.ts";
import { changePassword } from "../../src/actions/sign_in.ts";
import { tryNote } from "../../src/decks/try_note.ts";
import { createApp } from "../../src/http/app.ts";
import type { App } from "../../src/http/site.ts";
import type { DeckProblem } from "../../src/decks/note.ts";
import { TOOLS } from "../decks/exports/made_contents.ts";
import { mediaFilesIn } from "../../src/media_files.ts";
import { vaultOfCost } from "../../src/vault.ts";
import { ALL_TYPES } from "../actions/all_types.ts";
import { type House, openHouse } from "../actions/house.ts";
import { deskOf } from "../actions/imports/desk_house.ts";

export const ORIGIN = "http://127.0.0.1:8000";
export const PASSWORD = "correct horse battery";

/** Real hashes, only cheap ones. */
export const QUICK_VAULT = vaultOfCost({ N: 16, r: 8, p: 1 });

export interface Served extends House {
  readonly app: App;
  /** Lines of the log by event. */
  readonly logged: string[];
  readonly media: MediaFiles;
  readonly imports: ImportDesk;
}

export interface SiteOptions {
  readonly decks?: Readonly<Record<string, string>>;
  readonly baseUrl?: string;
  /** With a password, the server asks to sign in. */
  readonly password?: boolean;
  readonly problems?: readonly DeckProblem[];
  readonly pictures?: Readonly<Record<string, string>>;
  /** Reads imports; as a rule in this process. */
  readonly reader?: ImportReader;
  /** Reads archives; as a rule in this process. */
  readonly openArchive?: RestoreDesk["openArchive"];
  /** Keeps uploads; as a rule in memory. */
  readonly uploads?: ImportUploads;
}

export async function openSite(options: SiteOptions = {}): Promise<Served> {
  const house = await openHouse({ decks: options.decks ?? { "all-types": ALL_TYPES } });
  if (options.password === true) {
    await changePassword(house.store, QUICK_VAULT, { person: house.person, password: PASSWORD });
  }
  const logged: string[] = [];
  const media = mediaFilesIn(Deno.makeTempDirSync());
  const imports = deskOf(house.deps, {
    files: media,
    report: (event) => void logged.push(event),
    ...(options.reader === undefined ? {} : { reader: options.reader }),
    ...(options.uploads === undefined ? {} : { uploads: options.uploads }),
  });
  const app = createApp({
    ...house.deps,
    vault: QUICK_VAULT,
    baseUrl: options.baseUrl ?? ORIGIN,
    isOpen: () => options.password !== true,
    assets: () => ({
      boot: "/b.js",
      css: "/a.css",
      icon: "/i.svg",
      preload: [],
      sprite: "<svg></svg>",
      islands: {},
    }),
    fence: () => undefined,
    problems: () => options.problems ?? [],
    deckFile: (slug, name) => {
      const picture = options.pictures?.[`${slug}/${name}`];
      return Promise.resolve(picture === undefined ? undefined : new TextEncoder().encode(picture));
    },
    tryNote: (text) => Promise.resolve(tryNote(text)),
    media,
    imports,
    restores: {
      openArchive: options.openArchive ?? (() => Promise.resolve(archiveSession())),
      media,
      uploads: imports.uploads,
      bytes: imports.limits.bytes,
      busy: new Set(),
    },
    exporting: TOOLS,
    log: {
      info: (event) => logged.push(event),
      error: (event, properties) => logged.push(`${event} ${JSON.stringify(properties)}`),
    },
  });
  return { ...house, app, logged, media, imports };
}

type Headers = Readonly<Record<string, string>>;

/** GET as a browser on this machine does. */
export async function get(site: Served, path: string, headers: Headers = {}): Promise<Response> {
  return await site.app.request(path, { headers: { host: "127.0.0.1:8000", ...headers } });
}

/** POST of a form from one of the site's own pages. */
export async function post(
  site: Served,
  path: string,
  form: Readonly<Record<string, string>>,
  headers: Headers = {},
): Promise<Response> {
  return await site.app.request(path, {
    method: "POST",
    body: new URLSearchParams(form),
    headers: { host: "127.0.0.1:8000", origin: ORIGIN, "sec-fetch-site": "same-origin", ...headers },
  });
}

/** Signs in and gives back the cookie to send. */
export async function signedIn(site: Served, name = "Ada", password = PASSWORD): Promise<Headers> {
  const response = await post(site, "/sign-in", { name, password, next: "/" });
  const cookie = response.headers.get("set-cookie")?.split(";")[0];
  if (cookie === undefined) throw new Error(`Signing in gave ${response.status}`);
  return { cookie };
}
