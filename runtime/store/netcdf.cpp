#include "runtime/store/netcdf.h"

#include <algorithm>
#include <functional>

#include "runtime/store/netcdf_library.h"

namespace scmc::store::netcdf {
namespace {

constexpr int of_group = NC_GLOBAL;
constexpr const char* unnamed = "memory";  ///< the library wants a name for what is no file

std::vector<const char*> pointers(const Texts& texts) {
  std::vector<const char*> result;
  for (const auto& text : texts) result.push_back(text.c_str());
  return result;
}

class Writer {
 public:
  Writer() {
    library_.call(library_.create_mem, unnamed, NC_NETCDF4, std::size_t{0}, &root_);
    int before = 0;
    library_.call(library_.set_fill, root_, NC_NOFILL, &before);
  }
  ~Writer() {
    if (open_) library_.close(root_);
  }
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;

  Image run(const Inference& inference) {
    write(root_, of_group, inference.attributes);
    for (const auto& group : inference.groups) write(group);
    NC_memio image{};
    open_ = false;  // closed also where it fails
    library_.call(library_.close_memio, root_, &image);
    return {image.memory, image.size};
  }

 private:
  void write(int group, int variable, const Attributes& attributes) {
    const auto put = [&](const std::string& name, nc_type type, std::size_t count, const void* values) {
      library_.call(library_.put_att, group, variable, name.c_str(), type, count, values);
    };
    for (const auto& [name, attribute] : attributes) {
      if (const auto* integer = std::get_if<std::int64_t>(&attribute)) put(name, NC_INT64, 1, integer);
      if (const auto* natural = std::get_if<std::uint64_t>(&attribute)) put(name, NC_UINT64, 1, natural);
      if (const auto* number = std::get_if<double>(&attribute)) put(name, NC_DOUBLE, 1, number);
      if (const auto* text = std::get_if<Text>(&attribute)) put(name, NC_STRING, 1, pointers({*text}).data());
      if (const auto* texts = std::get_if<Texts>(&attribute)) put(name, NC_STRING, texts->size(), pointers(*texts).data());
    }
  }

  void write(const Group& group) {
    int id = 0;
    library_.call(library_.def_grp, root_, group.name.c_str(), &id);
    std::vector<int> dims(group.dims.size());
    for (std::size_t d = 0; d < dims.size(); ++d)
      library_.call(library_.def_dim, id, group.dims[d].name.c_str(), group.dims[d].size, &dims[d]);
    for (const auto& array : group.arrays) {
      std::vector<int> own;
      for (const auto& dim : array.dims)
        own.push_back(dims.at(static_cast<std::size_t>(std::ranges::find(group.dims, dim, &Dimension::name) - group.dims.begin())));
      write(id, own, array);
    }
    write(id, of_group, group.attributes);
  }

  void write(int group, const std::vector<int>& dims, const Array& array) {
    const auto define = [&](nc_type type) {
      int id = 0;
      library_.call(library_.def_var, group, array.name.c_str(), type, static_cast<int>(dims.size()), dims.data(), &id);
      // A sum that is tested when it is read: numbers that the disk changed are found out.
      if (type != NC_STRING && !dims.empty()) library_.call(library_.def_var_fletcher32, group, id, NC_FLETCHER32);
      return id;
    };
    const auto put = [&](nc_type type, const void* values) {
      const int id = define(type);
      if (size(array.values) > 0) library_.call(library_.put_var, group, id, values);
      return id;
    };
    int id = 0;
    if (const auto* numbers = std::get_if<std::vector<double>>(&array.values)) id = put(NC_DOUBLE, numbers->data());
    if (const auto* integers = std::get_if<std::vector<std::int64_t>>(&array.values)) id = put(NC_INT64, integers->data());
    if (const auto* flags = std::get_if<std::vector<bool>>(&array.values)) {
      id = put(NC_BYTE, std::vector<signed char>(flags->begin(), flags->end()).data());
      write(group, id, {{"dtype", Text("bool")}});  // as xarray tells truth values from small integers
    }
    if (const auto* texts = std::get_if<Texts>(&array.values)) id = put(NC_STRING, pointers(*texts).data());
    write(group, id, array.attributes);
  }

  const Library& library_ = Library::get();
  int root_ = 0;
  bool open_ = true;
};

class Reader {
 public:
  explicit Reader(std::string& bytes) {
    library_.call(library_.open_mem, unnamed, NC_NOWRITE, bytes.size(), static_cast<void*>(bytes.data()), &root_);
  }
  ~Reader() { library_.close(root_); }
  Reader(const Reader&) = delete;
  Reader& operator=(const Reader&) = delete;

  Inference run(const std::vector<std::string>& without) {
    Inference inference{.groups = {}, .attributes = attributes(root_, of_group, count_attributes(root_))};
    for (int id : list(library_.inq_grps, root_)) {
      char name[NC_MAX_NAME + 1];
      library_.call(library_.inq_grpname, id, name);
      if (!std::ranges::count(without, name)) inference.groups.push_back(group(id, name));
    }
    return inference;
  }

 private:
  static std::vector<int> list(const std::function<void(int*, int*)>& inquire) {
    int count = 0;
    inquire(&count, nullptr);
    std::vector<int> ids(static_cast<std::size_t>(count));
    if (count > 0) inquire(&count, ids.data());
    return ids;
  }
  std::vector<int> list(int (*inquire)(int, int*, int*), int group) const {
    return list([&](int* count, int* ids) { library_.call(inquire, group, count, ids); });
  }
  int count_attributes(int group) const {
    int count = 0;
    library_.call(library_.inq_natts, group, &count);
    return count;
  }

