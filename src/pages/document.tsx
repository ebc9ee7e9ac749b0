/** The frame of every page: head, skip link, navigation, the one main. */
import type { ComponentChildren } from "preact";
import { renderToString } from "preact-render-to-string";
import type { Assets } from "../ui/assets.ts";
import { Icon } from "../ui/icon.tsx";
import type { Shell } from "../ui/models.ts";

export interface DocumentProps {
  readonly shell: Shell;
  readonly title: string;
  readonly assets: Assets;
  readonly body: ComponentChildren;
  /** page: with navigation; wide: the same with room for tables; bare: the body is all there is, as in a review. */
  readonly frame: "page" | "wide" | "bare";
  /** Without scripts the page is loaded again after so long; undefined: never. */
  readonly refreshSeconds?: number | undefined;
}

/** The whole document as HTML. The body brings the one h1. */
export function renderDocument(props: DocumentProps): string {
  return `<!doctype html>${renderToString(<Document {...props} />)}`;
}

function Document({ shell, title, assets, body, frame, refreshSeconds }: DocumentProps) {
  return (
    <html lang="en" data-theme={shell.theme}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content={shell.theme === "system" ? "light dark" : shell.theme} />
        <meta name="referrer" content="same-origin" />
        {refreshSeconds !== undefined && (
          <noscript>
            <meta http-equiv="refresh" content={String(refreshSeconds)} />
          </noscript>
        )}
        <title>{`${title} · Rehearsal`}</title>
        {assets.preload.map((font) => (
          <link key={font} rel="preload" as="font" type="font/woff2" href={font} crossorigin="anonymous" />
        ))}
        <link rel="stylesheet" href={assets.css} />
        <link rel="icon" href={assets.icon} type="image/svg+xml" />
        <script type="module" src={assets.boot} />
      </head>
      <body data-frame={frame}>
        <a class="skip" href="#main">Skip to the content</a>
        <div class="sprite-holder" dangerouslySetInnerHTML={{ __html: assets.sprite }} />
        {frame !== "bare" && <Navigation shell={shell} />}
        <main id="main" tabIndex={-1}>
          {frame !== "bare" && shell.notice !== undefined && (
            <Notice notice={shell.notice} undo={shell.undo} />
          )}
          {body}
        </main>
      </body>
    </html>
  );
}

function Notice({ notice, undo }: { readonly notice: string; readonly undo: Shell["undo"] }) {
  if (undo === undefined) return <p class="notice" role="status">{notice}</p>;
  return (
    <form class="notice with-undo" method="post" action={undo.action}>
      <input type="hidden" name="back" value={undo.back} />
      <span role="status">{notice}</span>
      <button type="submit" class="button">
        <Icon name="undo" /> Take it back
      </button>
    </form>
  );
}

function Navigation({ shell }: { readonly shell: Shell }) {
  return (
    <header class="site-bar">
      <a class="brand" href="/">Rehearsal</a>
      <nav aria-label="Site">
        <a class="bar-link" href="/">
          <Icon name="decks" /> Decks
        </a>
        <a class="bar-link" href="/browse">
          <Icon name="search" /> Browse
        </a>
        <a class="bar-link" href="/practice">
          <Icon name="practice" /> Practice
        </a>
        <a class="bar-link" href="/settings">
          <Icon name="settings" /> Settings
        </a>
      </nav>
      <span class="grow" />
      {shell.canSignOut && (
        <form method="post" action="/sign-out">
          <button type="submit" class="bar-link">
            <Icon name="leave" /> Sign out <span class="visually-hidden">{shell.userName}</span>
          </button>
        </form>
      )}
    </header>
  );
}
