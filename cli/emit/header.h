/// An emission as text: the header of a model, and its data.
#pragma once
#include <string>

#include "cli/emit/programs.h"

namespace scmc::cli {

struct EmittedText {
  std::string header;  ///< NAME.h
  std::string data;    ///< NAME_data.h
  std::string json;    ///< NAME.json; empty where the data are few and stand in NAME_data.h
};

struct EmittedAbout {
  std::string name;                ///< of the namespace and the files
  std::string model, text;         ///< the model's file, and what it says
  std::vector<std::string> files;  ///< of data
};

EmittedText emitted_text(const Session& session, const Emission& emission, const EmittedAbout& about);

/// What the first line of every file of an emission begins with, behind its comment sign: by it scmc knows its own.
std::string emitted_mark();

}  // namespace scmc::cli
