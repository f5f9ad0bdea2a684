/// Emissions in folders: what scmc wrote there before is replaced, what others wrote is not touched.
#pragma once
#include <string>

#include "cli/emit/header.h"

namespace scmc::cli {

/// The name of an emission, from its model's file: `ads.scm` is `ads`, and `google_ads/model.scm` is `google_ads`.
std::string emission_name(const std::string& model);

/// Refuses where the folder cannot be made, or holds files of others under the names of the emission's own.
void write_emission(Session& session, const std::string& folder, const std::string& name, const EmittedText& text);

}  // namespace scmc::cli
