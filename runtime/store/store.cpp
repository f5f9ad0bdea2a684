#include "runtime/store/store.h"

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>

#include "runtime/data/problems.h"
#include "runtime/data/table.h"
#include "runtime/data/write.h"
#include "runtime/store/netcdf.h"

namespace scmc::store {
namespace {

data::Problem problem(const std::string& file, std::string code, std::string title, std::string note, std::string hint) {
  data::Problem result;
  result.file = file, result.code = std::move(code);
  result.title = std::move(title), result.note = std::move(note), result.hint = std::move(hint);
  return result;
}

data::Problem no_format(const std::string& path) {
  return problem(path, "E0921", "`" + path + "` names no format of fits", "the end of the name says how it is written",
                 "write `fit.nc`, a NetCDF file");
}

data::Problem no_library(const std::string& path, const std::string& reason) {
  return problem(path, "E0922", "the NetCDF library cannot be loaded", "the system says: " + reason,
                 "install it: apt-get install libnetcdf19");
}

data::Problem not_kept(const std::string& path, const std::string& reason) {
  return problem(path, "E0923", "the fit cannot be written as NetCDF", "the library says: " + reason, "please report it with the model");
}

data::Problem not_a_fit(const std::string& path, const std::string& reason) {
  return problem(path, "E0924", "`" + path + "` is no NetCDF file, or a damaged one", reason,
                 "name a file that `scmc run -o fit.nc` wrote, or write it again");
}

}  // namespace

std::optional<data::Problem> objection(const std::string& path) {
  if (!path.ends_with(".nc") || path == ".nc" || path.ends_with("/.nc")) return no_format(path);
  struct stat status{};
  if (::stat(path.c_str(), &status) == 0 && S_ISDIR(status.st_mode)) return data::problems::unwritable(path, EISDIR);
  const auto folder = std::filesystem::path(path).parent_path();
  if (::access(folder.empty() ? "." : folder.c_str(), W_OK | X_OK) != 0) return data::problems::unwritable(path, errno);
  if (const auto failure = netcdf::unavailable()) return no_library(path, failure->reason);
  return std::nullopt;
}

std::optional<data::Problem> write(const std::string& path, const Inference& inference) {
  if (auto reason = objection(path)) return reason;
  const auto image = netcdf::to_image(inference);
  if (const auto* failure = std::get_if<netcdf::Failure>(&image)) return not_kept(path, failure->reason);
  return data::write_file(path, std::get<netcdf::Image>(image).bytes());
}

data::Outcome<Inference> read(const std::string& path, const std::vector<std::string>& without) {
  auto bytes = data::read_file(path);
  if (!bytes) return bytes.problems;
  const auto begins = [&](std::string_view with) { return std::string_view(*bytes.value).starts_with(with); };
  if (!begins("\x89HDF") && !begins("CDF")) return not_a_fit(path, "it does not begin like one");
  auto inference = netcdf::from_bytes(*bytes.value, without);
  if (const auto* failure = std::get_if<netcdf::Failure>(&inference))
    return failure->no_library ? no_library(path, failure->reason) : not_a_fit(path, "the library says: " + failure->reason);
  return std::get<Inference>(std::move(inference));
}

const std::vector<data::ProblemKind>& problem_kinds() {
  static const std::vector<data::ProblemKind> kinds = {
      {"E0921", "a name that says no format of fits", R"(`-o` keeps a fit in a NetCDF file, which `scmc predict`, ArviZ and xarray read.

wrong:  scmc run model.scm --observe data.csv -o fit.txt
right:  scmc run model.scm --observe data.csv -o fit.nc)"},
      {"E0922", "the NetCDF library cannot be loaded",
       R"(Fits are written and read by Debian's package libnetcdf19. It is loaded when a fit is kept or predicted from, and by no other command.)"},
      {"E0923", "a fit that cannot be written", R"(The NetCDF library refused what it was given: a name or a size beyond its limits.)"},
      {"E0924", "not a NetCDF file, or a damaged one",
       R"(`scmc predict` reads what `scmc run -o` wrote. Every number is stored with a checksum: a file that lost its end, or of which the disk
changed something, is refused as a whole.

wrong:  scmc predict data.csv --do z=1
right:  scmc predict fit.nc --do z=1)"}};
  return kinds;
}

}  // namespace scmc::store
