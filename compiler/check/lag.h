/// Which indices look back.
#pragma once
#include "compiler/check/term.h"

namespace scmc {

/// Is it an earlier position: `t - k` with k a positive constant, or counted by another dimension?
bool is_lag(DimId dim, const TermPtr& item);

}  // namespace scmc