  Group group(int id, const std::string& name) const {
    Group group{.name = name, .dims = {}, .arrays = {}, .attributes = attributes(id, of_group, count_attributes(id))};
    const auto dims = list([&](int* count, int* ids) { library_.call(library_.inq_dimids, id, count, ids, 0); });
    for (int dim : dims) {
      char text[NC_MAX_NAME + 1];
      std::size_t length = 0;
      library_.call(library_.inq_dim, id, dim, text, &length);
      group.dims.push_back({text, length});
    }
    for (int variable : list(library_.inq_varids, id)) add_array(group, id, variable);
    return group;
  }

  /// What `write` does not write, such as arrays of structures, is passed over.
  void add_array(Group& group, int id, int variable) const {
    char name[NC_MAX_NAME + 1];
    nc_type type = 0;
    int dims[NC_MAX_VAR_DIMS], rank = 0, count = 0;
    library_.call(library_.inq_var, id, variable, name, &type, &rank, dims, &count);
    Array array{.name = name, .dims = {}, .values = {}, .attributes = attributes(id, variable, count)};
    std::size_t cells = 1;
    for (int d = 0; d < rank; ++d) {
      char dim[NC_MAX_NAME + 1];
      std::size_t length = 0;
      library_.call(library_.inq_dim, id, dims[d], dim, &length);
      array.dims.push_back(dim), cells *= length;
    }
    if (type == NC_STRING) array.values = texts(id, variable, cells);
    else if (type == NC_FLOAT || type == NC_DOUBLE) array.values = get<double>(library_.get_var_double, id, variable, cells);
    else if (type == NC_CHAR || type > NC_MAX_ATOMIC_TYPE) return;
    else array.values = integers(array, id, variable, cells);
    group.arrays.push_back(std::move(array));
  }

  template <class To, class From>
  std::vector<To> get(int (*function)(int, int, From*), int id, int variable, std::size_t cells) const {
    std::vector<From> values(cells);
    if (cells > 0) library_.call(function, id, variable, values.data());
    return {values.begin(), values.end()};
  }

  Values integers(Array& array, int id, int variable, std::size_t cells) const {
    auto values = get<std::int64_t>(library_.get_var_longlong, id, variable, cells);
    const auto* kind = attribute<Text>(array.attributes, "dtype");
    if (!kind || *kind != "bool") return values;
    std::erase_if(array.attributes, [](const auto& a) { return a.first == "dtype"; });
    return std::vector<bool>(values.begin(), values.end());
  }

  Texts texts(int id, int variable, std::size_t cells) const {
    std::vector<char*> strings(cells);
    if (cells > 0) library_.call(library_.get_var_string, id, variable, strings.data());
    return taken(strings);
  }
  /// The strings, which are the library's to free.
  Texts taken(std::vector<char*>& strings) const {
    Texts result;
    for (const char* string : strings) result.emplace_back(string ? string : "");
    if (!strings.empty()) library_.free_string(strings.size(), strings.data());
    return result;
  }

  Attributes attributes(int group, int variable, int count) const {
    Attributes result;
    for (int i = 0; i < count; ++i) {
      char name[NC_MAX_NAME + 1];
      nc_type type = 0;
      std::size_t length = 0;
      library_.call(library_.inq_attname, group, variable, i, name);
      library_.call(library_.inq_att, group, variable, name, &type, &length);
      if (auto value = this->value(group, variable, name, type, length)) result.emplace_back(name, std::move(*value));
    }
    return result;
  }

  std::optional<Attribute> value(int group, int variable, const char* name, nc_type type, std::size_t length) const {
    if (type == NC_CHAR) {
      Text text(length, '\0');
      if (length > 0) library_.call(library_.get_att_text, group, variable, name, text.data());
      return text;
    }
    if (type == NC_STRING) {
      std::vector<char*> strings(length);
      if (length > 0) library_.call(library_.get_att_string, group, variable, name, strings.data());
      auto list = taken(strings);
      return list.size() == 1 ? Attribute(std::move(list.front())) : Attribute(std::move(list));
    }
    if (length != 1 || type > NC_MAX_ATOMIC_TYPE) return std::nullopt;
    const auto get = [&]<class T>(T number, int (*function)(int, int, const char*, T*)) {
      library_.call(function, group, variable, name, &number);
      return number;
    };
    if (type == NC_FLOAT || type == NC_DOUBLE) return get(0.0, library_.get_att_double);
    if (type == NC_UINT64) return static_cast<std::uint64_t>(get(0ULL, library_.get_att_ulonglong));
    return static_cast<std::int64_t>(get(0LL, library_.get_att_longlong));
  }

  const Library& library_ = Library::get();
  int root_ = 0;
};

template <class Result>
std::variant<Result, Failure> attempt(const std::function<Result()>& work) {
  try {
    return work();
  } catch (const Failed& failed) { return Failure{failed.reason, failed.no_library}; }
}

}  // namespace

std::optional<Failure> unavailable() {
  const auto tried = attempt<const Library*>([] { return &Library::get(); });
  return std::holds_alternative<Failure>(tried) ? std::optional(std::get<Failure>(tried)) : std::nullopt;
}

std::variant<Image, Failure> to_image(const Inference& inference) {
  return attempt<Image>([&] { return Writer().run(inference); });
}

std::variant<Inference, Failure> from_bytes(std::string& bytes, const std::vector<std::string>& without) {
  return attempt<Inference>([&] { return Reader(bytes).run(without); });
}

}  // namespace scmc::store::netcdf
