#include "render/overlay_store.h"

#include "render/gl/api.h"

#include <array>
#include <cmath>
#include <cstddef>

namespace dorsum::render {
namespace {

struct OverlayVertex {
    glm::vec3 position, normal;
    std::array<std::uint8_t, 4> colour;
};
static_assert(sizeof(OverlayVertex) == 28);

std::array<std::uint8_t, 4> bytes_of(const glm::vec4& colour) {
    std::array<std::uint8_t, 4> bytes{};
    for (int i = 0; i < 4; ++i)
        bytes[static_cast<std::size_t>(i)] =
            static_cast<std::uint8_t>(std::lround(glm::clamp(colour[i], 0.0f, 1.0f) * 255.0f));
    return bytes;
}

void append(const scene::OverlayMesh& overlay, std::vector<OverlayVertex>& vertices) {
    const std::size_t count = overlay.positions.size();
    for (std::size_t v = 0; v < count; ++v)
        vertices.push_back({overlay.positions[v], v < overlay.normals.size() ? overlay.normals[v] : glm::vec3(0),
                            bytes_of(v < overlay.colours.size() ? overlay.colours[v] : glm::vec4(1))});
}

} // namespace

OverlayStore OverlayStore::make() {
    constexpr std::array<gl::StreamMesh::Attribute, 3> attributes{{{3, GL_FLOAT, offsetof(OverlayVertex, position)},
                                                                   {3, GL_FLOAT, offsetof(OverlayVertex, normal)},
                                                                   {4, GL_UNSIGNED_BYTE, offsetof(OverlayVertex, colour)}}};
    OverlayStore store;
    store.mesh_ = gl::StreamMesh::make(sizeof(OverlayVertex), attributes);
    return store;
}

void OverlayStore::update(const std::vector<scene::OverlayMesh>& overlays) {
    if (overlays == uploaded_) return;
    std::vector<OverlayVertex> vertices;
    std::vector<std::uint32_t> indices;
    ranges_.clear();
    for (const scene::OverlayMesh& overlay : overlays) {
        const auto base = static_cast<std::uint32_t>(vertices.size());
        ranges_.push_back({static_cast<std::uint32_t>(indices.size()),
                           static_cast<std::uint32_t>(overlay.indices.size()), overlay.always_visible, overlay.solid, overlay.fades_along});
        append(overlay, vertices);
        for (const std::uint32_t i : overlay.indices) indices.push_back(base + i);
    }
    mesh_.upload(std::as_bytes(std::span(vertices)), indices);
    uploaded_ = overlays;
}

} // namespace dorsum::render
