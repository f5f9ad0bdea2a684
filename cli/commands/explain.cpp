/// `scmc explain CODE`: what a diagnostic means, with an example.
#include <iostream>

#include "cli/catalogue.h"
#include "cli/command.h"
#include "compiler/source/suggest.h"

namespace scmc::cli {

void add_explain(CLI::App& app, Action& action) {
  auto* command = app.add_subcommand("explain", "what a diagnostic means: scmc explain E0207");
  auto code = std::make_shared<std::string>();
  command->add_option("code", *code, "the code in brackets behind `error` (default: list all codes)");
  command->callback([code, &action] {
    action = [code] {
      std::vector<std::string> codes;
      for (const auto& entry : all_explanations()) {
        if (code->empty()) std::cout << entry.code << "  " << entry.title << "\n";
        if (entry.code == *code) return std::cout << entry.code << ": " << entry.title << "\n\n" << entry.explanation << "\n", 0;
        codes.emplace_back(entry.code);
      }
      if (code->empty()) return 0;
      const auto near = closest(*code, codes);
      std::cerr << "error: there is no diagnostic `" << *code << "`" << (near.empty() ? "" : "; did you mean `" + near + "`?")
                << "\n  = hint: a diagnostic begins with its code: error[E0207]\n";
      return 1;
    };
  });
}

}  // namespace scmc::cli
