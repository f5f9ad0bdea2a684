/// Pattern matching over variants: every case must be named, so the compiler finds the places that forgot one.
#pragma once
#include <utility>
#include <variant>

namespace scmc {

template <class... F>
struct Overload : F... {
  using F::operator()...;
};
template <class... F>
Overload(F...) -> Overload<F...>;

template <class Variant, class... F>
decltype(auto) match(Variant&& variant, F&&... cases) {
  return std::visit(Overload{std::forward<F>(cases)...}, std::forward<Variant>(variant));
}

}  // namespace scmc
