#include "anatomy/atlas.h"

#include <algorithm>

namespace dorsum::anatomy {

StructureIndex Atlas::find(std::string_view id) const {
    const auto at = by_id.find(std::string(id));
    return at == by_id.end() ? StructureIndex() : at->second;
}

const Landmark* Atlas::find_landmark(std::string_view id) const {
    const auto at = std::find_if(landmarks.begin(), landmarks.end(), [&](const auto& l) { return l.id == id; });
    return at == landmarks.end() ? nullptr : &*at;
}

const CentreLine* Atlas::find_centre_line(std::string_view structure_id) const {
    const auto at = std::find_if(centre_lines.begin(), centre_lines.end(),
                                 [&](const auto& l) { return l.structure_id == structure_id; });
    return at == centre_lines.end() ? nullptr : &*at;
}

} // namespace dorsum::anatomy
