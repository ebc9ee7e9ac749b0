/** How far an import is, asked for now and then; the page moves on by itself when there is something else to see. */
import { useEffect, useState } from "preact/hooks";
import type { BusyModel, ProgressModel } from "../src/ui/imports/import_models.ts";

interface ImportProgressProps {
  readonly first: BusyModel;
}

const EVERY_MS = 500;
/** Where the server does not answer. */
const LATER_MS = 3000;

export default function ImportProgress({ first }: ImportProgressProps) {
  const [busy, setBusy] = useState(first);

  useEffect(() => {
    let timer = setTimeout(ask, EVERY_MS);
    let isGone = false;
    async function ask() {
      const progress = await progressOf(first.id);
      if (isGone) return;
      if (progress !== undefined && "isOver" in progress) return location.replace(`/imports/${first.id}`);
      if (progress !== undefined) setBusy(progress);
      timer = setTimeout(ask, progress === undefined ? LATER_MS : EVERY_MS);
    }
    return () => {
      isGone = true;
      clearTimeout(timer);
    };
  }, []);

  const doing = busy.doing === "" ? "Waiting for its turn" : busy.doing;
  return (
    <div class="busy">
      <progress
        class="bar"
        max={1}
        aria-label={busy.title}
        {...(busy.share === undefined ? {} : { value: busy.share })}
      />
      <p class="busy-words">
        <span role="status">{doing}</span>
        {busy.share !== undefined && <span class="busy-share">{`${Math.floor(busy.share * 100)} %`}</span>}
      </p>
    </div>
  );
}

async function progressOf(id: number): Promise<ProgressModel | undefined> {
  try {
    const response = await fetch(`/imports/${id}/progress`, { headers: { accept: "application/json" } });
    const value: unknown = response.ok ? await response.json() : undefined;
    return isProgress(value) ? value : undefined;
  } catch {
    // Off line, or the server is being started again: asked once more later.
    return undefined;
  }
}

function isProgress(value: unknown): value is ProgressModel {
  return typeof value === "object" && value !== null && "id" in value &&
    ("isOver" in value || "title" in value);
}
