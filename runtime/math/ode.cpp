#include "runtime/math/ode.h"

#include <algorithm>
#include <array>
#include <boost/numeric/odeint.hpp>
#include <cmath>
#include <limits>

#include "runtime/math/special.h"

namespace scmc::math {
namespace {

namespace odeint = boost::numeric::odeint;

/// The functions that f may be made of, by the names of the compiler's primitives.
struct Function {
  std::string_view name;
  double (*value)(double a, double b, double c);
};
constexpr std::array functions = {
    Function{"add", [](double a, double b, double) { return a + b; }},
    Function{"sub", [](double a, double b, double) { return a - b; }},
    Function{"mul", [](double a, double b, double) { return a * b; }},
    Function{"div", [](double a, double b, double) { return a / b; }},
    Function{"neg", [](double a, double, double) { return -a; }},
    Function{"recip", [](double a, double, double) { return 1 / a; }},
    Function{"annihilating_multiply", [](double a, double b, double) { return a == 0 ? 0 : a * b; }},
    Function{"square", [](double a, double, double) { return a * a; }},
    Function{"sqrt", [](double a, double, double) { return std::sqrt(a); }},
    Function{"pow", [](double a, double b, double) { return std::pow(a, b); }},
    Function{"abs", [](double a, double, double) { return std::abs(a); }},
    Function{"sign", [](double a, double, double) { return scmc_sign(a); }},
    Function{"min", [](double a, double b, double) { return scmc_min(a, b); }},
    Function{"max", [](double a, double b, double) { return scmc_max(a, b); }},
    Function{"floor", [](double a, double, double) { return std::floor(a); }},
    Function{"exp", [](double a, double, double) { return std::exp(a); }},
    Function{"log", [](double a, double, double) { return std::log(a); }},
    Function{"log1p", [](double a, double, double) { return std::log1p(a); }},
    Function{"expm1", [](double a, double, double) { return std::expm1(a); }},
    Function{"invlogit", [](double a, double, double) { return scmc_invlogit(a); }},
    Function{"logit", [](double a, double, double) { return scmc_logit(a); }},
    Function{"xlogy", [](double a, double b, double) { return scmc_xlogy(a, b); }},
    Function{"sin", [](double a, double, double) { return std::sin(a); }},
    Function{"cos", [](double a, double, double) { return std::cos(a); }},
    Function{"tan", [](double a, double, double) { return std::tan(a); }},
    Function{"sinh", [](double a, double, double) { return std::sinh(a); }},
    Function{"cosh", [](double a, double, double) { return std::cosh(a); }},
    Function{"tanh", [](double a, double, double) { return std::tanh(a); }},
    Function{"eq", [](double a, double b, double) { return double(a == b); }},
    Function{"ne", [](double a, double b, double) { return double(a != b); }},
    Function{"lt", [](double a, double b, double) { return double(a < b); }},
    Function{"le", [](double a, double b, double) { return double(a <= b); }},
    Function{"gt", [](double a, double b, double) { return double(a > b); }},
    Function{"ge", [](double a, double b, double) { return double(a >= b); }},
    Function{"and", [](double a, double b, double) { return double(a != 0 && b != 0); }},
    Function{"or", [](double a, double b, double) { return double(a != 0 || b != 0); }},
    Function{"not", [](double a, double, double) { return double(a == 0); }},
    Function{"select", [](double a, double b, double c) { return a != 0 ? b : c; }},
};

/// The equation with the derivatives of its solution: y, then column by column S.
class System {
 public:
  System(const OdeProgram& program, const std::vector<double>& theta)
      : program_(program),
        n_(static_cast<std::size_t>(program.states)),
        width_(n_ + static_cast<std::size_t>(program.parameters)),
        registers_(1 + width_ + program.operations.size()) {
    std::copy(theta.begin(), theta.end(), registers_.begin() + static_cast<std::ptrdiff_t>(1 + n_));
  }

  std::size_t size() const { return n_ * (1 + width_); }

  template <class Vector>
  void rate(const Vector& x, Vector& dxdt, double t) {
    evaluate(x, t);
    for (std::size_t k = 0; k < n_; ++k) dxdt[k] = at(program_.value[k]);
    for (std::size_t a = 0; a < width_; ++a)
      for (std::size_t k = 0; k < n_; ++k) {
        double sum = a < n_ ? 0 : slope(k, a);
        for (std::size_t m = 0; m < n_; ++m) sum += slope(k, m) * x[n_ * (1 + a) + m];
        dxdt[n_ * (1 + a) + k] = sum;
      }
  }

