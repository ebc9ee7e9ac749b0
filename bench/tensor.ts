/** Times `src/tensor` beside the CPU backend of TensorFlow.js, which is installed into bench/tfjs on the first run. */

/** Runs bench/tfjs/measure.ts under its own configuration, so that TensorFlow.js never is an install of the product. */
export async function measureTensor(): Promise<void> {
  const config = ["--config", "bench/tfjs/deno.json"];
  await deno(["install", "-q"], "bench/tfjs");
  await deno(["run", "-A", ...config, "bench/tfjs/measure.ts"], ".");
}

async function deno(args: readonly string[], cwd: string): Promise<void> {
  const { code } = await new Deno.Command(Deno.execPath(), { args: [...args], cwd }).spawn().status;
  if (code !== 0) throw new Error(`Cannot time tensors: deno ${args.join(" ")} ended with code ${code}`);
}
