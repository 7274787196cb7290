#include "render/overlay_store.h"

#include "render/gl/api.h"

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
    OverlayStore store;
    store.vertex_array_ = gl::VertexArray::make();
    store.vertices_ = gl::Buffer::make();
    store.indices_ = gl::Buffer::make();
    glBindVertexArray(store.vertex_array_.id());
    glBindBuffer(GL_ARRAY_BUFFER, store.vertices_.id());
    glBindBuffer(GL_ELEMENT_ARRAY_BUFFER, store.indices_.id());
    const auto offset = [](std::size_t bytes) { return reinterpret_cast<const void*>(bytes); };
    for (GLuint attribute = 0; attribute < 3; ++attribute) glEnableVertexAttribArray(attribute);
    glVertexAttribPointer(0, 3, GL_FLOAT, GL_FALSE, sizeof(OverlayVertex), offset(offsetof(OverlayVertex, position)));
    glVertexAttribPointer(1, 3, GL_FLOAT, GL_FALSE, sizeof(OverlayVertex), offset(offsetof(OverlayVertex, normal)));
    glVertexAttribPointer(2, 4, GL_UNSIGNED_BYTE, GL_TRUE, sizeof(OverlayVertex),
                          offset(offsetof(OverlayVertex, colour)));
    glBindVertexArray(0);
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
                           static_cast<std::uint32_t>(overlay.indices.size()), overlay.always_visible, overlay.solid});
        append(overlay, vertices);
        for (const std::uint32_t i : overlay.indices) indices.push_back(base + i);
    }
    bind(); // the index buffer belongs to the vertex array
    glBindBuffer(GL_ARRAY_BUFFER, vertices_.id());
    glBufferData(GL_ARRAY_BUFFER, static_cast<GLsizeiptr>(vertices.size() * sizeof(OverlayVertex)), vertices.data(),
                 GL_STREAM_DRAW);
    glBufferData(GL_ELEMENT_ARRAY_BUFFER, static_cast<GLsizeiptr>(indices.size() * sizeof(std::uint32_t)),
                 indices.data(), GL_STREAM_DRAW);
    uploaded_ = overlays;
}

void OverlayStore::bind() const {
    glBindVertexArray(vertex_array_.id());
}

void OverlayStore::draw(const OverlayRange& range) const {
    if (range.index_count == 0) return;
    glDrawElements(GL_TRIANGLES, static_cast<GLsizei>(range.index_count), GL_UNSIGNED_INT,
                   reinterpret_cast<const void*>(range.first_index * sizeof(std::uint32_t)));
}

} // namespace dorsum::render
