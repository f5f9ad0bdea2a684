/// The state of a chain as bytes, and back. A class lists its fields once, in `archive(a)`, for both ways.
///
/// Numbers are written as they lie in memory: such bytes are for the machine that wrote them.
#pragma once
#include <cstddef>
#include <cstring>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace scmc::sample {

/// Bytes that are not what was saved.
struct Damaged : std::runtime_error {
  using std::runtime_error::runtime_error;
};

template <class T>
concept Plain = std::is_arithmetic_v<T>;

class Saver {
 public:
  template <class... T>
  void operator()(T&... fields) {
    (field(fields), ...);
  }
  template <Plain T>
  void field(std::span<T> values) {
    bytes_.append(reinterpret_cast<const char*>(values.data()), values.size_bytes());
  }
  const std::string& bytes() const { return bytes_; }

 private:
  template <Plain T>
  void field(T& value) {
    field(std::span(&value, 1));
  }
  template <Plain T>
  void field(std::vector<T>& values) {
    std::size_t size = values.size();
    field(size), field(std::span(values));
  }
  template <class T>
  void field(T& object) {
    object.archive(*this);
  }

  std::string bytes_;
};

class Loader {
 public:
  explicit Loader(std::string_view bytes) : bytes_(bytes) {}
  template <class... T>
  void operator()(T&... fields) {
    (field(fields), ...);
  }
  template <Plain T>
  void field(std::span<T> values) {
    if (values.size_bytes() > bytes_.size()) throw Damaged("it ends too early");
    if (!values.empty()) std::memcpy(values.data(), bytes_.data(), values.size_bytes());
    bytes_.remove_prefix(values.size_bytes());
  }
  bool at_end() const { return bytes_.empty(); }

 private:
  template <Plain T>
  void field(T& value) {
    field(std::span(&value, 1));
  }
  template <Plain T>
  void field(std::vector<T>& values) {
    std::size_t size = 0;
    field(size);
    if (size > bytes_.size() / sizeof(T)) throw Damaged("it ends too early");
    values.resize(size);
    field(std::span(values));
  }
  template <class T>
  void field(T& object) {
    object.archive(*this);
  }

  std::string_view bytes_;
};

}  // namespace scmc::sample
