#include "render/cap_store.h"

#include "render/gl/api.h"

#include <array>
#include <cstddef>
#include <map>

namespace dorsum::render {

static_assert(sizeof(scene::CapVertex) == 28);

CapStore CapStore::make() {
    using scene::CapVertex;
    constexpr std::array<gl::StreamMesh::Attribute, 3> attributes{
        {{3, GL_FLOAT, offsetof(CapVertex, position_mm)}, {2, GL_FLOAT, offsetof(CapVertex, grain_mm)}, {2, GL_FLOAT, offsetof(CapVertex, depth)}}};
    CapStore store;
    store.mesh_ = gl::StreamMesh::make(sizeof(CapVertex), attributes);
    return store;
}

void CapStore::upload(std::vector<scene::Cap> caps) {
    std::vector<scene::CapVertex> vertices;
    std::vector<std::uint32_t> indices;
    ranges_.clear();
    open_.clear();
    for (const auto& cap : caps) {
        const auto base = static_cast<std::uint32_t>(vertices.size());
        ranges_.push_back({cap.structure, cap.kind, static_cast<std::uint32_t>(indices.size()), static_cast<std::uint32_t>(cap.shape->indices.size()), nullptr});
        vertices.insert(vertices.end(), cap.shape->vertices.begin(), cap.shape->vertices.end());
        for (const auto i : cap.shape->indices) indices.push_back(base + i);
        if (cap.shape->open_loops > 0) open_.insert(cap.structure);
    }
    mesh_.upload(std::as_bytes(std::span(vertices)), indices);
    uploaded_ = std::move(caps);
}

void CapStore::update(const scene::Frame& frame) {
    shown_.clear();
    std::vector<scene::Cap> caps;
    if (frame.clefts) caps.push_back(*frame.clefts);
    caps.insert(caps.end(), frame.caps.begin(), frame.caps.end());
    if (caps != uploaded_) upload(std::move(caps));
    const bool from_behind = glm::dot(glm::vec3(frame.clip_plane), frame.camera.eye_mm) + frame.clip_plane.w >= 0;
    if (ranges_.empty() || from_behind) return;
    std::map<anatomy::StructureIndex, const scene::DrawItem*> items;
    for (const auto& item : frame.items) items[item.structure] = &item;
    static const scene::DrawItem of_no_structure{.pickable = false};
    for (auto range : ranges_)
        if (range.kind == scene::CapKind::cleft) range.item = &of_no_structure, shown_.push_back(range);
        else if (const auto at = items.find(range.structure); at != items.end()) {
            range.item = at->second;
            shown_.push_back(range);
        }
}

} // namespace dorsum::render
