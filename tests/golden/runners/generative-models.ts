/** Golden cases of generative models through their solvers. */
import type { GoldenValue, Runners } from "../runner.ts";
import { keysOf, type Solver } from "../../../src/questions/solver.ts";
import { bestDiscriminatorSolver, ganLossSolver } from "../../../src/questions/solvers/adversarial.ts";
import { reparameteriseSolver, vaeKlSolver } from "../../../src/questions/solvers/latent.ts";
import { toNested } from "../../../src/tensor/tensor.ts";

export const RUNNERS: Runners = {
  vae_kl: ({ mu, sigma }) => ({ kl: key(vaeKlSolver({ mean: mu, spread: sigma, given: "deviation" }), "kl") }),
  reparameterize: ({ mu, sigma, eps }) => {
    const solver = reparameteriseSolver({ mean: mu, spread: sigma, given: "deviation", noise: eps });
    return { z: key(solver, "z"), dz_dmu: key(solver, "byMean"), dz_dsigma: key(solver, "bySpread") };
  },
  gan_optimal_discriminator: ({ p_data, p_gen }) => {
    const solver = bestDiscriminatorSolver({ data: p_data, generated: p_gen });
    return {
      D_star: key(solver, "best"),
      value: key(solver, "value"),
      value_at_equilibrium: key(bestDiscriminatorSolver({ data: p_data, generated: p_data }), "value"),
    };
  },
  gan_losses: ({ d_real, d_fake }) => {
    const solver = ganLossSolver({ real: [d_real], fake: [d_fake] });
    return {
      d_loss: key(solver, "discriminator"),
      g_loss_minimax: key(solver, "minimax"),
      g_loss_nonsaturating: key(solver, "nonSaturating"),
    };
  },
};

function key(solver: Solver, id: string): GoldenValue {
  const value = keysOf(solver)[id];
  return value === undefined ? null : toNested(value);
}
