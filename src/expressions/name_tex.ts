/** Names of variables and functions as TeX. */

const GREEK = new Set(
  ("alpha beta gamma delta epsilon zeta eta theta kappa lambda mu nu xi pi rho sigma tau phi chi psi omega " +
    "Delta Sigma Lambda Theta Omega Phi Psi Gamma").split(" "),
);
const ACCENTS = new Set(["hat", "bar", "tilde"]);
const OWN_COMMAND = new Set(["ln", "exp", "sin", "cos", "tan", "sinh", "cosh", "tanh", "max", "min", "det"]);
const OPERATOR_NAMES: ReadonlyMap<string, string> = new Map([
  ["log2", "\\log_{2}"],
  ["log10", "\\log_{10}"],
  ["sigmoid", "\\sigma"],
  ["asin", "\\arcsin"],
  ["acos", "\\arccos"],
  ["atan", "\\arctan"],
  ["relu", "\\operatorname{ReLU}"],
  ["gelu", "\\operatorname{GELU}"],
  ["dsigmoid", "\\sigma'"],
  ["trace", "\\operatorname{tr}"],
]);

/** `x1` and `x_1` get a subscript, `alpha` its letter, `y_hat` its hat, `lr` stays upright. */
export function nameTex(name: string): string {
  const [, stem = name, digits = ""] = /^(.*?[A-Za-z])(\d+)$/.exec(name) ?? [];
  const [base = "", ...rest] = stem.split("_").filter((part) => part !== "");
  const accent = rest.find((part) => ACCENTS.has(part));
  const subscripts = [...rest.filter((part) => part !== accent), digits].filter((part) => part !== "");
  const letter = accent === undefined ? wordTex(base) : `\\${accent}{${wordTex(base)}}`;
  return subscripts.length === 0 ? letter : `${letter}_{${subscripts.map(wordTex).join(",")}}`;
}

export function operatorNameTex(name: string): string {
  if (OWN_COMMAND.has(name)) return `\\${name}`;
  return OPERATOR_NAMES.get(name) ?? `\\operatorname{${name}}`;
}

function wordTex(word: string): string {
  if (GREEK.has(word)) return `\\${word}`;
  return word.length === 1 || /^\d+$/.test(word) ? word : `\\mathrm{${word}}`;
}
