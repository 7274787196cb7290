// Where every nerve runs and how thick it is there: facts and anchors in, tubes out. Left side; the family mirrors.
#pragma once

#include "bake/nerves_canal.h"
#include "bake/nerves_tube.h"

#include <string>

namespace dorsum::bake {

Tube sciatic_tube(const BuildContext& context);
Tube tibial_tube(const BuildContext& context);
Tube common_fibular_tube(const BuildContext& context);

// level: "l1" .. "l5", "s1" .. "s4". From the sac through the foramen to the end in psoas, or into the nerve that it joins.
Tube root_tube(const BuildContext& context, const std::string& level);
glm::vec3 root_start(const BuildContext& context, const geometry::Polyline& canal, const std::string& level);

Tube cord_tube(const BuildContext& context);
// Left strands and the filum (the last one).
std::vector<Tube> cauda_strands(const BuildContext& context);

inline const std::vector<std::string>& root_levels() {
    static const std::vector<std::string> levels{"l1", "l2", "l3", "l4", "l5", "s1", "s2", "s3", "s4"};
    return levels;
}

} // namespace dorsum::bake
