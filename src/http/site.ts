/** What every route is given, and how pages and redirects are sent. */
import type { Context, Hono } from "hono";
import type { ComponentChildren } from "preact";
import type { Deps } from "../actions/deps.ts";
import type { Vault } from "../actions/sign_in.ts";
import type { DeckProblem } from "../decks/note.ts";
import { renderDocument } from "../pages/document.tsx";
import type { Fence } from "../pages/prose.ts";
import type { Person } from "../store/people.ts";
import type { Assets } from "../ui/assets.ts";
import { noticeText } from "./notices.ts";

export interface Site extends Deps {
  readonly vault: Vault;
  readonly baseUrl: string;
  /** The one owner needs no password: the server is bound to this machine and none is set. */
  readonly isOpen: () => boolean;
  /** Read afresh for each page, since a rebuild changes the addresses. */
  readonly assets: () => Assets;
  readonly fence: Fence;
  /** What is wrong with the deck files, as found at the last start. */
  readonly problems: () => readonly DeckProblem[];
  /** A file of a shipped deck's folder; undefined when there is none of that name. */
  readonly deckFile: (slug: string, name: string) => Promise<Uint8Array<ArrayBuffer> | undefined>;
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
  readonly body: ComponentChildren;
  readonly frame?: "page" | "wide" | "bare";
  readonly status?: 200 | 400 | 403 | 404 | 409 | 422 | 429 | 500;
}

/** Sends a page to the person who is signed in. */
export function sendPage(
  c: AppContext,
  site: Site,
  { title, body, frame = "page", status = 200 }: Page,
): Response {
  const person = c.get("person");
  const html = renderDocument({
    shell: {
      theme: person.theme,
      keys: person.keysEnabled,
      userName: person.name,
      canSignOut: !site.isOpen(),
      notice: noticeText(c.req.query("done")),
    },
    title,
    assets: site.assets(),
    body,
    frame,
  });
  c.header("Cache-Control", "private, no-store");
  c.header("Vary", "Accept");
  return c.html(html, status);
}

/** 303, so that a reload does not send the form again. Only addresses of our own pages are followed. */
export function backTo(c: AppContext, address: string, notice?: string): Response {
  const own = /^\/(?![/\\])[^\s\\]*$/.test(address) ? address : "/";
  const url = new URL(own, "http://own");
  if (notice !== undefined) url.searchParams.set("done", notice);
  return c.redirect(`${url.pathname}${url.search}${url.hash}`, 303);
}

export function wantsJson(c: AppContext): boolean {
  return (c.req.header("accept") ?? "").startsWith("application/json");
}
