/** Sends files by the browser's own form, telling how much of them has gone. */
import { err, ok, type Result } from "../../base/result.ts";

/** The address to go to, or in a sentence why they did not arrive. */
export function sendFiles(
  address: string,
  files: readonly File[],
  progress: (share: number) => void,
): Promise<Result<string, string>> {
  const body = new FormData();
  for (const file of files) body.append("files", file);
  // A fetch does not tell how much of its body has gone.
  const request = new XMLHttpRequest();
  request.open("POST", address);
  request.setRequestHeader("accept", "application/json");
  request.upload.onprogress = ({ loaded, total }) => progress(total === 0 ? 0 : loaded / total);
  request.upload.onload = () => progress(1);
  return new Promise((resolve) => {
    const lost = "The files did not arrive. Check the connection, and that they still are where they were.";
    request.onerror = () => resolve(err(lost));
    request.onload = () => resolve(answerOf(request.responseText) ?? err(lost));
    request.send(body);
  });
}

function answerOf(text: string): Result<string, string> | undefined {
  let answer: unknown;
  try {
    answer = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof answer !== "object" || answer === null) return undefined;
  if ("at" in answer && typeof answer.at === "string") return ok(answer.at);
  const error = "error" in answer && typeof answer.error === "object" ? answer.error : undefined;
  if (error === null || error === undefined) return undefined;
  const parts = ["detail", "mend"].map((name): unknown => Reflect.get(error, name));
  return err(parts.filter((part) => typeof part === "string").join(" "));
}
