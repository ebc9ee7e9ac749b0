/** Turns what went wrong into a page that helps, or JSON for scripts; the only place of the server that catches. */
import type { Context } from "hono";
import { HTTPException } from "hono/http-exception";
import { ErrorPage } from "../pages/error.tsx";
import { renderDocument } from "../pages/document.tsx";
import { HttpProblem, type ProblemText } from "./problem.ts";
import { isForPrograms, type Site } from "./site.ts";

/** Answers for everything that a route or middleware throws. */
export function errorHandler(site: Site) {
  return (error: Error, c: Context): Response => {
    const { status, text } = explain(error);
    if (status >= 500) {
      site.log.error("request failed", {
        method: c.req.method,
        path: c.req.path,
        error: String(error.stack),
      });
    }
    return sendProblem(c, site, { status, text });
  };
}

export function notFoundHandler(site: Site) {
  return (c: Context): Response =>
    sendProblem(c, site, {
      status: 404,
      text: {
        title: "There is no page at this address",
        detail: "It may have moved, or the address has a slip in it.",
        mend: "Go to the decks and start from there.",
      },
    });
}

type Status = HttpProblem["status"] | 500;

function explain(error: Error): { readonly status: Status; readonly text: ProblemText } {
  if (error instanceof HttpProblem) return { status: error.status, text: error.text };
  if (error instanceof HTTPException && error.status === 413) {
    return {
      status: 413,
      text: {
        title: "This is too much to send",
        detail: "The form is larger than 1 MB.",
        mend: "Send less at once.",
      },
    };
  }
  return {
    status: 500,
    text: {
      title: "Something went wrong here",
      detail: "The server met an error that it did not expect. What you had saved before is safe.",
      mend: "Try again. If it comes back, the server's log says what happened.",
    },
  };
}

function sendProblem(
  c: Context,
  site: Site,
  { status, text }: { readonly status: Status; readonly text: ProblemText },
): Response {
  c.header("Cache-Control", "no-store");
  if (isForPrograms(c)) {
    const { title, detail, mend, faults } = text;
    const problem = { type: "about:blank", title, status, detail: `${detail} ${mend}`, faults };
    return c.body(JSON.stringify(problem), status, { "Content-Type": "application/problem+json" });
  }
  if ((c.req.header("accept") ?? "").startsWith("application/json")) return c.json({ error: text }, status);
  const html = renderDocument({
    shell: {
      theme: "system",
      keys: false,
      userName: "",
      canSignOut: false,
      notice: undefined,
      undo: undefined,
    },
    title: text.title,
    assets: site.assets(),
    body: ErrorPage({ model: { status, ...text, again: undefined, reference: undefined } }),
    frame: "page",
  });
  return c.html(html, status);
}
