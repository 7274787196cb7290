#include "scene/curve_report.h"

#include "geometry/skinning.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace dorsum::scene {

namespace {

using anatomy::Side;

constexpr int k_lod = 2; // stretch is a mean over a whole surface: the coarsest one serves

// Sums of area, and of area times posed over resting length along the fibres, of the part between two heights.
struct StretchSum {
    double area = 0, stretched = 0;
    void add(float weight, float stretch) { area += static_cast<double>(weight), stretched += static_cast<double>(weight) * static_cast<double>(stretch); }
    float percent() const { return area > 0 ? static_cast<float>(100 * (stretched / area - 1)) : 0; }
};

// Calls each(height at rest, area, posed over resting length along the fibres) for every triangle of a mesh.
template <class Each>
void for_stretches(const geometry::Mesh& mesh, std::span<const glm::mat4> palette, const Each& each) {
    if (mesh.fibres.size() != mesh.positions.size() || mesh.skin.size() != mesh.positions.size()) return;
    std::vector<glm::vec3> posed(mesh.positions.size());
    for (std::size_t i = 0; i < posed.size(); ++i) posed[i] = geometry::skin_point(mesh.positions[i], mesh.skin[i], palette);
    for (std::size_t t = 0; t + 2 < mesh.indices.size(); t += 3) {
        const auto a = mesh.indices[t], b = mesh.indices[t + 1], c = mesh.indices[t + 2];
        const auto& p = mesh.positions;
        const float y = (p[a].y + p[b].y + p[c].y) / 3;
        const glm::vec3 e1 = p[b] - p[a], e2 = p[c] - p[a], normal = glm::cross(e1, e2);
        const float area2 = glm::length(normal);
        if (area2 < 1e-6f) continue;
        glm::vec3 along = mesh.fibres[a] + mesh.fibres[b] + mesh.fibres[c];
        along -= normal * (glm::dot(along, normal) / (area2 * area2));
        const float length = glm::length(along);
        if (length < 1e-3f) continue;
        along /= length;
        // along = u e1 + v e2, in the plane of the triangle
        const float d11 = glm::dot(e1, e1), d12 = glm::dot(e1, e2), d22 = glm::dot(e2, e2), det = d11 * d22 - d12 * d12;
        const float r1 = glm::dot(along, e1), r2 = glm::dot(along, e2);
        const float u = (r1 * d22 - r2 * d12) / det, v = (r2 * d11 - r1 * d12) / det;
        const float now = glm::length(u * (posed[b] - posed[a]) + v * (posed[c] - posed[a]));
        each(y, area2, std::clamp(now, 0.2f, 3.0f));
    }
}

void add_stretch(StretchSum& sum, const geometry::Mesh& mesh, std::span<const glm::mat4> palette, float low_y, float high_y) {
    for_stretches(mesh, palette, [&](float y, float area, float stretch) {
        if (y >= low_y && y <= high_y) sum.add(area, stretch);
    });
}

// The vertebra at a height at rest.
anatomy::Level level_at(float y_mm, const anatomy::Atlas& atlas) {
    const auto& frames = atlas.spine.frames;
    const auto nearest = std::min_element(frames.begin(), frames.end(), [&](const auto& a, const auto& b) { return std::abs(a.centre_mm.y - y_mm) < std::abs(b.centre_mm.y - y_mm); });
    return anatomy::Level(static_cast<std::size_t>(nearest - frames.begin()));
}

// Slices of the muscle from its lower end to its upper one. A triangle counts in the two slices that it lies between; a slice without any
// has what its neighbours have.
std::optional<FibreChange> change_of(anatomy::StructureIndex muscle, const anatomy::Atlas& atlas, std::span<const glm::mat4> palette) {
    constexpr int last = static_cast<int>(k_stretch_places) - 1, smoothing_passes = 2;
    const auto& structure = atlas.at(muscle);
    FibreChange change{muscle, 0, structure.bounds.min.y, structure.bounds.max.y, {}, {}, {}};
    const float height = change.high_mm - change.low_mm;
    if (height <= 0) return std::nullopt;
    StretchSum whole;
    std::array<StretchSum, k_stretch_places> slices;
    for_stretches(anatomy::mesh_at(structure, k_lod), palette, [&](float y, float area, float stretch) {
        whole.add(area, stretch);
        const float place = std::clamp((y - change.low_mm) / height, 0.0f, 1.0f) * static_cast<float>(last);
        const int lower = std::min(static_cast<int>(place), last - 1);
        const float share = place - static_cast<float>(lower);
        slices[static_cast<std::size_t>(lower)].add((1 - share) * area, stretch);
        slices[static_cast<std::size_t>(lower + 1)].add(share * area, stretch);
    });
    if (whole.area <= 0) return std::nullopt;
    change.percent = whole.percent();
    for (int pass = 0; pass < smoothing_passes; ++pass) { // the coarse mesh's rings are no bands of the muscle
        const auto before = slices;
        for (int i = 0; i <= last; ++i) {
            const auto &down = before[static_cast<std::size_t>(std::max(i - 1, 0))], &up = before[static_cast<std::size_t>(std::min(i + 1, last))];
            auto& slice = slices[static_cast<std::size_t>(i)];
            slice.area = 0.5 * slice.area + 0.25 * (down.area + up.area), slice.stretched = 0.5 * slice.stretched + 0.25 * (down.stretched + up.stretched);
        }
    }
    for (int i = 0; i <= last; ++i) {
        const auto at = static_cast<std::size_t>(i);
        const float percent = slices[at].area > 0 ? slices[at].percent() : i ? change.along[at - 1] : change.percent;
        change.along[at] = percent;
        const FibreChange::Part part{percent, level_at(change.low_mm + height * static_cast<float>(i) / static_cast<float>(last), atlas)};
        if (i == 0 || percent < change.shortest.percent) change.shortest = part;
        if (i == 0 || percent > change.longest.percent) change.longest = part;
    }
    return change;
}

// How far the ribs of one side stand out backwards at a level, and how far to the side that is.
std::optional<glm::vec2> farthest_back(const anatomy::Atlas& atlas, int rib, Side side, glm::vec3 centre, glm::vec3 back,
                                       std::span<const glm::mat4> palette) {
    const auto index = atlas.find("rib." + std::to_string(rib) + "." + std::string(anatomy::side_name(side)));
    if (!index.valid()) return std::nullopt;
    const auto& mesh = anatomy::mesh_at(atlas.at(index), k_lod);
    if (mesh.skin.size() != mesh.positions.size()) return std::nullopt;
    std::optional<glm::vec2> most;
    for (std::size_t i = 0; i < mesh.positions.size(); ++i) {
        const auto p = geometry::skin_point(mesh.positions[i], mesh.skin[i], palette) - centre;
        if (std::abs(p.x) < 30) continue; // beside the spine, not on it
        const float height = glm::dot(p, back);
        if (!most || height > most->y) most = glm::vec2(p.x, height);
    }
    return most;
}

} // namespace

