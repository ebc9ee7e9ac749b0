/** What a learner is told about the formula that is asked for. */
import { type Domains, domainWords } from "../expressions/domain.ts";

/** Markdown: "variables: `p` between 0 and 1; `W` a matrix m × n". */
export function variablesLine(domains: Domains): string {
  const each = [...domains].map(([name, domain]) => `\`${name}\` ${domainWords(domain)}`);
  return `variables: ${each.join("; ")}`;
}

/** What stands beside the field, without formatting. */
export function formulaForm(domains: Domains): string {
  const names = [...domains.keys()];
  if (names.length === 0) return "a formula";
  const hasMatrices = [...domains.values()].some(({ kind }) => kind === "vector" || kind === "matrix");
  const signs = hasMatrices ? "products with *, of matrices with @, transposed with '" : "products with *";
  return `a formula in ${names.join(", ")}; ${signs}`;
}
