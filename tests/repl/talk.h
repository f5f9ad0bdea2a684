/// A loop without a terminal, over a folder of its own.
#pragma once
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <regex>
#include <string>

#include "cli/repl/repl.h"

namespace scmc::cli::repl {

class Talk : public ::testing::Test {
 protected:
  Talk() {
    std::filesystem::create_directories(folder_);
    std::filesystem::current_path(folder_);
  }
  ~Talk() override {
    std::filesystem::current_path("/");
    std::filesystem::remove_all(folder_);
  }

  static void write(const std::string& name, const std::string& text) { std::ofstream(name) << text; }

  static Options quick() {
    Options options;
    options.sampler.warmup = 300, options.sampler.draws = 500;
    options.common.seed = 1;
    return options;
  }

  /// What is said to a line that is understood.
  std::string say(const std::string& text) {
    const auto reply = repl_.read(text);
    EXPECT_FALSE(reply.failed) << text << "\n" << reply.errors;
    return reply.text;
  }

  /// What is said to a line that is refused, after which nothing has changed.
  std::string refused(const std::string& text) {
    const auto* model = repl_.state().model.get();
    const auto* data = repl_.state().data.get();
    const auto reply = repl_.read(text);
    EXPECT_TRUE(reply.failed) << text << "\n" << reply.text;
    EXPECT_EQ(repl_.state().model.get(), model) << text;
    EXPECT_EQ(repl_.state().data.get(), data) << text;
    EXPECT_EQ(std::distance(std::sregex_iterator(reply.errors.begin(), reply.errors.end(), error_), std::sregex_iterator()), 1) << reply.errors;
    EXPECT_NE(reply.errors.find("hint: "), std::string::npos) << reply.errors;
    return reply.errors;
  }

  /// The mean of `-0.052 ± 0.030   94 % HDI ...`.
  double mean_of(const std::string& text) {
    const auto line = text.substr(text.find_last_of('\n', text.size() - 2) + 1);
    return std::stod(line);
  }

  std::filesystem::path folder_ = std::filesystem::temp_directory_path() / ("scmc_repl_" + std::to_string(::getpid()));
  std::regex error_{"(^|\\n)error"};
  Repl repl_{quick()};
};

}  // namespace scmc::cli::repl
