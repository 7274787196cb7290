// Where every nerve runs and how thick it is there: facts and anchors in, tubes out. Left side; the family mirrors.
#pragma once

#include "bake/nerves_canal.h"
#include "bake/nerves_site.h"

#include <string>

namespace dorsum::bake {

// A nerve by the middle of its id ("sciatic", "root_l5", "femoral"): the tubes that it is made of, its main course first.
std::vector<Tube> nerve_tubes(const NerveSite& site, const std::string& part);

// The course that others join or leave.
geometry::Polyline nerve_course(const NerveSite& site, const std::string& part);

// What a nerve and those that it joins or leaves keep clear of. Names that end in '.' are paired: "hip_bone.".
std::vector<std::string> nerve_neighbours(const Facts& facts, const std::string& part);

// nerves_sciatic.cpp: the trunk as a whole, by its passage at piriformis ("below", "through", "above"), and its two parts.
Tube sciatic_trunk(const NerveSite& site, const std::string& passage);
std::vector<Tube> sciatic_tubes(const NerveSite& site, const std::string& variant); // "a" .. "f"
std::vector<Tube> tibial_tubes(const NerveSite& site);
std::vector<Tube> common_fibular_tubes(const NerveSite& site);

// nerves_roots.cpp. level: "c1" .. "s4". From the sac through the foramen to the end, or into the nerve that it joins.
Tube root_tube(const NerveSite& site, const std::string& level);
glm::vec3 root_start(const NerveSite& site, const geometry::Polyline& canal, const std::string& level);

// nerves_branches.cpp: nerves that are written out in the facts ("nerves/branches/<part>").
std::vector<Tube> branch_tubes(const NerveSite& site, const std::string& part);

// nerves_cord.cpp
Tube cord_tube(const NerveSite& site);
Tube dural_sac_tube(const NerveSite& site);
// Left strands and the filum (the last one).
std::vector<Tube> cauda_strands(const NerveSite& site);

// A tube that keeps clear of its neighbours as the facts under this key say.
void keep_clear_by_facts(Tube& tube, const NerveSite& site, const std::string& key);

inline const std::vector<std::string>& cauda_levels() {
    static const std::vector<std::string> levels{"l1", "l2", "l3", "l4", "l5", "s1", "s2", "s3", "s4"};
    return levels;
}

} // namespace dorsum::bake
