/** Chooses files and sends them: a plain form without scripts; with them, files may be dropped and the way is shown. */
import { useRef, useState } from "preact/hooks";
import { Icon } from "../src/ui/icon.tsx";
import type { UploadModel } from "../src/ui/imports/import_models.ts";
import { sendFiles } from "../src/ui/live/send_files.ts";
import { sizeWords } from "../src/ui/imports/size_words.ts";
import { countOf } from "../src/ui/words.ts";

interface ImportUploadProps {
  readonly model: UploadModel;
}

type Sending =
  | { readonly kind: "choosing" }
  | { readonly kind: "sending"; readonly share: number }
  | { readonly kind: "failed"; readonly problem: string };

export default function ImportUpload({ model }: ImportUploadProps) {
  const input = useRef<HTMLInputElement>(null);
  const [files, setFiles] = useState<readonly File[]>([]);
  const [isOver, setOver] = useState(false);
  const [sending, setSending] = useState<Sending>({ kind: "choosing" });
  const total = files.reduce((sum, { size }) => sum + size, 0);
  const isTooLarge = total > model.limit;

  const choose = (chosen: readonly File[]) => {
    setFiles(chosen);
    setSending({ kind: "choosing" });
    if (input.current === null) return;
    const transfer = new DataTransfer();
    for (const file of chosen) transfer.items.add(file);
    input.current.files = transfer.files;
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const dropped = [...event.dataTransfer?.files ?? []];
    if (dropped.length > 0) choose([...files, ...dropped.filter((file) => !files.some(sameAs(file)))]);
  };
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    if (files.length === 0 || isTooLarge || sending.kind === "sending") return;
    setSending({ kind: "sending", share: 0 });
    const sent = await sendFiles("/import", files, (share) => setSending({ kind: "sending", share }));
    if (sent.ok) location.assign(sent.value);
    else setSending({ kind: "failed", problem: sent.error });
  };

  return (
    <form
      class="upload"
      method="post"
      action="/import"
      enctype="multipart/form-data"
      data-over={isOver || undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={(event) => {
        const { currentTarget, relatedTarget } = event;
        if (!(relatedTarget instanceof Node && currentTarget.contains(relatedTarget))) setOver(false);
      }}
      onDrop={drop}
      onSubmit={submit}
    >
      <label for="files">Files to import</label>
      <input
        ref={input}
        id="files"
        type="file"
        name="files"
        multiple
        required
        aria-describedby="files-help"
        onChange={(event) => choose([...event.currentTarget.files ?? []])}
      />
      <p class="hint" id="files-help">
        <span class="drop-words">Or drop them here.</span>
        {` Together at most ${model.limitWords}.`}
      </p>
      {files.length > 0 && (
        <Chosen
          files={files}
          total={total}
          remove={(file) => choose(without(files, file))}
        />
      )}
      <p class="upload-state" role="status">
        {isTooLarge && (
          <span class="problem">
            <Icon name="alert" />{" "}
            {`${sizeWords(total)} are too much. Send at most ${model.limitWords} at once.`}
          </span>
        )}
        {sending.kind === "failed" && (
          <span class="problem">
            <Icon name="alert" /> {sending.problem}
          </span>
        )}
        {sending.kind === "sending" && (sending.share < 1 ? "Sending the files" : "The files have arrived")}
      </p>
      {sending.kind === "sending" && <progress class="bar" max={1} value={sending.share} aria-label="Sent" />}
      <div class="actions">
        <button
          type="submit"
          class="button primary"
          aria-disabled={isTooLarge || sending.kind === "sending" || undefined}
        >
          Read the files
        </button>
        <span class="hint">Nothing is changed yet.</span>
      </div>
    </form>
  );
}

interface ChosenProps {
  readonly files: readonly File[];
  readonly total: number;
  readonly remove: (file: File) => void;
}

function Chosen({ files, total, remove }: ChosenProps) {
  return (
    <>
      <ul class="chosen" aria-label="Chosen files">
        {files.map((file) => (
          <li key={`${file.name} ${file.size}`}>
            <span class="chosen-name">{file.name}</span>
            <span class="hint">{sizeWords(file.size)}</span>
            <button type="button" class="button quiet" onClick={() => remove(file)}>
              <Icon name="wrong" /> Remove <span class="visually-hidden">{file.name}</span>
            </button>
          </li>
        ))}
      </ul>
      {files.length > 1 && <p class="hint">{`${countOf(files.length, "file")}, ${sizeWords(total)}`}</p>}
    </>
  );
}

function without(files: readonly File[], gone: File): readonly File[] {
  return files.filter((file) => file !== gone);
}

function sameAs({ name, size, lastModified }: File) {
  return (other: File) => other.name === name && other.size === size && other.lastModified === lastModified;
}
