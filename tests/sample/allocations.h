/// How often this program has called operator new.
#pragma once
#include <cstddef>

std::size_t count_allocations();
