#include "scene/nerve_line.h"

#include <algorithm>
#include <array>
#include <map>
#include <queue>

namespace dorsum::scene {

namespace {

constexpr float k_step_mm = 8; // longer than a ring is wide, so that every step holds a whole ring
constexpr float k_end_mm = 7;  // what belongs to the cap of the upper end

// Vertices that lie on one another are one: normals may split them.
struct Net {
    std::vector<glm::vec3> points;
    std::vector<std::vector<std::uint32_t>> next;
};
Net net_of(const geometry::Mesh& mesh) {
    Net net;
    std::map<std::array<float, 3>, std::uint32_t> at;
    std::vector<std::uint32_t> point_of(mesh.positions.size());
    for (std::uint32_t v = 0; v < mesh.positions.size(); ++v) {
        const auto p = mesh.positions[v];
        const auto [found, fresh] = at.try_emplace({p.x, p.y, p.z}, static_cast<std::uint32_t>(net.points.size()));
        if (fresh) net.points.push_back(p);
        point_of[v] = found->second;
    }
    net.next.resize(net.points.size());
    for (std::size_t i = 0; i < mesh.indices.size(); ++i) {
        const auto a = point_of[mesh.indices[i]], b = point_of[mesh.indices[i % 3 == 2 ? i - 2 : i + 1]];
        net.next[a].push_back(b);
        net.next[b].push_back(a);
    }
    return net;
}

// Lengths of the shortest ways along edges from the upper end; what is not reached stays below zero.
void measure_from(std::uint32_t top, const Net& net, std::vector<float>& way) {
    using Reached = std::pair<float, std::uint32_t>;
    std::priority_queue<Reached, std::vector<Reached>, std::greater<>> open;
    open.push({0, top});
    while (!open.empty()) {
        const auto [length, point] = open.top();
        open.pop();
        if (way[point] >= 0) continue;
        way[point] = length;
        for (auto other : net.next[point]) {
            const auto ahead = length + glm::distance(net.points[point], net.points[other]);
            if (way[other] < 0)
                open.push({glm::distance(net.points[top], net.points[other]) < k_end_mm ? 0 : ahead, other});
        }
    }
}

} // namespace

std::vector<anatomy::CentreLine> tube_lines(const anatomy::Structure& structure, const anatomy::SpineRest& spine) {
    const auto& mesh = anatomy::mesh_at(structure, 0);
    const auto net = net_of(mesh);
    std::vector<std::uint32_t> from_top(net.points.size());
    for (std::uint32_t i = 0; i < from_top.size(); ++i) from_top[i] = i;
    std::stable_sort(from_top.begin(), from_top.end(),
                     [&](auto a, auto b) { return net.points[a].y > net.points[b].y; });
    std::vector<float> way(net.points.size(), -1);
    std::vector<anatomy::CentreLine> lines;
    for (auto top : from_top) {
        if (way[top] >= 0) continue;
        const auto before = way;
        measure_from(top, net, way);
        struct Slice {
            glm::vec3 sum{0};
            float count = 0;
        };
        std::map<int, Slice> slices;
        for (std::uint32_t i = 0; i < net.points.size(); ++i) {
            if (way[i] < 0 || before[i] >= 0) continue;
            auto& slice = slices[static_cast<int>(way[i] / k_step_mm)];
            slice.sum += net.points[i];
            slice.count += 1;
        }
        anatomy::CentreLine line{structure.terms.id, {}, {}};
        for (const auto& [step, slice] : slices) line.points_mm.push_back(slice.sum / slice.count);
        // A slice that holds half a ring lies beside the middle; its neighbours do so to the other side.
        const auto raw = line.points_mm;
        for (std::size_t i = 1; i + 1 < raw.size(); ++i)
            line.points_mm[i] = 0.25f * raw[i - 1] + 0.5f * raw[i] + 0.25f * raw[i + 1];
        for (const auto p : line.points_mm) line.skin.push_back(anatomy::skin_weights_at(structure.terms, spine, p));
        if (line.points_mm.size() > 1) lines.push_back(std::move(line));
    }
    return lines;
}

} // namespace dorsum::scene