std::vector<FibreChange> fibre_changes(const std::vector<anatomy::StructureIndex>& muscles, const anatomy::Atlas& atlas,
                                       std::span<const glm::mat4> palette) {
    std::vector<FibreChange> out;
    for (const auto muscle : muscles)
        if (const auto change = change_of(muscle, atlas, palette)) out.push_back(*change);
    return out;
}

RibHump rib_hump(const anatomy::Atlas& atlas, std::span<const anatomy::VertebraFrame, anatomy::k_level_count> frames,
                 std::span<const glm::mat4> palette) {
    RibHump hump;
    for (int rib = 3; rib <= 11; ++rib) {
        const auto at = anatomy::level_t(rib).value;
        const auto up = glm::normalize(frames[at - 1].centre_mm - frames[at + 1].centre_mm);
        const auto left = glm::normalize(glm::vec3(1, 0, 0) - up * up.x);
        const auto back = -glm::cross(left, up);
        const auto l = farthest_back(atlas, rib, Side::left, frames[at].centre_mm, back, palette);
        const auto r = farthest_back(atlas, rib, Side::right, frames[at].centre_mm, back, palette);
        if (!l || !r) continue;
        const float higher = l->y - r->y;
        if (std::abs(higher) <= hump.height_mm) continue;
        hump = {anatomy::level_t(rib), higher > 0 ? Side::left : Side::right, std::abs(higher),
                glm::degrees(std::atan2(std::abs(higher), std::max(1.0f, l->x - r->x)))};
    }
    return hump;
}

std::vector<anatomy::StructureIndex> fibre_muscles(const session::SessionState& state, const session::Context& context) {
    std::vector<anatomy::StructureIndex> out;
    const auto* condition = context.catalog.find_condition(state.condition);
    if (!condition) return out;
    for (const auto& selector : condition->fibre_length)
        if (const auto found = anatomy::resolve(context.atlas, selector))
            for (const auto s : found->structures)
                if (std::find(out.begin(), out.end(), s) == out.end()) out.push_back(s);
    return out;
}

CurveReport curve_report(const session::SessionState& state, const session::Context& context) {
    CurveReport report;
    const auto& atlas = context.atlas;
    const auto measure = measure_spine(state, atlas, context.catalog.body_model);
    auto upright = state; // the curve's own share: bending forward lengthens every muscle of the back
    upright.forward_bend = 0;
    const auto palette = shown_palette(upright, context);
    report.curves = measure.curves;
    for (std::size_t i = anatomy::level_c(2).value; i + 1 < anatomy::k_level_count; ++i) {
        report.length_mm += glm::distance(measure.frames[i].centre_mm, measure.frames[i + 1].centre_mm);
        report.rest_length_mm += glm::distance(atlas.spine.frames[i].centre_mm, atlas.spine.frames[i + 1].centre_mm);
    }
    const auto pose = shown_pose(state, context);
    report.hump = rib_hump(atlas, anatomy::bend(measure.body, pose, context.catalog.body_model), shown_palette(state, context));
    const auto muscles = fibre_muscles(state, context);
    report.fibres = fibre_changes(muscles, atlas, palette);
    const auto main = std::max_element(report.curves.begin(), report.curves.end(), [](const auto& a, const auto& b) { return a.cobb_deg < b.cobb_deg; });
    if (main == report.curves.end()) return report;
    const float high = atlas.spine.frames[main->upper.value].centre_mm.y, low = atlas.spine.frames[main->lower.value].centre_mm.y;
    StretchSum convex, concave;
    for (const auto muscle : muscles) {
        const auto side = atlas.at(muscle).terms.side;
        if (side == Side::none) continue;
        add_stretch(side == main->convex ? convex : concave, anatomy::mesh_at(atlas.at(muscle), k_lod), palette, low, high);
    }
    report.convex_percent = convex.percent();
    report.concave_percent = concave.percent();
    return report;
}

} // namespace dorsum::scene
