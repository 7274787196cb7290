// Search that also knows what structures are called in other languages.
#pragma once

#include "anatomy/atlas.h"

#include <functional>

namespace dorsum::anatomy {

// Names and synonyms of a structure besides those of its terms.
using NamesOf = std::function<std::vector<std::string>(std::string_view id)>;

// As search() in atlas.h; accents and capitals do not matter.
std::vector<StructureIndex> search(const Atlas& atlas, std::string_view words, const NamesOf& names_of, std::size_t count = 20);

} // namespace dorsum::anatomy
