/// Formulas such as `sum[W](P(W|do(X=0))*P(Y=0,X=1|do(W,Z=0)))/P(X=1)` as numbers.
#pragma once
#include <cctype>
#include <functional>
#include <map>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace scmc::identify::test {

/// Values of binary variables by name.
using Assignment = std::map<std::string, int>;

/// P(event | do(set)) for the formula at hand.
using Distribution = std::function<double(const Assignment& event, const Assignment& set)>;

/// Reads and evaluates at once; names without a value have that of `open`, or of the sum around them. A formula that is none is a
/// std::runtime_error, a name without a value a std::out_of_range.
class Formula {
 public:
  Formula(std::string text, Distribution distribution) : text_(std::move(text)), distribution_(std::move(distribution)) {}

  double at(const Assignment& open) const {
    std::size_t at = 0;
    const double value = quotient(at, open);
    if (at != text_.size()) throw std::runtime_error("formula goes on: " + text_.substr(at));
    return value;
  }

 private:
  bool sees(std::size_t at, std::string_view what) const { return std::string_view(text_).substr(at).starts_with(what); }
  bool take(std::size_t& at, std::string_view what) const {
    const bool is_there = sees(at, what);
    if (is_there) at += what.size();
    return is_there;
  }
  void expect(std::size_t& at, std::string_view what) const {
    if (!take(at, what)) throw std::runtime_error("no `" + std::string(what) + "` at `" + text_.substr(at) + "` of " + text_);
  }

  /// `*` and `/` from left to right.
  double quotient(std::size_t& at, const Assignment& open) const {
    double value = operand(at, open);
    while (true) {
      if (take(at, "*")) value *= operand(at, open);
      else if (take(at, "/")) value /= operand(at, open);
      else return value;
    }
  }

  double operand(std::size_t& at, const Assignment& open) const {
    if (take(at, "(")) {
      const double value = quotient(at, open);
      expect(at, ")");
      return value;
    }
    if (take(at, "sum[")) return sum(at, open);
    if (take(at, "P(")) return probability(at, open);
    if (take(at, "0")) return 0;
    expect(at, "1");
    return 1;
  }

  double sum(std::size_t& at, Assignment open) const {
    std::vector<std::string> over;
    do over.push_back(name(at));
    while (take(at, ","));
    expect(at, "](");
    double total = 0;
    const std::size_t begin = at;
    for (std::size_t row = 0; row < (std::size_t(1) << over.size()); ++row) {
      for (std::size_t i = 0; i < over.size(); ++i) open[over[i]] = (row >> i) & 1;
      at = begin;
      total += quotient(at, open);
    }
    expect(at, ")");
    return total;
  }

  double probability(std::size_t& at, const Assignment& open) const {
    Assignment event = list(at, open), set, given;
    if (take(at, "|")) {
      if (take(at, "do(")) {
        set = list(at, open);
        expect(at, ")");
        if (take(at, ",")) given = list(at, open);
      } else given = list(at, open);
    }
    expect(at, ")");
    const double below = given.empty() ? 1 : distribution_(given, set);
    for (const auto& [variable, value] : given) {
      const auto [entry, is_new] = event.emplace(variable, value);
      if (entry->second != value) return 0;
    }
    return distribution_(event, set) / below;
  }

  Assignment list(std::size_t& at, const Assignment& open) const {
    Assignment all;
    do {
      const auto variable = name(at);
      if (take(at, "=")) all[variable] = text_.at(at++) - '0';
      else all[variable] = open.at(variable);
    } while (take(at, ","));
    return all;
  }

  std::string name(std::size_t& at) const {
    const std::size_t begin = at;
    while (at < text_.size() && (std::isalnum(static_cast<unsigned char>(text_[at])) || text_[at] == '_')) ++at;
    if (at == begin) throw std::runtime_error("no name at `" + text_.substr(at) + "` of " + text_);
    return text_.substr(begin, at - begin);
  }

  std::string text_;
  Distribution distribution_;
};

}  // namespace scmc::identify::test
