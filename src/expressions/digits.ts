/** Numbers as digits, with a plain hyphen as minus sign: what TeX and display text are made from. */

/** A number in the way people write it: `mantissa` times ten to `exponent`, where there is an exponent. */
export interface Digits {
  readonly mantissa: string;
  readonly exponent: number | undefined;
}

/** Whole numbers up to here are written out, digit by digit. */
const LARGEST_PLAIN = 1e15;

/** Rounded half away from zero to `decimals` places (0 to 100), never `-0`. */
export function fixedDigits(value: number, decimals: number): string {
  // toFixed() works on the exact value of the double, and turns to exponents from 1e21 only.
  const text = Math.abs(value) < 1e21 ? value.toFixed(decimals) : wholeDigits(value, decimals);
  return /^-[0.]*$/.test(text) ? text.slice(1) : text;
}

/** To `figures` significant figures without trailing zeros; whole numbers in full; very large and small ones by powers of ten. */
export function significantDigits(value: number, figures: number): Digits {
  if (value === 0) return { mantissa: "0", exponent: undefined };
  if (Number.isInteger(value) && Math.abs(value) < LARGEST_PLAIN) {
    return { mantissa: String(value), exponent: undefined };
  }
  const [mantissa = "", power = "0"] = value.toExponential(figures - 1).split("e");
  const exponent = Number(power);
  if (exponent >= -4 && exponent < figures) {
    return {
      mantissa: withoutZeros(Number(value.toPrecision(figures)).toFixed(figures - 1 - exponent)),
      exponent: undefined,
    };
  }
  return { mantissa: withoutZeros(mantissa), exponent };
}

function withoutZeros(text: string): string {
  return text.includes(".") ? text.replace(/\.?0+$/, "") : text;
}

function wholeDigits(value: number, decimals: number): string {
  const zeros = decimals === 0 ? "" : `.${"0".repeat(decimals)}`;
  return `${BigInt(value)}${zeros}`;
}
