#include "scene/caps.h"

#include "core/hash.h"
#include "core/parallel.h"
#include "scene/clefts.h"

#include <algorithm>

namespace dorsum::scene {

namespace {

using anatomy::Tissue;

constexpr float k_solid = 0.99f;
// Of the raster of clefts; the coarser one is a few milliseconds of a frame in which the plane moves.
constexpr float k_fine_cell_mm = 1, k_moving_cell_mm = 2.5f;

bool in_group(const anatomy::Terms& terms, std::string_view group) {
    return std::find(terms.groups.begin(), terms.groups.end(), group) != terms.groups.end();
}

CapKind kind_of(const anatomy::Terms& terms) {
    switch (terms.tissue) {
    case Tissue::bone: return CapKind::bone;
    case Tissue::cartilage: return CapKind::cartilage;
    case Tissue::disc: return in_group(terms, "nuclei") ? CapKind::nucleus : CapKind::annulus;
    case Tissue::ligament: return CapKind::ligament;
    case Tissue::muscle: return CapKind::muscle;
    case Tissue::fascia: return in_group(terms, "sheaths") ? CapKind::dura : CapKind::fascia;
    case Tissue::nerve: return CapKind::nerve;
    case Tissue::cord: return CapKind::cord;
    case Tissue::skin: break;
    }
    return CapKind::skin;
}

// Breadth of the band along the rim: cortical bone, epimysium, dura, the skin itself.
float rim_mm(CapKind kind) {
    switch (kind) {
    case CapKind::bone: return 1.5f;
    case CapKind::skin: return 2.2f;
    case CapKind::muscle: return 0.8f;
    case CapKind::annulus: return 0.55f;
    case CapKind::dura: return 0.5f;
    case CapKind::cord: return 1.0f;
    default: return 0.5f;
    }
}

bool at_rest(const std::vector<glm::mat4>& palette) {
    return std::all_of(palette.begin(), palette.end(), [](const glm::mat4& m) { return m == glm::mat4(1); });
}

bool meets(const geometry::Bounds& bounds, const CutPlane& plane, float slack_mm) {
    if (bounds.empty()) return false;
    const glm::vec3 half = 0.5f * bounds.size();
    const float reach = glm::dot(half, glm::abs(plane.normal)) + slack_mm;
    return std::abs(glm::dot(plane.normal, bounds.centre() - plane.point_mm)) <= reach;
}

// How far the bent spine carries anything away, at most.
float furthest_mm(const geometry::Bounds& bounds, const std::vector<glm::mat4>& palette) {
    float most = 0;
    for (const auto& m : palette)
        for (int i = 0; i < 8; ++i) {
            const glm::vec3 p((i & 1) ? bounds.max.x : bounds.min.x, (i & 2) ? bounds.max.y : bounds.min.y, (i & 4) ? bounds.max.z : bounds.min.z);
            most = std::max(most, glm::distance(p, glm::vec3(m * glm::vec4(p, 1))));
        }
    return most;
}

std::uint64_t key_of(const Frame& frame, const CutPlane& plane) {
    core::Hash64 hash;
    hash.value(plane.point_mm).value(plane.normal).value(frame.lod);
    for (const auto& m : frame.palette) hash.value(m);
    return hash.digest();
}

} // namespace

std::vector<Cap> cut_caps(const Frame& frame, const CutPlane& plane, ComposeCache& cache) {
    const auto& atlas = cache.atlas();
    auto& kept = cache.caps;
    const auto key = key_of(frame, plane);
    if (kept.key != key) kept = {key, {}};

    const bool straight = at_rest(frame.palette);
    const float slack = straight ? 0.0f : furthest_mm(atlas.bounds, frame.palette);
    struct Task {
        anatomy::StructureIndex structure;
        const geometry::Mesh* mesh;
        std::uint64_t version;
        CapKind kind;
        std::optional<CapShape> shape;
    };
    std::vector<Task> tasks;
    std::vector<std::pair<anatomy::StructureIndex, std::uint64_t>> wanted;
    for (const auto& item : frame.items) {
        const auto& structure = atlas.at(item.structure);
        Task task{item.structure, &anatomy::mesh_at(structure, frame.lod), key, kind_of(structure.terms), std::nullopt};
        for (const auto& changed : frame.overrides)
            if (changed.structure == item.structure) task.mesh = changed.mesh.get(), task.version = core::Hash64().value(key).value(changed.version).digest();
        if (!meets(structure.bounds, plane, slack + (task.version == key ? 0.0f : 100.0f))) continue;
        wanted.emplace_back(item.structure, task.version);
        const auto at = kept.caps.find(item.structure);
        if (at == kept.caps.end() || at->second.version != task.version) tasks.push_back(std::move(task));
    }
    core::parallel_for(tasks.size() > 8 ? 0 : 1, tasks.size(), [&](std::size_t i) {
        auto& t = tasks[i];
        // The faces of a cut are made from the level that is drawn, also where only the graphics card still has it.
        std::optional<geometry::Mesh> read;
        const auto& held = atlas.at(t.structure).lods[0];
        if (frame.lod == 0 && t.version == key && held.empty() && cache.finest) read = cache.finest(t.structure);
        t.shape = section({read ? *read : *t.mesh, straight ? std::span<const glm::mat4>{} : std::span(frame.palette), plane, rim_mm(t.kind), t.kind == CapKind::skin,
                           t.kind != CapKind::bone && t.kind != CapKind::cartilage && t.kind != CapKind::ligament, t.kind == CapKind::annulus});
    });
    for (auto& t : tasks)
        kept.caps[t.structure] = {t.structure, t.kind, t.shape ? std::make_shared<const CapShape>(std::move(*t.shape)) : nullptr, t.version};

    std::vector<Cap> caps;
    for (const auto& [structure, version] : wanted)
        if (const auto& cap = kept.caps.at(structure); cap.shape) caps.push_back(cap);
    std::stable_sort(caps.begin(), caps.end(), [](const Cap& a, const Cap& b) {
        return a.kind != b.kind ? a.kind < b.kind : a.shape->area_mm2 > b.shape->area_mm2;
    });
    return caps;
}

std::optional<Cap> cut_clefts(const Frame& frame, const CutPlane& plane, ComposeCache& cache) {
    std::vector<bool> solid(cache.atlas().structures.size());
    for (const auto& item : frame.items) solid[item.structure.value] = item.opacity >= k_solid;
    CutFaces faces;
    bool flesh = false;
    core::Hash64 hash;
    for (const auto& cap : frame.caps) {
        if (cap.kind == CapKind::skin) faces.skin = &cap;
        else (solid[cap.structure.value] ? faces.solid : faces.veils).push_back(&cap);
    }
    for (const auto* cap : faces.solid) {
        flesh |= cap->kind == CapKind::muscle;
        hash.value(cap->structure.value).value(cap->version);
    }
    if (faces.skin != nullptr) {
        hash.value(faces.skin->version);
        for (const auto* cap : faces.veils) hash.value(cap->structure.value).value(cap->version);
    }
    if (!flesh) return std::nullopt;
    auto& kept = cache.clefts;
    if (const auto key = hash.digest(); !kept || kept->version != key) {
        auto shape = clefts(faces, plane, frame.lod == 0 ? k_fine_cell_mm : k_moving_cell_mm);
        kept = Cap{{}, CapKind::cleft, shape ? std::make_shared<const CapShape>(std::move(*shape)) : nullptr, key};
    }
    return kept->shape ? kept : std::nullopt;
}

} // namespace dorsum::scene
