/// `scmc explain CODE`: what a diagnostic means, with an example.
#include <iostream>

#include "cli/command.h"
#include "compiler/source/suggest.h"
#include "runtime/data/problem.h"

namespace scmc::cli {

void add_explain(CLI::App& app, Action& action) {
  auto* command = app.add_subcommand("explain", "what a diagnostic means: scmc explain E0207");
  auto code = std::make_shared<std::string>();
  command->add_option("code", *code, "the code in brackets behind `error`")->required();
  command->callback([code, &action] {
    action = [code] {
      if (const auto* entry = find_in_catalogue(*code)) {
        std::cout << entry->code << ": " << entry->title << "\n\n" << entry->explanation << "\n";
        return 0;
      }
      for (const auto& kind : data::problem_kinds())
        if (kind.code == *code) return std::cout << kind.code << ": " << kind.title << "\n\n" << kind.explanation << "\n", 0;
      std::vector<std::string> codes;
      for (const auto& entry : catalogue()) codes.emplace_back(entry.code);
      const auto near = closest(*code, codes);
      std::cerr << "error: there is no diagnostic `" << *code << "`" << (near.empty() ? "" : "; did you mean `" + near + "`?")
                << "\n  = hint: a diagnostic begins with its code: error[E0207]\n";
      return 1;
    };
  });
}

}  // namespace scmc::cli
