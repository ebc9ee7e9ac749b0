/** What every route is given, and how pages and redirects are sent. */
import type { Context, Hono } from "hono";
import type { Deps } from "../actions/deps.ts";
import type { ImportDesk } from "../actions/imports/desk.ts";
import type { NoteTrier } from "../decks/try_note.ts";
import type { MediaFiles } from "../actions/media.ts";
import type { RestoreDesk } from "../actions/restore_archive.ts";
import type { Vault } from "../actions/sign_in.ts";
import type { ExportTools } from "../decks/exports/export_format.ts";
import type { DeckProblem } from "../decks/note.ts";
import { type DocumentProps, renderDocument } from "../pages/document.tsx";
import type { Fence } from "../pages/prose.ts";
import type { Person } from "../store/people.ts";
import { noticeText } from "./notices.ts";

export interface Site extends Deps {
  readonly vault: Vault;
  readonly baseUrl: string;
  /** The one owner needs no password: the server is bound to this machine and none is set. */
  readonly isOpen: () => boolean;
  /** Read afresh for each page, since a rebuild changes the addresses. */
  readonly assets: () => DocumentProps["assets"];
  readonly fence: Fence;
  /** What is wrong with the deck files, as found at the last start. */
  readonly problems: () => readonly DeckProblem[];
  /** A file of a shipped deck's folder; undefined when there is none of that name. */
  readonly deckFile: (slug: string, name: string) => Promise<Uint8Array<ArrayBuffer> | undefined>;
  readonly tryNote: NoteTrier;
  /** Where the bytes of people's own pictures and sounds lie. */
  readonly media: MediaFiles;
  readonly imports: ImportDesk;
  readonly restores: RestoreDesk;
  readonly exporting: ExportTools;
  readonly log: Log;
}

/** Structured lines; texts that people typed, secrets and cookies never go in. */
export interface Log {
  readonly info: (event: string, properties: Readonly<Record<string, unknown>>) => void;
  readonly error: (event: string, properties: Readonly<Record<string, unknown>>) => void;
}

export interface Env {
  readonly Variables: { person: Person };
}

export type App = Hono<Env>;
export type AppContext = Context<Env>;

interface Page {
  readonly title: string;
  readonly body: DocumentProps["body"];
  readonly frame?: "page" | "wide" | "bare";
  /** Without scripts the page is loaded again after so long: something on it is under way. */
  readonly refreshSeconds?: number;
  readonly status?: 200 | 400 | 403 | 404 | 409 | 422 | 429 | 500;
}

/** What the frame of a page shows of the person who is signed in. */
export function shellOf(c: AppContext, site: Site): DocumentProps["shell"] {
  const person = c.get("person");
  return {
    theme: person.theme,
    keys: person.keysEnabled,
    userName: person.name,
    canSignOut: !site.isOpen(),
    notice: noticeText(c.req.query("done")),
    undo: undoOf(c),
  };
}

/** The edit that the notice is about, and the same page without it. */
function undoOf(c: AppContext): DocumentProps["shell"]["undo"] {
  const edit = c.req.query("edit") ?? "";
  if (!/^[1-9]\d{0,14}$/.test(edit)) return undefined;
  const url = new URL(c.req.url);
  for (const name of ["edit", "done"]) url.searchParams.delete(name);
  return { action: `/notes/edits/${edit}/undo`, back: `${url.pathname}${url.search}` };
}

/** Sends a page to the person who is signed in. */
export function sendPage(
  c: AppContext,
  site: Site,
  { title, body, frame = "page", refreshSeconds, status = 200 }: Page,
): Response {
  const html = renderDocument({
    shell: shellOf(c, site),
    title,
    assets: site.assets(),
    body,
    frame,
    refreshSeconds,
  });
  c.header("Cache-Control", "private, no-store");
  c.header("Vary", "Accept");
  return c.html(html, status);
}

/** 303, so that a reload does not send the form again. Only addresses of our own pages are followed. */
export function backTo(c: AppContext, address: string, notice?: string): Response {
  const url = ownAddress(address) ?? new URL("http://own/");
  if (notice !== undefined) url.searchParams.set("done", notice);
  return c.redirect(`${url.pathname}${url.search}${url.hash}`, 303);
}

interface UndoNotice {
  readonly notice: string;
  /** undefined when nothing was changed that could be taken back. */
  readonly editId: number | undefined;
}

/** As backTo, with a button beside the notice that takes the edit back. */
export function backWithUndo(c: AppContext, address: string, { notice, editId }: UndoNotice): Response {
  const url = ownAddress(address) ?? new URL("http://own/");
  if (editId !== undefined) url.searchParams.set("edit", String(editId));
  return backTo(c, `${url.pathname}${url.search}${url.hash}`, notice);
}

/** An address of one of our own pages, read as a browser reads it; undefined for any other. */
export function ownAddress(address: string): URL | undefined {
  const url = address.startsWith("/") ? URL.parse(address, "http://own") : null;
  // A browser takes "/.//name" for a path of ours, but a redirect to its plain form "//name" for another site.
  return url?.origin === "http://own" && !url.pathname.startsWith("//") ? url : undefined;
}

/** Whether the interface for programs was called, whose failures are problem objects. */
export function isForPrograms(c: Context): boolean {
  return c.req.path.startsWith("/api/");
}

export function wantsJson(c: AppContext): boolean {
  return isForPrograms(c) || (c.req.header("accept") ?? "").startsWith("application/json");
}
