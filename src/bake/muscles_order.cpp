#include "bake/muscles_order.h"

#include "bake/muscles_points.h"
#include "geometry/curve.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <set>
#include <tuple>

namespace dorsum::bake::muscles {
namespace {

constexpr float k_cell_mm = 16; // paths that come so near may touch
constexpr float k_bone_reach_mm = 14;
constexpr int k_lines = 9, k_steps = 24;

using Cell = std::tuple<int, int, int>;

// Everything that shares one sheet.
struct Group {
    const Row* whole = nullptr;
    std::vector<std::string> members; // ids without the side
    std::set<Cell> cells;
    geometry::Bounds box;
    int rank = 0; // how many layers lie beneath
};

// The intercostals have no path of their own: they are where the ribs are.
std::vector<geometry::Polyline> rib_lines(const Anchors& anchors) {
    std::vector<geometry::Polyline> lines;
    for (const std::string& n : expand_ids({"{1..12}"})) {
        lines.emplace_back();
        for (const char* part : {"rib_tubercle.", "rib_angle.", "rib_lateral."})
            lines.back().push_back(point_of(part + n + ".left", anchors));
    }
    return lines;
}

std::vector<geometry::Polyline> lines_of(const Row& row, const Anchors& anchors) {
    if (row.kind == Kind::intercostal) return rib_lines(anchors);
    if (row.origin.empty() || row.insertion.empty()) return {};
    std::vector<std::vector<glm::vec3>> curves{points_of(expand_ids(row.origin), anchors)};
    for (const auto& via : row.via) curves.push_back(points_of(via, anchors));
    curves.push_back(points_of(expand_ids(row.insertion), anchors));
    std::vector<geometry::Polyline> lines;
    if (row.kind == Kind::strap) {
        lines.emplace_back();
        for (const auto& curve : curves) lines[0].insert(lines[0].end(), curve.begin(), curve.end());
    } else if (row.kind == Kind::fascicles || row.kind == Kind::slips) {
        for (std::size_t i = 0; i < curves.front().size(); ++i)
            lines.push_back({curves.front()[i], curves.back()[std::min(i, curves.back().size() - 1)]});
    } else {
        for (int k = 0; k < k_lines; ++k) {
            lines.emplace_back();
            for (const auto& curve : curves)
                lines.back().push_back(curve.size() == 1 ? curve[0] : geometry::point_at(curve, float(k) / float(k_lines - 1)));
        }
    }
    return lines;
}

void find_place(Group& group, const Anchors& anchors) {
    for (const auto& line : lines_of(*group.whole, anchors))
        for (const glm::vec3 p : geometry::resample(line, k_steps)) {
            group.box.add(p);
            const glm::ivec3 c(glm::floor(p / k_cell_mm));
            for (int x = -1; x <= 1; ++x)
                for (int y = -1; y <= 1; ++y)
                    for (int z = -1; z <= 1; ++z) group.cells.emplace(c.x + x, c.y + y, c.z + z);
        }
}

bool meet(const Group& a, const Group& b) {
    const auto& [few, many] = a.cells.size() < b.cells.size() ? std::tie(a.cells, b.cells) : std::tie(b.cells, a.cells);
    return std::any_of(few.begin(), few.end(), [&m = many](const Cell& c) { return m.contains(c); });
}

std::string without_side(std::string id) {
    if (id.ends_with(".left")) id.resize(id.size() - 5);
    return id;
}

std::map<std::string, geometry::Bounds> bone_boxes(const Anchors& anchors) {
    std::map<std::string, geometry::Bounds> out;
    for (const auto& [name, at] : anchors)
        if (const std::string bone = bone_of_anchor(name); !bone.empty() && !bone.ends_with(".right")) out[bone].add(at);
    return out;
}

bool near(const geometry::Bounds& a, const geometry::Bounds& b) {
    return glm::all(glm::lessThanEqual(a.min - k_bone_reach_mm, b.max)) &&
           glm::all(glm::lessThanEqual(b.min - k_bone_reach_mm, a.max));
}

std::vector<Group> groups_of(const std::vector<Part>& parts) {
    std::vector<Group> groups;
    std::map<std::string, std::size_t> by_whole;
    for (const Part& part : parts) {
        const auto [at, fresh] = by_whole.emplace(part.whole.id, groups.size());
        if (fresh) groups.push_back({&part.whole, {}, {}, {}, 0});
        groups[at->second].members.push_back(part.row.id);
    }
    std::map<std::string, std::size_t> group_of;
    for (std::size_t g = 0; g < groups.size(); ++g)
        for (const std::string& id : groups[g].members) group_of[id] = g;
    // Layers beneath, by the longest way down; a ring of rows is cut where it closes (the plan reports it).
    std::vector<int> state(groups.size(), 0);
    const std::function<int(std::size_t)> rank = [&](std::size_t g) {
        if (state[g] != 0) return groups[g].rank;
        state[g] = 1;
        const Row& row = *groups[g].whole;
        for (const auto* first : {&row.over, &row.after, &row.origin_bones, &row.insertion_bones}) // a tract that holds an end is there first
            for (const std::string& below : expand_ids(*first))
                if (const auto found = group_of.find(without_side(below)); found != group_of.end() && found->second != g)
                    groups[g].rank = std::max(groups[g].rank, 1 + rank(found->second));
        return groups[g].rank;
    };
    for (std::size_t g = 0; g < groups.size(); ++g) rank(g);
    std::stable_sort(groups.begin(), groups.end(), [](const Group& a, const Group& b) { return a.rank < b.rank; });
    return groups;
}

} // namespace

std::map<std::string, std::vector<std::string>> neighbours(const std::vector<Part>& parts, const Anchors& anchors) {
    std::vector<Group> groups = groups_of(parts);
    const auto bones = bone_boxes(anchors);
    std::map<std::string, std::vector<std::string>> out;
    for (std::size_t g = 0; g < groups.size(); ++g) {
        find_place(groups[g], anchors);
        std::vector<std::string> ids;
        for (const auto& [bone, box] : bones)
            if (near(groups[g].box, box)) ids.push_back(bone);
        for (std::size_t before = 0; before < g; ++before)
            if (meet(groups[before], groups[g]))
                for (const std::string& id : groups[before].members)
                    if (id.starts_with("muscle.")) ids.push_back(id + ".left");
        for (const std::string& id : groups[g].members) out[id] = ids;
    }
    return out;
}

} // namespace dorsum::bake::muscles
