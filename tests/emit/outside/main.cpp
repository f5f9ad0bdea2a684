// Samples an emitted model by the runtime's NUTS and prints every draw of its parameters and of its scenarios, one a line.
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <stdexcept>
#include <variant>
#include <vector>

#include "google_ads_data.h"
#include "runtime/sample/run.h"

// Every day twice: the terms of the data double, those of the parameters stay.
static bool follows_sizes() {
  auto data = google_ads::data();
  data.size_day *= 2;
  for (auto* column : {&data.c, &data.z, &data.y}) {
    const auto once = *column;
    column->insert(column->end(), once.begin(), once.end());
  }
  const google_ads::Model once(google_ads::data()), twice(data);
  const double q[] = {0.1, 0.2, 0.3, 0.4, 0.5, -0.6};
  const auto a = once.log_density_terms(q), b = twice.log_density_terms(q);
  const auto names = once.layout().terms;
  bool holds = names.size() == 9;
  for (std::size_t i = 0; i < names.size(); ++i) {
    const double wanted = names[i].size() == 1 ? 2 * a[i] : a[i];  // c, z, y
    holds = holds && std::abs(b[i] - wanted) < 1e-12 * std::abs(wanted);
  }
  data.y.pop_back();
  try {
    google_ads::Model wrong(data);
    return false;
  } catch (const std::invalid_argument&) { return holds; }
}

int main(int argc, char** argv) {
  if (!follows_sizes()) return std::puts("other sizes are not followed"), 1;
  const google_ads::Model model(google_ads::data());
  scmc::sample::Options options;
  options.seed = argc > 1 ? std::strtoull(argv[1], nullptr, 10) : 0;
  const auto outcome = scmc::sample::run(model.sampled(), options);
  if (!std::holds_alternative<scmc::sample::Draws>(outcome)) return std::puts("no starting point has a finite density"), 1;
  for (const auto& parameter : model.layout().parameters)
    for (const auto& name : parameter.elements()) std::printf("%s,", name.c_str());
  std::puts("do_z_0.y,do_z_1.y,mean_of_new_y");
  const auto& chains = std::get<scmc::sample::Draws>(outcome).chains;
  std::uint64_t draw = 0;
  for (const auto& chain : chains)
    for (std::size_t d = 0; d < chain.draws(); ++d, ++draw) {
      const double* q = chain.position(d).data();
      const scmc::emitted::Key key{options.seed, draw};
      for (double x : model.constrain(q)) std::printf("%.17g,", x);
      const auto replicated = model.generate(q, key);  // c, z, y of every day
      double sum = 0;
      const auto days = replicated.size() / 3;
      for (std::size_t i = 2 * days; i < replicated.size(); ++i) sum += replicated[i];
      std::printf("%.17g,%.17g,%.17g\n", model.do_z_0(q, key).back(), model.do_z_1(q, key).back(), sum / static_cast<double>(days));
    }
}
