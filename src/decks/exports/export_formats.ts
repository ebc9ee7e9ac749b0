/** The formats that are exported to: to add one, write its file and add its line. */
import { ankiPackage } from "./anki_package.ts";
import type { ExportFormat } from "./export_format.ts";
import { markdownFolder } from "./markdown_folder.ts";
import { ankiText, csv, tsv } from "./tables.ts";

export const exportFormats: readonly ExportFormat[] = [ankiPackage, markdownFolder, ankiText, csv, tsv];
