#include "cli/command.h"

#include <charconv>
#include <cstdint>

namespace scmc::cli {

void add_common(CLI::App& command, CommonOptions& options, bool with_seed) {
  if (!command.get_option_no_throw("fit")) command.add_option("model", options.model, "the model, a .scm file")->required();
  command.add_option("--format", options.format, "text or json")->check(CLI::IsMember({"text", "json"}));
  command.add_option("--stdlib", options.stdlib, "a folder that replaces the built-in library");
  command.add_flag("--quiet", options.quiet, "no progress and no warnings");
  if (with_seed)
    command.add_option("--seed", options.seed, "the seed of all random numbers (default 0)")->check([](const std::string& text) {
      std::uint64_t seed = 0;
      const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seed);
      const bool whole = error == std::errc{} && end == text.data() + text.size();
      return whole ? "" : "not in range 0 to " + std::to_string(UINT64_MAX);
    });
}

void add_sampler(CLI::App& command, sample::Options& sampler) {
  command.add_option("--chains", sampler.chains, "chains (default 4)")->check(CLI::Range(1, 1000));
  command.add_option("--warmup", sampler.warmup, "warmup draws per chain (default 1000)")->check(CLI::Range(0, 100000000));
  command.add_option("--draws", sampler.draws, "draws per chain (default 1000)")->check(CLI::Range(1, 100000000));
  command.add_option("--threads", sampler.threads, "threads (default: as many as cores); results do not depend on it")
      ->check(CLI::Range(0, 1024));
  command
      .add_option_function<double>(
          "--target-accept", [&sampler](double target) { sampler.target_accept = target, sampler.cautious = false; },
          "mean acceptance that the step size is tuned to (default 0.9, raised where trajectories diverge)")
      ->check(CLI::Range(0.1, 0.9999));
}

void add_data(CLI::App& command, DataOptions& options, const std::string& observe) {
  command.add_option("--observe", options.observe, observe);
  command.add_option("--data", options.data, "a file that binds `data` lines and dimensions only; repeatable");
  command.add_option("--dim", options.sizes, "the size of a dimension: day=100; repeatable");
  command.add_option("--latent", options.latent, "a variable that is meant to be unmeasured, whatever columns there are");
}

}  // namespace scmc::cli
