/** Exact fractions: what a typed number means before it is rounded to a double. */
import type { Node } from "./node.ts";

/** n/d in lowest terms with d > 0. */
export interface Rational {
  readonly n: bigint;
  readonly d: bigint;
}

const MAX_EXPONENT = 400;
const MAX_POWER = 1024;
const MAX_BITS = 4096;
const SMALLEST_NORMAL = 2 ** -1022;

/** The exact value of a formula of numbers, signs and `+ - * / ^`; undefined where it has none or it is too long. */
export function exactValue(node: Node): Rational | undefined {
  switch (node.kind) {
    case "number":
      return exactDecimal(node.text);
    case "percent": {
      const of = exactValue(node.of);
      return of && rational(of.n, of.d * 100n);
    }
    case "unary": {
      const of = exactValue(node.of);
      if (of === undefined || node.operator === "!") return undefined;
      return node.operator === "-" ? { n: -of.n, d: of.d } : of;
    }
    case "binary": {
      const left = exactValue(node.left);
      const right = left && exactValue(node.right);
      return left && right && combined(node.operator, left, right);
    }
    default:
      return undefined;
  }
}

/** The double nearest to n/d. */
export function toNumber({ n, d }: Rational): number {
  if (n < 0n) return -toNumber({ n: -n, d });
  // A quotient of at least 66 bits with a sticky last bit rounds once, in Number().
  const shift = Math.max(0, 66 + bits(d) - bits(n));
  const scaled = n << BigInt(shift);
  const quotient = scaled / d;
  const sticky = quotient * d === scaled ? 0n : 1n;
  // Two steps, because 2^-shift alone can be smaller than any double.
  const half = Math.floor(shift / 2);
  const value = Number(quotient | sticky) * 2 ** -half * 2 ** -(shift - half);
  return value > SMALLEST_NORMAL ? value : subnormal(n, d);
}

/** Below 2^-1022 doubles have fewer bits: the nearest multiple of 2^-1074, ties to even. */
function subnormal(n: bigint, d: bigint): number {
  const scaled = n << 1074n;
  const quotient = scaled / d;
  const twiceRest = 2n * (scaled - quotient * d);
  const goesUp = twiceRest > d || (twiceRest === d && quotient % 2n === 1n);
  return Number(goesUp ? quotient + 1n : quotient) * Number.MIN_VALUE;
}

/** `1234.5e-3` as a fraction; undefined beyond 400 digits. */
export function exactDecimal(text: string): Rational | undefined {
  const [mantissa = "", exponentText = "0"] = text.split(/e/i);
  const [whole = "", fraction = ""] = mantissa.split(".");
  const exponent = Number(exponentText) - fraction.length;
  if (Math.abs(exponent) > MAX_EXPONENT || whole.length > MAX_EXPONENT) return undefined;
  const digits = BigInt(whole + fraction);
  return exponent < 0
    ? rational(digits, 10n ** BigInt(-exponent))
    : rational(digits * 10n ** BigInt(exponent), 1n);
}

function combined(operator: string, a: Rational, b: Rational): Rational | undefined {
  switch (operator) {
    case "+":
      return rational(a.n * b.d + b.n * a.d, a.d * b.d);
    case "-":
      return rational(a.n * b.d - b.n * a.d, a.d * b.d);
    case "*":
      return rational(a.n * b.n, a.d * b.d);
    case "/":
      return rational(a.n * b.d, a.d * b.n);
    case "^":
      return power(a, b);
    default:
      return undefined;
  }
}

function power(base: Rational, exponent: Rational): Rational | undefined {
  if (exponent.d !== 1n || exponent.n > MAX_POWER || exponent.n < -MAX_POWER) return undefined;
  const times = exponent.n < 0n ? -exponent.n : exponent.n;
  if (BigInt(Math.max(bits(base.n), bits(base.d))) * times > BigInt(MAX_BITS)) return undefined;
  const [n, d] = [base.n ** times, base.d ** times];
  return exponent.n < 0n ? rational(d, n) : rational(n, d);
}

function rational(n: bigint, d: bigint): Rational | undefined {
  if (d === 0n || bits(n) > MAX_BITS || bits(d) > MAX_BITS) return undefined;
  const divisor = greatestCommonDivisor(n < 0n ? -n : n, d < 0n ? -d : d);
  const sign = d < 0n ? -1n : 1n;
  return { n: sign * n / divisor, d: sign * d / divisor };
}

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  while (b !== 0n) [a, b] = [b, a % b];
  return a;
}

/** The length in bits, rounded up to a multiple of four. */
function bits(n: bigint): number {
  return (n < 0n ? -n : n).toString(16).length * 4;
}
