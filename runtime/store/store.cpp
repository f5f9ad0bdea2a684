#include "runtime/store/store.h"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>

#include "runtime/data/problems.h"
#include "runtime/data/table.h"
#include "runtime/data/write.h"
#include "runtime/store/columns.h"
#include "runtime/store/formats.h"
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
                 "write `fit.nc`, which scmc reads back; or `fit.json`, `draws.csv`, `fit.stan.csv`, which others read");
}

data::Problem no_library(const std::string& path, const std::string& reason) {
  return problem(path, "E0922", "the NetCDF library cannot be loaded", "the system says: " + reason,
                 "install it: apt-get install libnetcdf19");
}

data::Problem not_kept(const std::string& path, const std::string& reason) {
  return problem(path, "E0923", "the fit cannot be written as NetCDF", "the library says: " + reason, "please report it with the model");
}

/// A format that is written and not read, or no fit at all.
data::Problem not_read(const std::string& path) {
  return problem(path, "E0924", "`" + path + "` is no NetCDF file", "of the formats that `-o` writes, scmc reads this one alone",
                 "name the `.nc` file of the fit; `-o fit.nc` may stand beside other `-o`");
}

data::Problem not_a_fit(const std::string& path, const std::string& reason) {
  return problem(path, "E0924", "`" + path + "` is no NetCDF file, or a damaged one", reason,
                 "name a file that `scmc run -o fit.nc` wrote, or write it again");
}

using Written = std::optional<data::Problem>;

Written write_netcdf(const std::string& path, const Inference& inference) {
  const auto image = netcdf::to_image(inference);
  if (const auto* failure = std::get_if<netcdf::Failure>(&image)) return not_kept(path, failure->reason);
  return data::write_file(path, std::get<netcdf::Image>(image).bytes());
}

/// `fit.stan.csv` is `fit_1.stan.csv`, `fit_2.stan.csv`, ...
Written write_cmdstan(const std::string& path, const Inference& inference) {
  std::vector<std::pair<std::string, std::string>> files;
  const std::string ending = ".stan.csv", stem = path.substr(0, path.size() - ending.size());
  for (std::size_t chain = 0; chain < chains(inference); ++chain)
    files.emplace_back(stem + "_" + std::to_string(chain + 1) + ending, to_cmdstan(inference, chain));
  return data::write_files(files);
}

struct Format {
  std::string ending;
  enum Holds { Draws, Densities, Groups } holds;  ///< each what the one before does, too
  Written (*write)(const std::string& path, const Inference& inference);
};

/// The first ending that fits.
const std::vector<Format>& formats() {
  static const std::vector<Format> all = {
      {".nc", Format::Groups, write_netcdf},
      {".json", Format::Groups, [](const auto& path, const auto& inference) { return data::write_file(path, to_json(inference)); }},
      {".stan.csv", Format::Densities, write_cmdstan},
      {".csv", Format::Draws, [](const auto& path, const auto& inference) { return data::write_file(path, to_csv(inference)); }}};
  return all;
}

const Format* format_of(const std::string& path) {
  const auto name = path.substr(path.find_last_of('/') + 1);
  const auto found = std::ranges::find_if(formats(), [&](const Format& format) { return name.ends_with(format.ending); });
  return found == formats().end() || name == found->ending ? nullptr : &*found;
}

}  // namespace

std::optional<data::Problem> objection_to_place(const std::string& path) {
  struct stat status{};
  if (::stat(path.c_str(), &status) == 0 && S_ISDIR(status.st_mode)) return data::problems::unwritable(path, EISDIR);
  const auto folder = std::filesystem::path(path).parent_path();
  if (::access(folder.empty() ? "." : folder.c_str(), W_OK | X_OK) != 0) return data::problems::unwritable(path, errno);
  return std::nullopt;
}

std::optional<data::Problem> objection(const std::string& path) {
  const auto* format = format_of(path);
  if (!format) return no_format(path);
  if (auto problem = objection_to_place(path)) return problem;
  if (format->write != write_netcdf) return std::nullopt;
  if (const auto failure = netcdf::unavailable()) return no_library(path, failure->reason);
  return std::nullopt;
}

bool keeps_densities(const std::string& path) {
  const auto* format = format_of(path);
  return format && format->holds != Format::Draws;
}

bool keeps_groups(const std::string& path) {
  const auto* format = format_of(path);
  return format && format->holds == Format::Groups;
}

std::optional<data::Problem> write(const std::string& path, const Inference& inference) {
  if (auto reason = objection(path)) return reason;
  return format_of(path)->write(path, inference);
}

data::Outcome<Inference> read(const std::string& path, const std::vector<std::string>& without) {
  if (const auto* format = format_of(path); format && format->write != write_netcdf) return not_read(path);
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
      {"E0921", "a name that says no format of fits", R"(`-o` keeps a fit, and the end of the name says how. `scmc predict`, `summary`
and `compare` read .nc alone; ArviZ reads .nc, .json and .stan.csv.

wrong:  scmc run model.scm --observe data.csv -o fit.txt
right:  scmc run model.scm --observe data.csv -o fit.nc
        scmc run model.scm --observe data.csv -o fit.nc -o fit.stan.csv)"},
      {"E0922", "the NetCDF library cannot be loaded",
       R"(Fits are written and read by Debian's package libnetcdf19. It is loaded when a fit is kept or predicted from, and by no other command.)"},
      {"E0923", "a fit that cannot be written", R"(The NetCDF library refused what it was given: a name or a size beyond its limits.)"},
      {"E0924", "not a NetCDF file, or a damaged one",
       R"(`scmc predict`, `summary` and `compare` read what `scmc run -o fit.nc` wrote. Every number is stored with a checksum: a file that lost its end, or of which the disk
changed something, is refused as a whole.

wrong:  scmc predict data.csv --do z=1
right:  scmc predict fit.nc --do z=1)"}};
  return kinds;
}

}  // namespace scmc::store