  /// By y, S and time.
  template <class Vector, class Matrix>
  void jacobian(const Vector& x, Matrix& by_state, double t, Vector& by_time) {
    evaluate(x, t);
    by_state.clear();
    for (std::size_t k = 0; k < n_; ++k) {
      for (std::size_t l = 0; l < n_; ++l) by_state(k, l) = slope(k, l);
      by_time[k] = at(program_.by_time[k]);
    }
    for (std::size_t a = 0; a < width_; ++a)
      for (std::size_t k = 0; k < n_; ++k) {
        const std::size_t row = n_ * (1 + a) + k;
        double in_time = a < n_ ? 0 : at(program_.slope_by_time[k * width_ + a]);
        for (std::size_t m = 0; m < n_; ++m) {
          const double s = x[n_ * (1 + a) + m];
          by_state(row, n_ * (1 + a) + m) = slope(k, m);
          in_time += at(program_.slope_by_time[k * width_ + m]) * s;
          for (std::size_t l = 0; l < n_; ++l) by_state(row, l) += second(k, m, l) * s;
        }
        if (a >= n_)
          for (std::size_t l = 0; l < n_; ++l) by_state(row, l) += second(k, a, l);
        by_time[row] = in_time;
      }
  }

 private:
  template <class Vector>
  void evaluate(const Vector& x, double t) {
    registers_[0] = t;
    for (std::size_t k = 0; k < n_; ++k) registers_[1 + k] = x[k];
    double* result = registers_.data() + 1 + width_;
    for (const auto& op : program_.operations) {
      if (op.code == ode_constant) *result++ = op.a;
      else *result++ = functions[static_cast<std::size_t>(op.code)].value(at(op.a), at(op.b), at(op.c));
    }
  }
  double at(double number) const { return registers_[static_cast<std::size_t>(number)]; }
  double at(std::int64_t number) const { return registers_[static_cast<std::size_t>(number)]; }
  double slope(std::size_t k, std::size_t a) const { return at(program_.slope[k * width_ + a]); }
  double second(std::size_t k, std::size_t a, std::size_t l) const { return at(program_.second[(k * width_ + a) * n_ + l]); }

  const OdeProgram& program_;
  std::size_t n_, width_;
  std::vector<double> registers_;
};

/// Calls `keep(i, state)` at each time. False where the steps run out, or become too small.
template <class Stepper, class Equation, class State, class Keep>
bool follow(Stepper stepper, Equation&& equation, const State& first, const OdeProgram& program, const std::vector<double>& times, Keep&& keep) {
  State x = first;
  const double span = times.back() - program.start;
  bool is_running = false;
  std::int64_t steps = 0;
  for (std::size_t i = 0; i < times.size(); ++i) {
    if (times[i] == program.start) {
      keep(i, first);
      continue;
    }
    if (!is_running) stepper.initialize(first, program.start, std::min(0.1, span / 100)), is_running = true;
    while (stepper.current_time() < times[i]) {
      if (++steps > program.max_steps) return false;
      stepper.do_step(equation);
      if (!std::isfinite(stepper.current_state()[0]) || stepper.current_time_step() < 1e-14 * span) return false;
    }
    stepper.calc_state(times[i], x);
    keep(i, x);
  }
  return true;
}

template <class Keep>
bool solve(const OdeProgram& program, const std::vector<double>& begin, const std::vector<double>& times, Keep&& keep) {
  const auto n = static_cast<std::size_t>(program.states);
  System system(program, {begin.begin() + static_cast<std::ptrdiff_t>(n), begin.end()});
  const auto start = [&](auto state) {
    for (std::size_t k = 0; k < n; ++k) state[k] = begin[k], state[n * (1 + k) + k] = 1;
    return state;
  };
  try {
    if (program.stiff) {
      using Vector = boost::numeric::ublas::vector<double>;
      using Matrix = boost::numeric::ublas::matrix<double>;
      const auto rate = [&](const Vector& x, Vector& dxdt, double t) { system.rate(x, dxdt, t); };
      const auto jacobian = [&](const Vector& x, Matrix& j, const double& t, Vector& dfdt) { system.jacobian(x, j, t, dfdt); };
      return follow(odeint::make_dense_output<odeint::rosenbrock4<double>>(program.absolute_tolerance, program.relative_tolerance),
                    std::pair(rate, jacobian), start(Vector(system.size(), 0)), program, times, keep);
    }
    using State = std::vector<double>;
    const auto rate = [&](const State& x, State& dxdt, double t) { system.rate(x, dxdt, t); };
    return follow(odeint::make_dense_output(program.absolute_tolerance, program.relative_tolerance, odeint::runge_kutta_dopri5<State>()), rate,
                  start(State(system.size(), 0)), program, times, keep);
  } catch (const std::exception&) {  // odeint gives up on a step
    return false;
  }
}

std::vector<double> read(const scmc_array& array, std::int64_t count, std::int64_t stride) {
  std::vector<double> values;
  for (std::int64_t i = 0; i < count; ++i) values.push_back(array.data[i * stride]);
  return values;
}

template <class Number>
void append(std::vector<double>& numbers, const std::vector<Number>& more) {
  numbers.insert(numbers.end(), more.begin(), more.end());
}

}  // namespace

std::optional<int> ode_operation(std::string_view primitive) {
  const auto found = std::find_if(functions.begin(), functions.end(), [&](const Function& f) { return f.name == primitive; });
  return found == functions.end() ? std::nullopt : std::optional<int>(static_cast<int>(found - functions.begin()));
}

std::vector<double> OdeProgram::encode() const {
  std::vector<double> numbers = {static_cast<double>(states),
                                 static_cast<double>(parameters),
                                 start,
                                 relative_tolerance,
                                 absolute_tolerance,
                                 stiff ? 1.0 : 0.0,
                                 static_cast<double>(max_steps),
                                 static_cast<double>(operations.size())};
  for (const auto& op : operations) append(numbers, std::vector<double>{static_cast<double>(op.code), op.a, op.b, op.c});
  for (const auto* registers : {&value, &slope, &second, &by_time, &slope_by_time}) append(numbers, *registers);
  return numbers;
}

OdeProgram OdeProgram::decode(const double* numbers) {
  const auto integer = [&] { return static_cast<std::int64_t>(std::llround(*numbers++)); };
  OdeProgram p;
  p.states = integer(), p.parameters = integer();
  p.start = *numbers++, p.relative_tolerance = *numbers++, p.absolute_tolerance = *numbers++;
  p.stiff = *numbers++ != 0;
  p.max_steps = integer();
  p.operations.resize(static_cast<std::size_t>(integer()));
  for (auto& op : p.operations) {
    op.code = static_cast<int>(integer());
    for (double* arg : {&op.a, &op.b, &op.c}) *arg = op.code == ode_constant ? *numbers++ : static_cast<double>(integer());
  }
  const auto registers = [&](std::int64_t count) {
    std::vector<std::int64_t> all(static_cast<std::size_t>(count));
    for (auto& one : all) one = integer();
    return all;
  };
  const std::int64_t n = p.states, slopes = n * (n + p.parameters);
  p.value = registers(n), p.slope = registers(slopes);
  if (p.stiff) p.second = registers(slopes * n), p.by_time = registers(n), p.slope_by_time = registers(slopes);
  return p;
}

}  // namespace scmc::math

