/// The data of an emission as text: the struct that holds them, and what it holds.
#pragma once
#include <string>

#include "cli/emit/header.h"
#include "cli/emit/members.h"

namespace scmc::cli {

/// `used`: the text that speaks of sizes.
std::string data_struct(const Emission& emission, const Members& members, const std::string& used);

/// NAME_data.h, and NAME.json where it needs that.
void add_data(const Members& members, const EmittedAbout& about, EmittedText& text);

}  // namespace scmc::cli
