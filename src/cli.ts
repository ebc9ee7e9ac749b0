/** Commands beside the server: `cards` checks the decks, `import` and `export` take files in and out, `restore` takes
 *  an archive back, `password` sets the owner's password. */
import { readDeckFiles } from "./deck_files.ts";
import { checkDeck } from "./decks/deck_file.ts";
import { fail } from "./fail.ts";

const SHORTEST_PASSWORD = 8;

const commands: Readonly<Record<string, () => Promise<void> | void>> = {
  cards,
  import: importFiles,
  export: exportFile,
  restore,
  password,
};
const command = commands[Deno.args[0] ?? ""];
if (command === undefined) fail(`Say what to do: ${Object.keys(commands).join(", ")}.`);
await command();

function cards(): void {
  let wrong = 0;
  for (const file of readDeckFiles()) {
    const { deck, problems } = checkDeck(file);
    wrong += problems.length;
    for (const { file, line, column, message, expected } of problems) {
      console.log(`${file}:${line}:${column}: ${message}. Expected: ${expected}`);
    }
    if (deck === undefined) continue;
    const sides = deck.notes.reduce((sum, note) => sum + note.sides.length, 0);
    console.log(`${file.file}: ${deck.notes.length} notes, ${sides} cards`);
  }
  if (wrong > 0) fail(`${wrong} problem${wrong === 1 ? "" : "s"} found.`);
}

async function importFiles(): Promise<void> {
  const { importCommand } = await import("./import_command.ts");
  await importCommand(Deno.args.slice(1));
}

async function exportFile(): Promise<void> {
  const { exportCommand } = await import("./export_command.ts");
  await exportCommand(Deno.args.slice(1));
}

async function restore(): Promise<void> {
  const { restoreCommand } = await import("./export_command.ts");
  await restoreCommand(Deno.args.slice(1));
}

/** What it needs is loaded here, so that checking the decks opens no database. */
async function password(): Promise<void> {
  const { changePassword } = await import("./actions/sign_in.ts");
  const { makeDataFolder, ownerOf, settingsOrFail, commandStoreOrFail } = await import("./opening.ts");
  const { vault } = await import("./vault.ts");
  const settings = settingsOrFail();
  makeDataFolder(settings);
  const typed = Deno.stdin.isTerminal() ? typedTwice() : await new Response(Deno.stdin.readable).text();
  const chosen = typed.replace(/\r?\n$/, "");
  if (chosen.length < SHORTEST_PASSWORD) fail(`A password needs at least ${SHORTEST_PASSWORD} characters.`);
  const store = await commandStoreOrFail(settings, undefined);
  const owner = await ownerOf(store);
  await changePassword(store, vault, { person: owner, password: chosen });
  await store.close();
  console.log(`The password of ${owner.name} is set. Start the server again for it to count.`);
}

function typedTwice(): string {
  const first = prompt("New password (shown as you type):") ?? "";
  const second = prompt("The same once more:") ?? "";
  if (first !== second) fail("The two are not the same. Nothing was changed.");
  return first;
}
