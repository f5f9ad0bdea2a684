#include "cli/underway.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>

#include "runtime/data/problems.h"
#include "runtime/store/store.h"

namespace scmc::cli {
namespace {

constexpr std::string_view ending = ".partial";

std::string folder_of(const std::string& output) { return output + std::string(ending); }
std::string without_ending(std::string path) {
  while (path.ends_with('/')) path.pop_back();
  if (path.ends_with(ending)) path.resize(path.size() - ending.size());
  return path;
}
std::string spec_in(const std::string& folder) { return folder + "/run.nc"; }
std::string resume(const std::string& output) { return "`scmc run --resume " + output + "`"; }

Diagnostic in_the_way(const std::string& output) {
  return {.code = "E0941",
          .title = "a run for `" + output + "` has not ended",
          .notes = {"its draws are in `" + folder_of(output) + "`"},
          .hint = Hint{resume(output) + " goes on with it; `--fresh` forgets it and begins anew"}};
}

Diagnostic nothing_to_resume(const std::string& output) {
  const bool ended = std::filesystem::exists(output);
  return {.code = "E0942",
          .title = "there is no unfinished run for `" + output + "`",
          .notes = {ended ? "the run has ended: the file is whole" : "`" + folder_of(output) + "` is missing"},
          .hint = Hint{ended ? "`scmc predict " + output + "` answers from it" : "name the file that stood behind `-o`"}};
}

Diagnostic busy(const std::string& output) {
  return {.code = "E0943",
          .title = "the run for `" + output + "` is still going on",
          .notes = {"another process has `" + folder_of(output) + "`"},
          .hint = Hint{"wait for it, or stop it with Ctrl-C, which keeps what it has drawn"}};
}

[[noreturn]] void unwritable(Session& session, const std::string& path) {
  session.refuse(from_problem(data::problems::unwritable(path, errno)));
}

/// Held until the process ends, however it ends.
int lock(Session& session, const std::string& output) {
  const auto folder = folder_of(output);
  const int file = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (file < 0) unwritable(session, folder);
  if (::flock(file, LOCK_EX | LOCK_NB) == 0) return file;
  ::close(file);
  session.refuse(busy(output));
}

}  // namespace

Underway::Underway(std::string output, int lock)
    : output_(std::move(output)), lock_(lock), journal_(std::make_unique<sample::Journal>(folder_of(output_))) {}
Underway::Underway(Underway&& other) noexcept
    : output_(std::move(other.output_)), lock_(std::exchange(other.lock_, -1)), journal_(std::move(other.journal_)) {}
Underway::~Underway() {
  if (lock_ >= 0) ::close(lock_);
}

Underway Underway::begin(Session& session, const Bound& bound, const Origin& origin, const Request& request, bool forget) {
  const auto& output = request.outputs.front();
  const auto folder = folder_of(output);
  std::error_code error;
  if (std::filesystem::exists(spec_in(folder)) && !forget) {
    ::close(lock(session, output));  // says so if it is still going on
    session.refuse(in_the_way(output));
  }
  std::filesystem::create_directory(folder, error);
  Underway result(output, lock(session, output));
  for (const auto& entry : std::filesystem::directory_iterator(folder, error)) std::filesystem::remove(entry.path(), error);
  auto spec = to_inference_without_draws(session, bound, origin);
  spec.attributes.emplace_back("asked_interventions", request.interventions);
  spec.attributes.emplace_back("asked_queries", request.queries);
  spec.attributes.emplace_back("asked_outputs", request.outputs);
  spec.attributes.emplace_back("asked_draws_out", request.draws_out);
  spec.attributes.emplace_back("asked_predictive", static_cast<std::int64_t>(request.predictive));
  spec.attributes.emplace_back("asked_prior", static_cast<std::int64_t>(request.prior));
  if (const auto problem = store::write(spec_in(folder), spec)) {
    result.forget();
    session.refuse(from_problem(*problem));
  }
  return result;
}

Underway Underway::open(Session& session, const std::string& path) {
  const auto output = without_ending(path);
  if (!std::filesystem::exists(spec_in(folder_of(output)))) session.refuse(nothing_to_resume(output));
  return {output, lock(session, output)};
}

KeptFit Underway::begun_with(Session& session) const { return open_fit(session, spec_in(folder_of(output_))); }

Request Underway::request(const KeptFit& begun_with) const {
  const auto& attributes = begun_with.inference.attributes;
  const auto* draws_out = store::attribute<store::Text>(attributes, "asked_draws_out");
  const auto is_asked = [&](std::string_view name) {
    const auto* flag = store::attribute<std::int64_t>(attributes, name);
    return flag && *flag != 0;
  };
  auto outputs = store::texts(attributes, "asked_outputs");
  outputs.front() = output_;  // the folder may have been moved
  return {.interventions = store::texts(attributes, "asked_interventions"),
          .queries = store::texts(attributes, "asked_queries"),
          .outputs = std::move(outputs),
          .draws_out = draws_out ? *draws_out : "",
          .predictive = is_asked("asked_predictive"),
          .prior = is_asked("asked_prior")};
}

void Underway::forget() {
  std::error_code error;
  std::filesystem::remove(spec_in(folder_of(output_)), error);  // first: without it, nothing else is taken for a run
  std::filesystem::remove_all(folder_of(output_), error);
}

void Underway::forget_unless_begun() {
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(folder_of(output_), error))
    if (entry.path() != spec_in(folder_of(output_))) return;
  if (!journal_->failed) forget();
}

std::string how_to_go_on(const sample::Journal& journal) { return resume(without_ending(journal.folder())); }

Diagnostic cannot_go_on(const sample::Journal& journal, const sample::Damaged& damaged) {
  return {.code = "E0944",
          .title = "the run for `" + without_ending(journal.folder()) + "` cannot go on",
          .notes = {damaged.what(), "a file in `" + journal.folder() + "` was changed, or another scmc wrote it"},
          .hint = Hint{"begin anew: `scmc run ... --fresh -o " + without_ending(journal.folder()) + "`"}};
}

Diagnostic cannot_keep(const sample::Journal& journal, const sample::JournalFailure& failure) {
  return {.code = "E0945",
          .title = "the draws cannot be kept in `" + failure.path + "`",
          .notes = {std::string("the system says: ") + std::strerror(failure.error_number), "what was kept until then is safe"},
          .hint = Hint{(failure.error_number == ENOSPC ? "make room there; then " : "when that is mended, ") + how_to_go_on(journal) +
                       " goes on"}};
}

}  // namespace scmc::cli