using scmc::math::OdeProgram;

extern "C" void scmc_ode(std::int64_t rows, std::int64_t columns, const scmc_array* arrays) {
  const auto program = OdeProgram::decode(arrays[3].data);
  const std::int64_t n = program.states, width = n + program.parameters;
  const auto times = scmc::math::read(arrays[1], rows, arrays[1].row_stride), begin = scmc::math::read(arrays[2], width, arrays[2].column_stride);
  const auto& result = arrays[0];
  const auto cell = [&](std::int64_t i, std::int64_t j) -> double& { return result.data[i * result.row_stride + j * result.column_stride]; };
  const auto keep = [&](std::size_t i, const auto& x) {
    for (std::int64_t k = 0; k < n; ++k)
      for (std::int64_t a = 0; a <= width; ++a) cell(static_cast<std::int64_t>(i), k * (1 + width) + a) = x[static_cast<std::size_t>(n * a + k)];
  };
  const bool ordered = std::is_sorted(times.begin(), times.end()) && times.front() >= program.start && std::isfinite(times.back());
  const bool finite = std::all_of(begin.begin(), begin.end(), [](double x) { return std::isfinite(x); });
  if (ordered && finite && scmc::math::solve(program, begin, times, keep)) return;
  for (std::int64_t i = 0; i < rows; ++i)
    for (std::int64_t j = 0; j < columns; ++j) cell(i, j) = std::numeric_limits<double>::quiet_NaN();
}

extern "C" void scmc_ode_adjoint(std::int64_t rows, std::int64_t columns, const scmc_array* arrays) {
  const std::int64_t n = std::llround(arrays[3].data[0]), width = n + std::llround(arrays[3].data[1]);
  const auto at = [](const scmc_array& array, std::int64_t i, std::int64_t j) { return array.data[i * array.row_stride + j * array.column_stride]; };
  for (std::int64_t a = 0; a < columns; ++a) {
    double sum = 0;
    for (std::int64_t i = 0; a < width && i < rows; ++i)
      for (std::int64_t k = 0; k < n; ++k)
        if (const double seed = at(arrays[2], i, k * (1 + width)); seed != 0) sum += seed * at(arrays[1], i, k * (1 + width) + 1 + a);
    arrays[0].data[a * arrays[0].column_stride] = sum;
  }
}
