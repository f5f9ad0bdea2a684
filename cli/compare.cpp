#include "cli/compare.h"

#include <algorithm>
#include <cmath>

#include "cli/kept_draws.h"
#include "compiler/source/suggest.h"
#include "runtime/sample/share_out.h"
#include "runtime/store/columns.h"

namespace scmc::cli {
namespace {

/// What of a file takes part.
struct Densities {
  std::string path, origin;
  store::Group observed;
  std::vector<std::string> names;  ///< of the arrays
  std::vector<Element> cells;
};

[[noreturn]] void refuse(const Session& session, const Diagnostic& diagnostic) {
  session.complain(diagnostic);
  throw Refused{};
}

std::string listed(const std::vector<std::string>& names) {
  std::string text;
  for (const auto& name : names) text += (text.empty() ? "`" : ", `") + name + "`";
  return text;
}

Diagnostic no_densities(const std::string& path, const std::string& name, const std::vector<std::string>& names) {
  const auto near = closest(name, names);
  return {.code = "E0932",
          .title = "`" + path + "` has no densities of `" + name + "`",
          .place = "--var",
          .notes = {"it has those of " + listed(names)},
          .hint = Hint{near.empty() ? "name one of these" : "did you mean `" + near + "`?"}};
}

Diagnostic not_finite(const std::string& path, const std::string& cell) {
  return {.code = "E0935",
          .title = "the log-density of `" + cell + "` in `" + path + "` is not finite at some draws",
          .notes = {"a datum that is impossible, or has no density, at draws of the posterior cannot be weighed"},
          .hint = Hint{"look at this cell and at the supports of the model; or compare by other variables, `--var NAME`"}};
}

Diagnostic different(const Densities& a, const Densities& b, const std::string& how, const std::string& hint) {
  return {.code = "E0933",
          .title = "`" + a.path + "` and `" + b.path + "` are fits of different data",
          .notes = {how, "sums over different data cannot be compared"},
          .hint = Hint{hint}};
}

Densities read(const Session& session, const std::string& path, const CompareOptions& options) {
  const auto inference = open_draws(session, path, {"log_likelihood", "observed_data"});
  const auto& group = *inference.find("log_likelihood");
  Densities result{.path = path, .origin = origin_text(inference), .observed = {}, .names = {}, .cells = {}};
  if (const auto* observed = inference.find("observed_data")) result.observed = *observed;
  std::vector<std::string> all;
  for (const auto* array : store::arrays_over_draws(group)) all.push_back(array->name);
  for (const auto& name : options.variables)
    if (!std::ranges::count(all, name)) refuse(session, no_densities(path, name, all));
  result.names = options.variables.empty() ? all : options.variables;
  result.cells = elements(group, {result.names.begin(), result.names.end()});
  for (const auto& cell : result.cells)
    if (!std::ranges::all_of(cell.draws.values(), [](double x) { return std::isfinite(x); })) refuse(session, not_finite(path, cell.shown));
  return result;
}

/// The measured variables that densities of this name belong to: `z_and_y` to both.
std::vector<const store::Array*> measured(const store::Group& observed, const std::string& densities) {
  if (const auto* same = observed.find(densities)) return {same};
  std::vector<const store::Array*> found;
  for (const auto& array : observed.arrays)
    if (("_and_" + densities + "_and_").find("_and_" + array.name + "_and_") != std::string::npos) found.push_back(&array);
  return found;
}

/// How the measured values differ; empty where they do not.
std::string difference(const store::Array& a, const store::Array& b, const Densities& in_a, const Densities& in_b) {
  const auto size = store::size(a.values), other = store::size(b.values);
  if (size != other)
    return "`" + a.name + "` has " + std::to_string(size) + " cells in `" + in_a.path + "` and " + std::to_string(other) + " in `" +
           in_b.path + "`";
  const auto same = [](double x, double y) { return x == y || (std::isnan(x) && std::isnan(y)); };
  std::size_t count = 0, first = 0;
  for (std::size_t i = size; i-- > 0;)
    if (!same(store::number(a.values, i), store::number(b.values, i))) ++count, first = i;
  if (count == 0) return "";
  return "`" + a.name + "` differs in " + std::to_string(count) + " of " + std::to_string(size) + " cells, first in number " +
         std::to_string(first + 1);
}

void require_same_data(const Session& session, const Densities& a, const Densities& b) {
  auto names = a.names, others = b.names;
  std::ranges::sort(names), std::ranges::sort(others);
  if (names != others) {
    std::vector<std::string> both;
    std::ranges::set_intersection(names, others, std::back_inserter(both));
    const auto hint = both.empty() ? "compare fits in which the same variables are measured"
                                   : "compare them by what both measured: `--var " + both.front() + "`";
    refuse(session,
           different(a, b, "there are densities of " + listed(names) + " in the one, of " + listed(others) + " in the other", hint));
  }
  for (const auto& name : a.names) {
    for (const auto* own : measured(a.observed, name))
      if (const auto* other = b.observed.find(own->name))
        if (const auto how = difference(*own, *other, a, b); !how.empty())
          refuse(session, different(a, b, how, "fit both models to the same file, with the same rows"));
    const auto cells = [&](const Densities& d) { return std::ranges::count(d.cells, name, &Element::array); };
    if (cells(a) != cells(b))
      refuse(session, different(a, b,
                                "`" + name + "` has " + std::to_string(cells(a)) + " densities in the one and " + std::to_string(cells(b)) +
                                    " in the other",
                                "they sum out other causes: compare by a variable whose cells both tell apart, `--var NAME`"));
  }
}

/// In the order of the first file's arrays.
void order_as(const std::vector<std::string>& names, std::vector<Element>& cells) {
  std::ranges::stable_sort(cells, {}, [&](const Element& e) { return std::ranges::find(names, e.array) - names.begin(); });
}

template <class Point>
diagnose::Total total_of(const std::vector<Point>& points, double Point::*member) {
  std::vector<double> values;
  for (const auto& point : points) values.push_back(point.*member);
  return diagnose::total(values);
}

Predictor predictor(const Densities& densities, const CompareOptions& options) {
  Predictor result{.fit = densities.path, .origin = densities.origin};
  result.left_out.resize(densities.cells.size()), result.widely.resize(densities.cells.size());
  sample::share_out(densities.cells.size(), sample::cores(), [&](std::size_t i) {
    const auto& draws = densities.cells[i].draws;
    result.left_out[i] = diagnose::leave_out(draws, options.relative_efficiency);
    // A density that no parameter decides is the same without the cell: there is no tail to be afraid of.
    if (!draws.is_regular() && !draws.has_nan()) result.left_out[i].pareto_k = 0;
    result.widely[i] = diagnose::widely_applicable(draws);
  });
  result.elpd = total_of(result.left_out, &diagnose::LeftOut::elpd), result.p = total_of(result.left_out, &diagnose::LeftOut::p);
  result.elpd_waic = total_of(result.widely, &diagnose::Widely::elpd), result.p_waic = total_of(result.widely, &diagnose::Widely::p);
  for (const auto& point : result.left_out) result.mcse = std::hypot(result.mcse, point.mcse);
  return result;
}

void weigh(std::vector<Predictor>& fits) {
  if (fits.size() < 2) return;
  std::vector<std::vector<double>> elpd;
  for (const auto& fit : fits) {
    auto& pointwise = elpd.emplace_back();
    for (const auto& point : fit.left_out) pointwise.push_back(point.elpd);
  }
  const auto stacking = diagnose::stacking_weights(elpd), pseudo_bma = diagnose::pseudo_bma_weights(elpd);
  for (std::size_t f = 0; f < fits.size(); ++f) {
    fits[f].stacking = stacking[f], fits[f].pseudo_bma = pseudo_bma[f];
    for (std::size_t i = 0; i < elpd[f].size(); ++i) elpd[f][i] -= fits[0].left_out[i].elpd;
    fits[f].difference = diagnose::total(elpd[f]);
  }
}

}  // namespace

std::size_t Predictor::above(double k) const {
  return static_cast<std::size_t>(std::ranges::count_if(left_out, [k](const auto& point) { return point.pareto_k > k; }));
}

Comparison compare(const Session& session, const std::vector<std::string>& paths, const CompareOptions& options) {
  std::vector<Densities> read;
  for (const auto& path : paths) {
    read.push_back(cli::read(session, path, options));
    require_same_data(session, read.front(), read.back());
  }
  Comparison result{.variables = read.front().names, .cells = {}, .fits = {}};
  for (auto& densities : read) {
    order_as(result.variables, densities.cells);
    result.fits.push_back(predictor(densities, options));
  }
  for (const auto& cell : read.front().cells) result.cells.push_back(cell.shown);
  std::ranges::stable_sort(result.fits, std::greater(), [](const Predictor& fit) { return fit.elpd.value; });
  weigh(result.fits);
  return result;
}

}  // namespace scmc::cli
